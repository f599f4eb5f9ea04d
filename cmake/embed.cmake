# Embeds lib/ in the binary, each module as compile_library leaves it. The
# assembler reads the files (.incbin), so a change in lib/ costs no C compile; a
# table of names is generated beside it.
# A module's text is stored with its wrapper around it, head on line 1.
function(lode_embed target dir)
  file(GLOB_RECURSE ids CONFIGURE_DEPENDS RELATIVE ${dir} ${dir}/*.js)
  # In the order of the names: the table is searched by halves.
  list(TRANSFORM ids REPLACE "\\.js$" "")
  list(SORT ids)
  set(out ${CMAKE_BINARY_DIR}/generated)
  set(asm "")
  set(table "")
  set(externs "")
  set(paths "")
  set(i 0)
  foreach(id IN LISTS ids)
    string(APPEND asm "lode_lib_${i}:\n"
      "  .ascii \"(function (exports, require, module, process, internalBinding, primordials) {\"\n"
      "  .incbin \"${out}/lib/${id}.js\"\n  .ascii \"\\n})\"\n"
      "lode_lib_${i}_end:\n  .byte 0\n  .globl lode_lib_${i}, lode_lib_${i}_end\n"
      "  .hidden lode_lib_${i}, lode_lib_${i}_end\n")
    string(APPEND externs "extern const char lode_lib_${i}[], lode_lib_${i}_end[];\n")
    string(APPEND table "    {\"${id}\", lode_lib_${i}, lode_lib_${i}_end},\n")
    list(APPEND paths ${dir}/${id}.js)
    math(EXPR i "${i} + 1")
  endforeach()
  string(REPLACE ";" "\n" list "${ids}")
  file(CONFIGURE OUTPUT ${out}/library.txt CONTENT "${list}\n" @ONLY)
  add_custom_command(OUTPUT ${out}/library.stamp
    COMMAND compile_library ${dir} ${out}/lib < ${out}/library.txt
    COMMAND ${CMAKE_COMMAND} -E touch ${out}/library.stamp
    DEPENDS compile_library ${paths} ${out}/library.txt VERBATIM)
  file(CONFIGURE OUTPUT ${out}/library.S CONTENT
    "  .section .rodata\n${asm}  .section .note.GNU-stack,\"\",@progbits\n" @ONLY)
  file(CONFIGURE OUTPUT ${out}/library.c CONTENT
    "#include \"runtime/library.h\"\n${externs}const lode_library_entry lode_library[] = {\n${table}};\nconst size_t lode_library_count = ${i};\n" @ONLY)
  set_source_files_properties(${out}/library.S PROPERTIES OBJECT_DEPENDS ${out}/library.stamp)
  add_library(${target} OBJECT ${out}/library.S ${out}/library.c)
  target_link_libraries(${target} PRIVATE lode_flags)
endfunction()
