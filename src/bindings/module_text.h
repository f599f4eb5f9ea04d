// SPDX-License-Identifier: MIT
// Files on their way into the engine, and the text of a CommonJS module: the
// head of a function, the file, the function's end. A large file is read into
// the very string that the engine runs; nothing copies it.
#ifndef LODE_BINDINGS_MODULE_TEXT_H
#define LODE_BINDINGS_MODULE_TEXT_H

#include <uv.h>

#include "base/buf.h"
#include "engine/string.h"

// Appends what the descriptor gives until its end. 0 or a negative code.
LODE_NODISCARD int lode_read_all(uv_file fd, lode_buf *out);
// Appends a file's bytes.
LODE_NODISCARD int lode_read_file(const char *path, lode_buf *out);

// The head stands on line 1, so the lines of a file keep their numbers.
#define LODE_MODULE_HEAD \
  "(function (exports, require, module, __filename, __dirname) {"
#define LODE_MODULE_TAIL "\n})"

typedef struct lode_module_text {
  char *source;  // the file's text; may be changed in place
  size_t size;
  lode_buf buf;           // holds head and text, or
  lode_string_room room;  // holds them, and room for the tail
  bool in_room;
  lode_value program;  // once there is one, the text may be in it
} lode_module_text;

// 0 or a negative code; deinit in either case.
LODE_NODISCARD int lode_module_text_read(lode_env *env, const char *path,
                                         lode_module_text *text);
LODE_NODISCARD int lode_module_text_set(lode_module_text *text,
                                        const char *source, size_t size);
// The program: head, text and tail. NULL when memory is exhausted.
lode_value lode_module_text_program(lode_env *env, lode_module_text *text);
void lode_module_text_deinit(lode_env *env, lode_module_text *text);

#endif
