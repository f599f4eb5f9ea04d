# test/unit/NAME_test.c becomes the program unit/NAME_test over the pure floors.
# test/fuzz/NAME_fuzz.c becomes a libFuzzer program in a fuzz build.
# compiler_parse_files is no test but a program for the parser's development.
file(GLOB units CONFIGURE_DEPENDS test/unit/*_test.c
  test/unit/compiler_parse_files.c)
if(NOT TARGET libgio_2_0_so_0)
  list(FILTER units EXCLUDE REGEX delay_load_test)
endif()
foreach(unit ${units})
  get_filename_component(name ${unit} NAME_WE)
  add_executable(${name} ${unit})
  foreach(floor ${LODE_PURE})
    target_sources(${name} PRIVATE $<TARGET_OBJECTS:${floor}>)
  endforeach()
  target_link_libraries(${name} PRIVATE lode_flags PkgConfig::ICU)
  if(name MATCHES "^engine_")  # those that need the engine say so
    target_sources(${name} PRIVATE $<TARGET_OBJECTS:lode_engine>
      $<TARGET_OBJECTS:lode_loop>)
    target_link_libraries(${name} PRIVATE PkgConfig::JSC PkgConfig::UV
      ${CMAKE_DL_LIBS})
  endif()
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/unit)
endforeach()
# These live in src/runtime and know no engine.
target_sources(dotenv_test PRIVATE ${CMAKE_SOURCE_DIR}/src/runtime/dotenv.c)
target_sources(options_test PRIVATE ${CMAKE_SOURCE_DIR}/src/runtime/options.c)
target_sources(cache_file_test PRIVATE
  ${CMAKE_SOURCE_DIR}/src/bindings/cache_file.c
  ${CMAKE_SOURCE_DIR}/src/loop/program.c)
target_link_libraries(cache_file_test PRIVATE PkgConfig::UV)
if(TARGET libgio_2_0_so_0)
  target_link_libraries(delay_load_test PRIVATE libgio_2_0_so_0)
endif()

if(LODE_FUZZ)
  # Asks the engine, so it is no libFuzzer program.
  add_executable(engine_syntax_differ test/fuzz/engine_syntax_differ.c)
  foreach(floor ${LODE_PURE})
    target_sources(engine_syntax_differ PRIVATE $<TARGET_OBJECTS:${floor}>)
  endforeach()
  target_link_libraries(engine_syntax_differ PRIVATE lode_flags PkgConfig::JSC
    PkgConfig::ICU)
  set_target_properties(engine_syntax_differ PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
  file(GLOB fuzzers CONFIGURE_DEPENDS test/fuzz/*_fuzz.c)
  foreach(fuzzer ${fuzzers})
    get_filename_component(name ${fuzzer} NAME_WE)
    add_executable(${name} ${fuzzer})
    foreach(floor ${LODE_PURE})
      get_target_property(sources ${floor} SOURCES)
      target_sources(${name} PRIVATE ${sources})
    endforeach()
    target_compile_options(${name} PRIVATE -fsanitize=fuzzer ${LODE_FUZZ_WITH})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer ${LODE_FUZZ_WITH})
    target_link_libraries(${name} PRIVATE lode_flags PkgConfig::ICU)
    set_target_properties(${name} PROPERTIES
      RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
  endforeach()
endif()
