# Libraries that the engine's library needs by name and that almost no program
# ever calls: Lode brings a library of that name with stubs, which load the
# real one when the first of them is called (docs/internals/start-up.md). A
# Lode without the stubs beside it finds the real ones.
function(lode_delay_load target soname)
  set(library ${JSC_LIBDIR}/${soname})
  if(NOT EXISTS ${library} OR LODE_SANITIZE OR
     NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    return()
  endif()
  string(MAKE_C_IDENTIFIER ${soname} name)
  set(made ${CMAKE_BINARY_DIR}/delay_load/${name})
  set(awk ${CMAKE_SOURCE_DIR}/cmake/delay_load.awk)
  file(MAKE_DIRECTORY ${made})
  add_custom_command(
    OUTPUT ${made}/list.inc ${made}/versions.ld
    COMMAND sh -c "${CMAKE_NM} -D --defined-only ${library} | awk -f ${awk} \
-v LIST=list.inc -v VERSIONS=versions.ld"
    WORKING_DIRECTORY ${made}
    DEPENDS ${library} ${awk}
    VERBATIM)
  add_library(${name} SHARED src/delay_load/bind.c
    src/delay_load/stubs_x86_64.S ${made}/list.inc ${made}/versions.ld)
  target_link_libraries(${name} PRIVATE lode_flags)
  target_include_directories(${name} PRIVATE ${made})
  target_compile_definitions(${name} PRIVATE
    DELAY_LOAD_LIBRARY="${library}")
  # One segment of code, no start files: each costs at start-up.
  target_link_options(${name} PRIVATE -nostartfiles -Wl,-z,noseparate-code
    -Wl,--hash-style=gnu -Wl,--version-script=${made}/versions.ld
    -Wl,-soname,${soname})
  set_target_properties(${name} PROPERTIES
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/delay_load/lib
    LIBRARY_OUTPUT_NAME ${soname} PREFIX "" SUFFIX "" NO_SONAME ON)
  target_link_libraries(${target} PRIVATE
    -Wl,--push-state,--no-as-needed ${name} -Wl,--pop-state)
  install(TARGETS ${name} LIBRARY DESTINATION lib/lode)
endfunction()
