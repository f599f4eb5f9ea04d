// SPDX-License-Identifier: MIT
// The standard library's texts: found by id, compiled on first require. A
// build with LODE_DEV reads them from $LODE_LIB instead when that is set.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "bindings/bindings.h"
#include "compiler/library.h"
#include "engine/call.h"
#include "engine/string.h"
#include "runtime/library.h"
#include "runtime/runtime.h"

static int builtins_compare(const void *key, const void *entry) {
  return strcmp(key, ((const lode_library_entry *)entry)->id);
}

static const lode_library_entry *builtins_find(const char *id) {
  return bsearch(id, lode_library, lode_library_count, sizeof *lode_library,
                 builtins_compare);
}

#ifdef LODE_DEV
// The wrapped text of $LODE_LIB/id.js, kept for good (the engine refers to
// it); false when LODE_LIB is not set or the file is not there.
static bool builtins_read(const char *id, lode_buf *text) {
  static const char head[] =
      "(function (exports, require, module, process, internalBinding, "
      "primordials) {";
  const char *dir = getenv("LODE_LIB");
  char path[4096];
  if (dir == NULL ||
      snprintf(path, sizeof path, "%s/%s.js", dir, id) >= (int)sizeof path) {
    return false;
  }
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return false;
  }
  lode_buf source = LODE_BUF_INIT;
  int err = 0;
  char chunk[8192];
  size_t n;
  while (err == 0 && (n = fread(chunk, 1, sizeof chunk, file)) > 0) {
    err = lode_buf_append(&source, chunk, n);
  }
  fclose(file);
  if (err == 0) {
    err = lode_buf_append(text, head, sizeof head - 1);
  }
  lode_library_error error;
  if (err == 0 &&
      lode_compile_library(source.data, source.size, text, &error) < 0) {
    // The engine says what is wrong.
    err = lode_buf_append(text, source.data, source.size);
  }
  lode_buf_deinit(&source);
  return err == 0 && lode_buf_append(text, "\n})", 4) == 0;
}
#endif

lode_value lode_builtin_compile(lode_env *env, const char *id,
                                lode_value *exception) {
  char url[160];
  snprintf(url, sizeof url, "node:%s", id);
  *exception = NULL;
#ifdef LODE_DEV
  lode_buf text = LODE_BUF_INIT;
  if (builtins_read(id, &text)) {
    return lode_evaluate_ascii(env, text.data, text.size - 1, url, exception);
  }
  lode_buf_deinit(&text);
#endif
  const lode_library_entry *entry = builtins_find(id);
  if (entry == NULL) {
    return NULL;
  }
  return lode_evaluate_ascii(
      env, entry->text, (size_t)(entry->end - entry->text), url, exception);
}

// id -> the module's wrapper function, undefined for an unknown id.
LODE_NATIVE(builtins_js_compile) {
  lode_utf8 id;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &id) < 0) {
    return env->undefined;
  }
  lode_value exception;
  lode_value wrapper = lode_builtin_compile(env, id.data, &exception);
  lode_utf8_close(&id);
  if (exception != NULL) {
    return lode_throw(env, exception);
  }
  return wrapper != NULL ? wrapper : env->undefined;
}

LODE_NATIVE(builtins_js_has) {
  lode_utf8 id;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &id) < 0) {
    return env->no;
  }
  bool found = builtins_find(id.data) != NULL;
  lode_utf8_close(&id);
  return lode_from_bool(env, found);
}

// Every id, sorted.
LODE_NATIVE(builtins_js_ids) {
  lode_value list = lode_array(env, NULL, 0);
  for (size_t i = 0; i < lode_library_count; i++) {
    JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), (unsigned)i,
                               lode_string(env, lode_library[i].id), NULL);
  }
  return list;
}

static const lode_fn builtins_functions[] = {
    LODE_FN("compile", builtins_js_compile, 1),
    LODE_FN("has", builtins_js_has, 1),
    LODE_FN("ids", builtins_js_ids, 0),
};

void lode_builtins_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, builtins_functions,
                        LODE_COUNT_OF(builtins_functions));
}
