// SPDX-License-Identifier: MIT
// lib/'s own modules: those that wait keep the async context, as programs do.
#include "compiler/library.h"

#include <string.h>

#include "compiler/compiler.h"

// Our functions that are merely async return no thenables of programs', and
// nobody has to hear of their promises: no module loads the runtime for them.
static bool library_waits(const char *source, size_t size) {
  return memmem(source, size, "await", 5) != NULL ||
         memmem(source, size, "import(", 7) != NULL;
}

int lode_compile_library(const char *source, size_t size, lode_buf *out,
                         lode_library_error *error) {
  lode_unit *unit = NULL;
  *error = (lode_library_error){0};
  if (!library_waits(source, size) || !lode_compiler_wanted(source, size)) {
    return lode_buf_append(out, source, size);
  }
  lode_parse_error parse;
  int err = lode_unit_open(source, size, LODE_GOAL_COMMONJS, 0, &unit, &parse);
  if (err == LODE_PARSE_SYNTAX) {
    error->line = parse.line;
    memcpy(error->message, parse.message, sizeof parse.message);
  }
  if (err < 0) {
    return err;
  }
  err = unit->edits.count > 0
            ? lode_unit_emit(unit, LODE_EMIT_LIBRARY, NULL, out, NULL)
            : lode_buf_append(out, source, size);
  lode_unit_free(unit);
  return err;
}
