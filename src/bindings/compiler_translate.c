// SPDX-License-Identifier: MIT
// JSX for the loaders: text in, text out. And the columns as written of texts
// in JSX and TypeScript, by path or url. A part of the binding `compiler`.
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/compiled.h"
#include "compiler/translate.h"
#include "engine/string.h"
#include "engine/value.h"

typedef struct translated_file {
  char *name;  // path or url
  lode_positions map;
  struct translated_file *next;
} translated_file;

void lode_compiled_drop_translated(lode_compiled *state) {
  while (state->translated != NULL) {
    translated_file *file = state->translated;
    state->translated = file->next;
    lode_positions_deinit(&file->map);
    free(file->name);
    free(file);
  }
}

static translated_file *translate_find(lode_env *env, const char *name) {
  translated_file *file = lode_compiled_of(env)->translated;
  while (file != NULL && strcmp(file->name, name) != 0) {
    file = file->next;
  }
  return file;
}

void lode_compiled_keep_translated(lode_env *env, const char *name,
                                   lode_positions *map) {
  translated_file *file = translate_find(env, name);
  if (file == NULL) {
    if (map->count == 0) {
      return;
    }
    lode_compiled *state = lode_compiled_of(env);
    file = lode_malloc(sizeof *file);
    file->name = lode_strndup(name, strlen(name));
    file->map = (lode_positions){0};
    file->next = state->translated;
    state->translated = file;
  }
  lode_positions_deinit(&file->map);
  file->map = *map;
  *map = (lode_positions){0};
}

static int translate_hex(char c) {
  return c >= '0' && c <= '9'                     ? c - '0'
         : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                  : -1;
}

// A file: URL becomes its path.
static void translate_path(char *name) {
  if (strncmp(name, "file://", 7) != 0) {
    return;
  }
  char *to = name;
  for (const char *s = name + 7; *s != '\0' && *s != '?' && *s != '#'; s++) {
    bool escape =
        s[0] == '%' && translate_hex(s[1]) >= 0 && translate_hex(s[2]) >= 0;
    *to++ =
        escape ? (char)(translate_hex(s[1]) * 16 + translate_hex(s[2])) : *s;
    s += escape ? 2 : 0;
  }
  *to = '\0';
}

// By its url, or by the path of that.
static translated_file *translate_find_url(lode_env *env, const char *url) {
  translated_file *file = translate_find(env, url);
  if (file == NULL && lode_compiled_of(env)->translated != NULL) {
    char *path = lode_strndup(url, strlen(url));
    translate_path(path);
    file = translate_find(env, path);
    free(path);
  }
  return file;
}

enum { TRANSLATE_TEXTS = 4 };

// [runtime, factory, fragment, import source, file name], all but the first
// possibly undefined. The texts stay open.
static bool translate_options(lode_env *env, lode_value array, lode_utf8 *texts,
                              lode_jsx_options *options) {
  JSObjectRef object = lode_as_object(array);
  lode_value runtime = JSObjectGetPropertyAtIndex(env->ctx, object, 0, NULL);
  options->runtime = (lode_jsx_runtime)lode_to_int(env, runtime);
  const char **fields[TRANSLATE_TEXTS] = {&options->factory, &options->fragment,
                                          &options->import_source,
                                          &options->file_name};
  for (unsigned i = 0; i < TRANSLATE_TEXTS; i++) {
    lode_value text = JSObjectGetPropertyAtIndex(env->ctx, object, i + 1, NULL);
    if (!lode_is_string(env, text)) {
      continue;
    }
    if (lode_utf8_open(env, text, &texts[i]) < 0) {
      return false;
    }
    *fields[i] = texts[i].data;
  }
  return true;
}

// The text, or an array that says what is wrong; NULL when memory is out.
static lode_value translate_run(lode_env *env, const lode_utf8 *source,
                                const char *url, const lode_translation *how) {
  lode_buf out = LODE_BUF_INIT;
  lode_positions map = {0};
  lode_parse_error error;
  lode_value result = NULL;
  int err = lode_translate(source->data, source->size, how, &out, &map, &error);
  if (err == 0) {
    result = lode_string_utf8(env, out.data, out.size);
    lode_compiled_keep_translated(env, url, &map);
  } else if (err == LODE_PARSE_SYNTAX || err == LODE_TS_UNSUPPORTED) {
    result = lode_compiled_refusal(env, &error, source->data,
                                   err == LODE_TS_UNSUPPORTED);
  }
  lode_positions_deinit(&map);
  lode_buf_deinit(&out);
  return result;
}

// Bits of `flags`, as in lib/internal/modules/jsx.js.
enum { TRANSLATE_TYPESCRIPT = 1, TRANSLATE_MODULE = 2, TRANSLATE_ELIDE = 4 };

// (source, url, flags, options, flags for TypeScript) -> JavaScript, or what is
// wrong.
LODE_NATIVE(translate_js_translate) {
  lode_utf8 source = {0}, url = {0}, texts[TRANSLATE_TEXTS] = {0};
  uint32_t flags = lode_to_uint32(env, lode_arg(env, args, 2));
  lode_translation how = {
      .typescript = (flags & TRANSLATE_TYPESCRIPT) != 0,
      .module = (flags & TRANSLATE_MODULE) != 0,
      .elide = (flags & TRANSLATE_ELIDE) != 0,
      .ts = lode_compiled_type_options(
          lode_to_uint32(env, lode_arg(env, args, 4))),
  };
  how.ts.module = how.module;
  lode_value result = NULL;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &source) == 0 &&
      lode_utf8_open(env, lode_arg(env, args, 1), &url) == 0 &&
      translate_options(env, lode_arg(env, args, 3), texts, &how.jsx)) {
    result = translate_run(env, &source, url.data, &how);
  }
  for (unsigned i = 0; i < TRANSLATE_TEXTS; i++) {
    if (texts[i].data != NULL) {
      lode_utf8_close(&texts[i]);
    }
  }
  if (url.data != NULL) {
    lode_utf8_close(&url);
  }
  if (source.data != NULL) {
    lode_utf8_close(&source);
  }
  return result != NULL ? result
                        : lode_throw_error(env, "RangeError", "Out of memory");
}

// (url, line from 1, column from 1) -> the column as written; undefined where
// nothing was translated.
LODE_NATIVE(translate_js_column) {
  lode_utf8 url;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &url) < 0) {
    return env->undefined;
  }
  const translated_file *file = translate_find_url(env, url.data);
  lode_utf8_close(&url);
  uint32_t line = lode_to_uint32(env, lode_arg(env, args, 1));
  uint32_t at = lode_to_uint32(env, lode_arg(env, args, 2));
  if (file == NULL || line == 0 || at == 0) {
    return env->undefined;
  }
  return lode_from_size(
      env, (size_t)lode_positions_original(&file->map, line - 1, at - 1) + 1);
}

static const lode_fn translate_functions[] = {
    LODE_FN("translate", translate_js_translate, 5),
    LODE_FN("translatedColumn", translate_js_column, 3),
};

void lode_compiled_bind_translate(lode_env *env, lode_value object) {
  lode_define_functions(env, object, translate_functions,
                        LODE_COUNT_OF(translate_functions));
}
