// SPDX-License-Identifier: MIT
// TypeScript for the loaders: text in, text out. A part of the binding
// `compiler`.

#include "bindings/compiled.h"
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

// (source) -> JavaScript, or what is wrong.
LODE_NATIVE(types_js_strip) {
  lode_utf8 source;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &source) < 0) {
    return lode_throw_error(env, "RangeError", "Out of memory");
  }
  lode_buf out = LODE_BUF_INIT;
  lode_parse_error error;
  int err = lode_ts_strip(source.data, source.size, &out, &error);
  lode_value result = NULL;
  if (err == 0) {
    result = lode_string_utf8(env, out.data, out.size);
  } else if (err == LODE_PARSE_SYNTAX || err == LODE_TS_UNSUPPORTED) {
    result = lode_compiled_refusal(env, &error, source.data,
                                   err == LODE_TS_UNSUPPORTED);
  }
  lode_buf_deinit(&out);
  lode_utf8_close(&source);
  return result != NULL ? result
                        : lode_throw_error(env, "RangeError", "Out of memory");
}

static const lode_fn types_functions[] = {
    LODE_FN("stripTypes", types_js_strip, 1),
};

void lode_compiled_bind_types(lode_env *env, lode_value object) {
  lode_define_functions(env, object, types_functions,
                        LODE_COUNT_OF(types_functions));
}
