# Two ways to have a library loaded when the first of its functions is called
# (docs/internals/start-up.md). Both need stubs in assembler and a loader that
# is no sanitizer's.
if(LODE_SANITIZE OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set(LODE_DELAY_LOAD OFF)
else()
  set(LODE_DELAY_LOAD ON)
endif()

# Libraries that the engine's library needs by name and that almost no program
# ever calls: Lode brings a library of that name with stubs, which load the
# real one when the first of them is called (docs/internals/start-up.md). A
# Lode without the stubs beside it finds the real ones.
function(lode_delay_load target soname)
  set(library ${JSC_LIBDIR}/${soname})
  if(NOT EXISTS ${library} OR NOT LODE_DELAY_LOAD)
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

# A library that Lode's own code calls, by its pkg-config prefix: the target
# gets stubs of the functions that the bindings use, and no link to the library.
function(lode_delay_link target prefix soname)
  find_library(${prefix}_FILE NAMES ${soname} HINTS ${${prefix}_LIBDIR})
  set(library ${${prefix}_FILE})
  if(NOT library OR NOT LODE_DELAY_LOAD)
    target_link_libraries(${target} PRIVATE PkgConfig::${prefix})
    return()
  endif()
  string(MAKE_C_IDENTIFIER ${soname} name)
  set(made ${CMAKE_BINARY_DIR}/delay_load/${name})
  set(awk ${CMAKE_SOURCE_DIR}/cmake/delay_load.awk)
  file(MAKE_DIRECTORY ${made})
  add_custom_command(
    OUTPUT ${made}/list.inc
    COMMAND sh -c "(${CMAKE_NM} -u \"$@\" && \
${CMAKE_NM} -D --defined-only ${library}) \
| awk -f ${awk} -v LIST=list.inc -v VERSIONS=/dev/null"
      nm $<TARGET_OBJECTS:lode_bindings>
    WORKING_DIRECTORY ${made}
    DEPENDS lode_bindings $<TARGET_OBJECTS:lode_bindings> ${library} ${awk}
    COMMAND_EXPAND_LISTS VERBATIM)
  add_library(${name} OBJECT src/delay_load/bind.c
    src/delay_load/stubs_x86_64.S ${made}/list.inc)
  target_link_libraries(${name} PRIVATE lode_flags)
  target_include_directories(${name} PRIVATE ${made})
  # Several may be in one program: each has names of its own.
  target_compile_definitions(${name} PRIVATE DELAY_LOAD_HIDDEN
    DELAY_LOAD_LIBRARY="${soname}" lode_delay_load_bind=lode_${name}_bind
    lode_delay_load_names=lode_${name}_names
    lode_delay_load_slots=lode_${name}_slots)
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:${name}>)
endfunction()
