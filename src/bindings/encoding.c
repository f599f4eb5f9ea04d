// SPDX-License-Identifier: MIT
// What TextEncoder and TextDecoder ask for: UTF-8 by our own transcoder, the
// legacy encodings by ICU's converters. A converter is handed to JavaScript as
// an ArrayBuffer that closes it when it is collected.
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "engine/string.h"

typedef struct encoding_state {
  uint32_t counts[2];  // units read and bytes written by encodeInto
} encoding_state;

static lode_bytes encoding_bytes(lode_env *env, const lode_args *args,
                                 size_t i) {
  lode_bytes bytes;
  (void)lode_bytes_get(env, lode_arg(env, args, i), &bytes);
  return bytes;
}

// (string, view): leaves both counts in the shared array
LODE_NATIVE(encoding_js_encode_into) {
  encoding_state *state = env->binding[LODE_BINDING_encoding];
  lode_chars chars;
  size_t read = 0;
  lode_chars_open(env, lode_arg(env, args, 0), &chars);
  lode_bytes to = encoding_bytes(env, args, 1);
  size_t n = chars.wide ? lode_utf16_to_utf8(chars.data, chars.length, to.data,
                                             to.size, &read)
                        : lode_latin1_to_utf8(chars.data, chars.length, to.data,
                                              to.size, &read);
  lode_chars_close(&chars);
  state->counts[0] = (uint32_t)read;
  state->counts[1] = (uint32_t)n;
  return env->undefined;
}

// (view, start, end, fatal) -> string; -1 for malformed text when fatal,
// undefined without memory
LODE_NATIVE(encoding_js_decode_utf8) {
  lode_bytes in = encoding_bytes(env, args, 0);
  int64_t start = lode_to_int64(env, lode_arg(env, args, 1));
  int64_t end = lode_to_int64(env, lode_arg(env, args, 2));
  size_t to = (size_t)end < in.size ? (size_t)end : in.size;
  size_t from = (size_t)start < to ? (size_t)start : to;
  in = (lode_bytes){in.data + from, to - from};
  if (lode_is_true(env, lode_arg(env, args, 3)) &&
      !lode_utf8_valid(in.data, in.size)) {
    return lode_from_int(env, -1);
  }
  lode_value text = lode_string_utf8(env, (const char *)in.data, in.size);
  return text != NULL ? text : env->undefined;
}

// (view) -> bytes at its end that more bytes could complete
LODE_NATIVE(encoding_js_incomplete_tail) {
  lode_bytes in = encoding_bytes(env, args, 0);
  return lode_from_size(env, lode_utf8_incomplete_tail(in.data, in.size));
}

// How a converter meets what means nothing: it becomes U+FFFD, also where ICU
// would write the substitute that the charset itself has, or stops.
// A byte that the standard knows and ICU does not, and its character.
typedef struct encoding_mode {
  bool fatal;
  const char *name;
  uint8_t byte;
  UChar unit;
} encoding_mode;

static const encoding_mode encoding_modes[] = {
    {false, "gb18030", 0x80, 0x20ac},
    {true, "gb18030", 0x80, 0x20ac},
    {false, "windows-1255", 0xca, 0x05ba},
    {true, "windows-1255", 0xca, 0x05ba},
    {false, NULL, 0, 0},
    {true, NULL, 0, 0},
};

static const encoding_mode *encoding_mode_of(const char *name, bool fatal) {
  const encoding_mode *mode = encoding_modes;
  while (mode->name != NULL && strcmp(mode->name, name) != 0) {
    mode += 2;
  }
  return mode + fatal;
}

static void encoding_on_malformed(const void *context,
                                  UConverterToUnicodeArgs *args,
                                  const char *units, int32_t length,
                                  UConverterCallbackReason reason,
                                  UErrorCode *err) {
  const encoding_mode *mode = context;
  if (reason > UCNV_IRREGULAR) {
    return;  // reset, close
  }
  bool known =
      mode->name != NULL && length == 1 && (uint8_t)units[0] == mode->byte;
  if (known || !mode->fatal) {
    const UChar made = known ? mode->unit : 0xfffd;
    *err = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &made, 1, 0, err);
  }
}

static void encoding_close(void *converter, void *hint) {
  (void)hint;
  ucnv_close(converter);
}

// (name, fatal) -> converter, undefined when ICU has none of that name
LODE_NATIVE(encoding_js_open) {
  lode_utf8 name;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &name) < 0) {
    return env->undefined;
  }
  UErrorCode err = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name.data, &err);
  bool fatal = lode_is_true(env, lode_arg(env, args, 1));
  const encoding_mode *mode = encoding_mode_of(name.data, fatal);
  lode_utf8_close(&name);
  if (U_FAILURE(err)) {
    return env->undefined;
  }
  ucnv_setToUCallBack(converter, encoding_on_malformed, mode, NULL, NULL, &err);
  if (U_FAILURE(err)) {
    ucnv_close(converter);
    return env->undefined;
  }
  // JavaScript never looks inside.
  return lode_buffer_take(env, converter, 1, encoding_close, NULL);
}

// (converter, view, flush) -> string; -1 for malformed text when fatal,
// undefined without memory
LODE_NATIVE(encoding_js_decode) {
  UConverter *converter =
      (UConverter *)(void *)encoding_bytes(env, args, 0).data;
  lode_bytes in = encoding_bytes(env, args, 1);
  bool flush = lode_is_true(env, lode_arg(env, args, 2));
  // A byte makes at most 2 units (what is pending from before, some more).
  size_t capacity = in.size * 2 + 64;
  uint16_t *units = lode_try_malloc(capacity * sizeof *units);
  if (units == NULL) {
    return env->undefined;
  }
  const char *from = (const char *)in.data;
  UChar *to = (UChar *)units;
  UErrorCode err = U_ZERO_ERROR;
  ucnv_toUnicode(converter, &to, (UChar *)units + capacity, &from,
                 from + in.size, NULL, flush, &err);
  lode_value result = lode_from_int(env, -1);
  if (U_SUCCESS(err)) {
    result = lode_string_utf16(env, units, (size_t)(to - (UChar *)units));
    result = result != NULL ? result : env->undefined;
  }
  if (flush || U_FAILURE(err)) {
    ucnv_reset(converter);
  }
  free(units);
  return result;
}

static const lode_fn encoding_functions[] = {
    LODE_FN("encodeInto", encoding_js_encode_into, 2),
    LODE_FN("decodeUtf8", encoding_js_decode_utf8, 4),
    LODE_FN("incompleteTail", encoding_js_incomplete_tail, 1),
    LODE_FN("open", encoding_js_open, 2),
    LODE_FN("decode", encoding_js_decode, 3),
};

void lode_encoding_bind(lode_env *env, lode_value object) {
  encoding_state *state = lode_malloc(sizeof *state);
  env->binding[LODE_BINDING_encoding] = state;
  lode_at_exit(env, free, state);
  lode_define(env, object, "counts",
              lode_shared_array(env, kJSTypedArrayTypeUint32Array,
                                state->counts, sizeof state->counts));
  lode_define_functions(env, object, encoding_functions,
                        LODE_COUNT_OF(encoding_functions));
}
