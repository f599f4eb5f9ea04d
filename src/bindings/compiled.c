// SPDX-License-Identifier: MIT
// Emitted texts by url: see the header. A file that was not touched is not
// here, and costs nothing.
#include "bindings/compiled.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "bindings/bindings.h"
#include "engine/call.h"
#include "engine/string.h"
#include "engine/value.h"

typedef struct compiled_file {
  char *url;
  uint32_t hash;
  lode_value text;  // protected
  lode_positions map;
  struct compiled_file *next;  // newest first
} compiled_file;

static uint32_t compiled_hash(const char *s) {
  uint32_t hash = 2166136261u;
  for (; *s != '\0'; s++) {
    hash = (hash ^ (unsigned char)*s) * 16777619u;
  }
  return hash;
}

static void compiled_deinit(void *data) {
  lode_compiled *state = data;
  for (size_t i = 0; i < LODE_COUNT_OF(state->files); i++) {
    compiled_file *file = state->files[i];
    while (file != NULL) {
      compiled_file *next = file->next;
      lode_positions_deinit(&file->map);
      free(file->url);
      free(file);
      file = next;
    }
  }
  for (size_t i = 0; i < state->unit_count; i++) {
    if (state->units[i] != NULL) {
      lode_unit_free(state->units[i]);
    }
  }
  free(state->units);
  lode_compiled_drop_translated(state);
  free(state);
}

lode_compiled *lode_compiled_of(lode_env *env) {
  void **place = &env->binding[LODE_BINDING_compiler];
  if (*place == NULL) {
    *place = lode_malloc(sizeof(lode_compiled));
    lode_at_exit(env, compiled_deinit, *place);
  }
  return *place;
}

static compiled_file **compiled_bucket(lode_env *env, uint32_t hash) {
  lode_compiled *state = lode_compiled_of(env);
  return &state->files[hash % LODE_COUNT_OF(state->files)];
}

static compiled_file *compiled_find(lode_env *env, const char *url) {
  uint32_t hash = compiled_hash(url);
  compiled_file *file = *compiled_bucket(env, hash);
  while (file != NULL && (file->hash != hash || strcmp(file->url, url) != 0)) {
    file = file->next;
  }
  return file;
}

// Takes the map.
static void compiled_keep(lode_env *env, const char *url, lode_value text,
                          lode_positions *map) {
  compiled_file *file = lode_malloc(sizeof *file);
  file->url = lode_strndup(url, strlen(url));
  file->hash = compiled_hash(url);
  file->text = text;
  lode_protect(env, text);
  file->map = *map;
  *map = (lode_positions){0};
  compiled_file **bucket = compiled_bucket(env, file->hash);
  file->next = *bucket;
  *bucket = file;
}

static void compiled_forget(lode_env *env, const char *url) {
  uint32_t hash = compiled_hash(url);
  compiled_file **at = compiled_bucket(env, hash);
  while (*at != NULL && strcmp((*at)->url, url) != 0) {
    at = &(*at)->next;
  }
  compiled_file *file = *at;
  if (file != NULL) {
    *at = file->next;
    lode_unprotect(env, file->text);
    lode_positions_deinit(&file->map);
    free(file->url);
    free(file);
  }
}

bool lode_compiled_wanted(const char *source, size_t size) {
  const char *all = getenv("LODE_COMPILE");
  return lode_compiler_wanted(source, size) ||
         (all != NULL && strcmp(all, "all") == 0);
}

lode_value lode_compiled_script(lode_env *env, lode_unit *unit,
                                const char *url) {
  lode_buf out = LODE_BUF_INIT;
  lode_positions map = {0};
  lode_value text = NULL;
  if (lode_unit_emit(unit, LODE_EMIT_SCRIPT, NULL, &out, &map) == 0) {
    text = lode_string_utf8(env, out.data, out.size);
  }
  lode_buf_deinit(&out);
  if (text == NULL) {
    lode_throw_error(env, "RangeError", "Out of memory");
  } else {
    compiled_forget(env, url);
    compiled_keep(env, url, text, &map);
  }
  lode_positions_deinit(&map);
  return text;
}

lode_value lode_compiled_run(lode_env *env, lode_unit *unit,
                             lode_emit_form form, const lode_import_slot *slots,
                             const char *url, lode_cache_entry *entry) {
  lode_buf out = LODE_BUF_INIT;
  lode_positions map = {0};
  uint64_t hash = 0;
  lode_value text = NULL, result = NULL;
  if (lode_unit_emit(unit, form, slots, &out, &map) == 0) {
    text = lode_string_utf8(env, out.data, out.size);
    hash = entry == NULL ? 0 : lode_hash(out.data, out.size, out.size);
  }
  lode_unit_free(unit);
  lode_buf_deinit(&out);
  if (text == NULL) {
    lode_throw_error(env, "RangeError", "Out of memory");
  } else {
    compiled_keep(env, url, text, &map);
    lode_value exception;
    result = lode_cache_evaluate(env, entry, text, hash, url, &exception);
    if (exception != NULL) {
      result = lode_throw(env, exception);
    }
  }
  lode_positions_deinit(&map);
  return result;
}

// (url, line from 1, column from 1) -> the column as written, from 1; null
// when the file was not compiled.
LODE_NATIVE(compiled_js_original_position) {
  lode_utf8 url;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &url) < 0) {
    return env->null;
  }
  const compiled_file *file = compiled_find(env, url.data);
  lode_utf8_close(&url);
  if (file == NULL) {
    return env->null;
  }
  uint32_t line = lode_to_uint32(env, lode_arg(env, args, 1));
  uint32_t column = lode_to_uint32(env, lode_arg(env, args, 2));
  if (line == 0 || column == 0) {
    return lode_from_size(env, column);
  }
  return lode_from_size(
      env,
      (size_t)lode_positions_original(&file->map, line - 1, column - 1) + 1);
}

