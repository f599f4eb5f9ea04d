// SPDX-License-Identifier: MIT
// TypeScript for the loaders: text in, text out. A part of the binding
// `compiler`.
#include <errno.h>
#include <string.h>

#include "bindings/compile_cache.h"
#include "bindings/compiled.h"
#include "compiler/freeze.h"
#include "compiler/ts.h"
#include "engine/string.h"
#include "engine/value.h"

// An array: refused?, message, line, column, width.
lode_value lode_compiled_refusal(lode_env *env, const lode_parse_error *error,
                                 const char *source, bool refused) {
  size_t width =
      lode_utf16_length(source + error->offset, error->end - error->offset);
  lode_value items[] = {
      lode_from_bool(env, refused),
      lode_string(env, error->message),
      lode_from_size(env, error->line),
      lode_from_size(env, error->column),
      lode_from_size(env, width > 0 ? width : 1),
  };
  return lode_array(env, items, LODE_COUNT_OF(items));
}

lode_ts_options lode_compiled_type_options(uint32_t flags) {
  return (lode_ts_options){
      .transform = (flags & 1) != 0,
      .decorators = (flags & 2) != 0,
      .module = (flags & 4) != 0,
      .legacy_decorators = (flags & 8) != 0,
      .assign_fields = (flags & 16) != 0,
  };
}

// A result in the cache: the flags, what moved, the text.
static int types_freeze(uint32_t flags, const lode_positions *map,
                        const lode_buf *text, lode_buf *out) {
  int err = lode_buf_append(out, &flags, sizeof flags);
  if (err == 0) {
    err = lode_positions_freeze(map, out);
  }
  return err < 0 ? err : lode_buf_append(out, text->data, text->size);
}

static int types_thaw(uint32_t flags, const lode_cache_entry *entry,
                      lode_positions *map, lode_buf *text) {
  uint32_t of;
  if (entry->unit_size < sizeof of) {
    return -EINVAL;
  }
  memcpy(&of, entry->unit, sizeof of);
  size_t used;
  const char *rest = entry->unit + sizeof of;
  size_t n = entry->unit_size - sizeof of;
  int err = of != flags ? -EINVAL : lode_positions_thaw(rest, n, map, &used);
  return err < 0 ? err : lode_buf_append(text, rest + used, n - used);
}

// The same as lode_ts_compile, by way of the cache if there is one.
static int types_compile(lode_env *env, const lode_utf8 *source, uint32_t flags,
                         const char *name, lode_buf *out, lode_positions *map,
                         lode_parse_error *error) {
  lode_ts_options options = lode_compiled_type_options(flags);
  lode_cache_type type =
      (flags & 128) != 0 ? LODE_CACHE_TRANSFORMED : LODE_CACHE_STRIPPED;
  lode_cache_entry *entry =
      lode_cache_find(env, type, name, source->data, source->size);
  if (entry != NULL && entry->known) {
    if (types_thaw(flags, entry, map, out) == 0) {
      return 0;
    }
    lode_positions_deinit(map);
    out->size = 0;
  }
  int err =
      lode_ts_compile(source->data, source->size, &options, out, map, error);
  if (err == 0 && entry != NULL) {
    lode_buf payload = LODE_BUF_INIT;
    if (types_freeze(flags, map, out, &payload) == 0) {
      lode_cache_put(env, entry, &payload);
    }
    lode_buf_deinit(&payload);
  }
  return err;
}

// (source, flags, name) -> JavaScript, or what is wrong. What moved is kept
// under the name, or with flag 64 comes along: [JavaScript, mappings]. Flag 128
// is for the compile cache: the command line has asked to transform.
LODE_NATIVE(types_js_strip) {
  lode_utf8 source, name;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &source) < 0) {
    return lode_throw_error(env, "RangeError", "Out of memory");
  }
  if (lode_utf8_open(env, lode_arg(env, args, 2), &name) < 0) {
    lode_utf8_close(&source);
    return lode_throw_error(env, "RangeError", "Out of memory");
  }
  uint32_t flags = lode_to_uint32(env, lode_arg(env, args, 1));
  lode_buf out = LODE_BUF_INIT, mappings = LODE_BUF_INIT;
  lode_positions map = {0};
  lode_parse_error error;
  int err = types_compile(env, &source, flags, name.data, &out, &map, &error);
  lode_value result = NULL;
  if (err == 0 && (flags & 64) != 0) {
    err = lode_positions_mappings(&map, out.data, out.size, &mappings);
    lode_value both[] = {lode_string_utf8(env, out.data, out.size),
                         lode_string_utf8(env, mappings.data, mappings.size)};
    result = err < 0 ? NULL : lode_array(env, both, 2);
  } else if (err == 0) {
    lode_compiled_keep_translated(env, name.data, &map);
    result = lode_string_utf8(env, out.data, out.size);
  } else if (err == LODE_PARSE_SYNTAX || err == LODE_TS_UNSUPPORTED) {
    result = lode_compiled_refusal(env, &error, source.data,
                                   err == LODE_TS_UNSUPPORTED);
  }
  lode_positions_deinit(&map);
  lode_buf_deinit(&mappings);
  lode_buf_deinit(&out);
  lode_utf8_close(&name);
  lode_utf8_close(&source);
  return result != NULL ? result
                        : lode_throw_error(env, "RangeError", "Out of memory");
}

static const lode_fn types_functions[] = {
    LODE_FN("stripTypes", types_js_strip, 3),
};

void lode_compiled_bind_types(lode_env *env, lode_value object) {
  lode_define_functions(env, object, types_functions,
                        LODE_COUNT_OF(types_functions));
}