static uint16_t compiled_unit(const lode_chars *chars, size_t i) {
  return chars->wide ? ((const uint16_t *)chars->data)[i]
                     : ((const uint8_t *)chars->data)[i];
}

// Where `part` begins in `whole`, from `from` on; SIZE_MAX when it does not.
static size_t compiled_search(const lode_chars *whole, const lode_chars *part,
                              size_t from) {
  if (part->length == 0 || part->length > whole->length) {
    return SIZE_MAX;
  }
  size_t last = whole->length - part->length;
  if (!whole->wide && !part->wide) {
    const uint8_t *s = whole->data;
    const void *at = from > last ? NULL
                                 : memmem(s + from, whole->length - from,
                                          part->data, part->length);
    return at == NULL ? SIZE_MAX : (size_t)((const uint8_t *)at - s);
  }
  for (size_t i = from; i <= last; i++) {
    size_t k = 0;
    while (k < part->length &&
           compiled_unit(whole, i + k) == compiled_unit(part, k)) {
      k++;
    }
    if (k == part->length) {
      return i;
    }
  }
  return SIZE_MAX;
}

// The bytes of the line end at unit i, or 0; in units.
static size_t compiled_line_end(const lode_chars *chars, size_t i) {
  uint16_t c = compiled_unit(chars, i);
  if (c == '\n' || c == 0x2028 || c == 0x2029) {
    return 1;
  }
  if (c != '\r') {
    return 0;
  }
  return i + 1 < chars->length && compiled_unit(chars, i + 1) == '\n' ? 2 : 1;
}

// Appends units [from, to) as UTF-8.
static int compiled_append(const lode_chars *chars, size_t from, size_t to,
                           lode_buf *out) {
  size_t n = to - from, read;
  int err = lode_buf_reserve(out, n * 3 + 1);
  if (err == 0) {
    uint8_t *end = (uint8_t *)out->data + out->size;
    out->size += chars->wide
                     ? lode_utf16_to_utf8((const uint16_t *)chars->data + from,
                                          n, end, n * 3, &read)
                     : lode_latin1_to_utf8((const uint8_t *)chars->data + from,
                                           n, end, n * 3, &read);
  }
  return err;
}

// The written text of units [from, to) of an emitted one.
static int compiled_restore(const compiled_file *file, const lode_chars *chars,
                            size_t from, size_t to, lode_buf *out) {
  uint32_t line = 0;
  size_t line_start = 0, i = 0;
  while (i < from) {
    size_t end = compiled_line_end(chars, i);
    i += end > 0 ? end : 1;
    if (end > 0) {
      line++;
      line_start = i;
    }
  }
  i = from;
  const lode_positions *map = &file->map;
  // What changed right in front (`export`, say) is not the function's.
  size_t k = lode_positions_find(map, line, (uint32_t)(from - line_start) + 1);
  int err = 0;
  while (i < to && err == 0) {
    const lode_moved *m = k < map->count ? &map->items[k] : NULL;
    if (m != NULL && m->line == line && m->column == i - line_start &&
        i + m->added <= to) {
      err = lode_buf_append(out, map->text.data + m->text, m->size);
      i += m->added;
      k++;
      continue;
    }
    size_t end = compiled_line_end(chars, i);
    size_t next = i + (end > 0 ? end : 1);
    err = compiled_append(chars, i, next, out);
    i = next;
    if (end > 0) {
      line++;
      line_start = i;
    }
  }
  return err;
}

// Looks for the text in one file; the result, or NULL.
static lode_value compiled_written(lode_env *env, const compiled_file *file,
                                   const lode_chars *part) {
  lode_chars whole;
  lode_chars_open(env, file->text, &whole);
  lode_value result = NULL;
  size_t at = compiled_search(&whole, part, 0);
  if (at != SIZE_MAX) {
    lode_buf out = LODE_BUF_INIT;
    if (compiled_restore(file, &whole, at, at + part->length, &out) == 0) {
      result = lode_string_utf8(env, out.data, out.size);
    }
    lode_buf_deinit(&out);
  }
  lode_chars_close(&whole);
  return result;
}

// (text of a function as it was emitted) -> as it was written; undefined when
// it is in no compiled file.
LODE_NATIVE(compiled_js_original_text) {
  lode_value result = NULL;
  lode_compiled *state = lode_compiled_of(env);
  lode_chars part;
  lode_chars_open(env, lode_arg(env, args, 0), &part);
  for (size_t i = 0; i < LODE_COUNT_OF(state->files) && result == NULL; i++) {
    compiled_file *file = state->files[i];
    for (; file != NULL && result == NULL; file = file->next) {
      result = compiled_written(env, file, &part);
    }
  }
  lode_chars_close(&part);
  return result != NULL ? result : env->undefined;
}

// (url) -> the emitted text, undefined when there is none.
LODE_NATIVE(compiled_js_emitted_text) {
  lode_utf8 url;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &url) < 0) {
    return env->undefined;
  }
  const compiled_file *file = compiled_find(env, url.data);
  lode_utf8_close(&url);
  return file != NULL ? file->text : env->undefined;
}

static const lode_fn compiled_functions[] = {
    LODE_FN("emittedText", compiled_js_emitted_text, 1),
    LODE_FN("originalPosition", compiled_js_original_position, 3),
    LODE_FN("originalText", compiled_js_original_text, 1),
};

void lode_compiled_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, compiled_functions,
                        LODE_COUNT_OF(compiled_functions));
}
