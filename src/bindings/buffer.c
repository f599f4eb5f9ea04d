// SPDX-License-Identifier: MIT
// What Buffer does over more than a few bytes. JavaScript has checked the
// arguments: views are views, strings are strings, and ranges lay inside the
// views when it looked (a view may have been detached since, so they are cut
// to what is there).
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "base/base64.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "engine/string.h"

enum { RECENT_SLOTS = 512, RECENT_BYTES = 30 };

// A short run of bytes that was made a string of lately. JavaScript keeps the
// string, in the same slot of an array.
typedef struct buffer_recent {
  uint8_t kind;  // the encoding, from 1 on; 0: empty
  uint8_t size;
  uint8_t bytes[RECENT_BYTES];
} buffer_recent;

typedef struct buffer_state {
  buffer_recent recent[RECENT_SLOTS];
} buffer_state;

static size_t buffer_size_arg(lode_env *env, const lode_args *args, size_t i) {
  int64_t n = lode_to_int64(env, lode_arg(env, args, i));
  return n < 0 ? 0 : (size_t)n;
}

static lode_bytes buffer_arg(lode_env *env, const lode_args *args, size_t i) {
  lode_bytes bytes;
  (void)lode_bytes_get(env, lode_arg(env, args, i), &bytes);
  return bytes;
}

// The range of argument i from argument i + 1 to argument i + 2.
static lode_bytes buffer_range_arg(lode_env *env, const lode_args *args,
                                   size_t i) {
  lode_bytes bytes = buffer_arg(env, args, i);
  size_t start = buffer_size_arg(env, args, i + 1);
  size_t end = buffer_size_arg(env, args, i + 2);
  end = end < bytes.size ? end : bytes.size;
  start = start < end ? start : end;
  return (lode_bytes){bytes.data + start, end - start};
}

// --- Bytes to strings: (view, start, end); undefined when out of memory ----

static lode_value buffer_made(lode_env *env, lode_value string) {
  return string != NULL ? string : env->undefined;
}

LODE_NATIVE(buffer_js_utf8_slice) {
  lode_bytes in = buffer_range_arg(env, args, 0);
  return buffer_made(env,
                     lode_string_utf8(env, (const char *)in.data, in.size));
}

LODE_NATIVE(buffer_js_latin1_slice) {
  lode_bytes in = buffer_range_arg(env, args, 0);
  return buffer_made(env, lode_string_latin1(env, in.data, in.size));
}

LODE_NATIVE(buffer_js_ascii_slice) {
  lode_bytes in = buffer_range_arg(env, args, 0);
  if (lode_ascii_prefix(in.data, in.size) == in.size) {
    return buffer_made(env, lode_string_latin1(env, in.data, in.size));
  }
  lode_string_room room;
  void *out = lode_string_open(env, in.size, false, &room);
  if (out == NULL) {
    return env->undefined;
  }
  lode_ascii_mask(in.data, in.size, out);
  return lode_string_close(env, &room);
}

LODE_NATIVE(buffer_js_ucs2_slice) {
  lode_bytes in = buffer_range_arg(env, args, 0);
  size_t units = in.size / 2;
  if (units == 0) {
    return env->empty_string;
  }
  lode_string_room room;
  void *out = lode_string_open(env, units, true, &room);
  if (out == NULL) {
    return env->undefined;
  }
  memcpy(out, in.data, units * 2);
  return lode_string_close(env, &room);
}

LODE_NATIVE(buffer_js_hex_slice) {
  lode_bytes in = buffer_range_arg(env, args, 0);
  if (in.size == 0) {
    return env->empty_string;
  }
  lode_string_room room;
  void *out = lode_string_open(env, in.size * 2, false, &room);
  if (out == NULL) {
    return env->undefined;
  }
  lode_hex_encode(in.data, in.size, out);
  return lode_string_close(env, &room);
}

static lode_value buffer_base64(lode_env *env, lode_bytes in, bool url) {
  if (in.size == 0) {
    return env->empty_string;
  }
  lode_string_room room;
  void *out =
      lode_string_open(env, lode_base64_size(in.size, url), false, &room);
  if (out == NULL) {
    return env->undefined;
  }
  lode_base64_encode(in.data, in.size, url, out);
  return lode_string_close(env, &room);
}

LODE_NATIVE(buffer_js_base64_slice) {
  return buffer_base64(env, buffer_range_arg(env, args, 0), false);
}

LODE_NATIVE(buffer_js_base64url_slice) {
  return buffer_base64(env, buffer_range_arg(env, args, 0), true);
}

static inline uint64_t buffer_load(const uint8_t *p, size_t n) {
  uint64_t word = 0;
  memcpy(&word, p, n < 8 ? n : 8);
  return word;
}

// (view, start, end, kind), at most RECENT_BYTES bytes -> the slot that has
// their string; ~slot where it is to be put
LODE_NATIVE(buffer_js_recent) {
  buffer_state *state = env->binding[LODE_BINDING_buffer];
  lode_bytes in = buffer_range_arg(env, args, 0);
  uint8_t kind = (uint8_t)lode_to_int(env, lode_arg(env, args, 3));
  size_t n = in.size < RECENT_BYTES ? in.size : RECENT_BYTES;
  uint64_t hash = (n << 3) ^ kind;
  for (size_t i = 0; i < n; i += 8) {
    hash =
        (hash ^ buffer_load(in.data + i, n - i)) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
  }
  int32_t slot = (int32_t)(hash % RECENT_SLOTS);
  buffer_recent *entry = &state->recent[slot];
  if (entry->kind == kind && entry->size == n &&
      (n == 0 || memcmp(entry->bytes, in.data, n) == 0)) {
    return lode_from_int(env, slot);
  }
  entry->kind = kind;
  entry->size = (uint8_t)n;
  if (n > 0) {
    memcpy(entry->bytes, in.data, n);
  }
  return lode_from_int(env, ~slot);
}

// --- Strings to bytes: (view, string, offset, most) -> bytes written -------

typedef struct buffer_write {
  uint8_t *data;
  size_t size;
  lode_chars chars;
} buffer_write;

static void buffer_write_open(lode_env *env, const lode_args *args,
                              buffer_write *out) {
  // The string first: resolving a rope may collect, and what a view's bytes
  // are is asked for after that.
  lode_chars_open(env, lode_arg(env, args, 1), &out->chars);
  lode_bytes bytes = buffer_arg(env, args, 0);
  size_t offset = buffer_size_arg(env, args, 2);
  size_t most = buffer_size_arg(env, args, 3);
  offset = offset < bytes.size ? offset : bytes.size;
  out->data = bytes.data + offset;
  out->size = bytes.size - offset < most ? bytes.size - offset : most;
}

static lode_value buffer_write_close(lode_env *env, buffer_write *write,
                                     size_t written) {
  lode_chars_close(&write->chars);
  return lode_from_size(env, written);
}

LODE_NATIVE(buffer_js_utf8_write) {
  buffer_write w;
  size_t read;
  buffer_write_open(env, args, &w);
  size_t n = w.chars.wide ? lode_utf16_to_utf8(w.chars.data, w.chars.length,
                                               w.data, w.size, &read)
                          : lode_latin1_to_utf8(w.chars.data, w.chars.length,
                                                w.data, w.size, &read);
  return buffer_write_close(env, &w, n);
}

// The low bytes of the characters; `ascii` is the same.
LODE_NATIVE(buffer_js_latin1_write) {
  buffer_write w;
  buffer_write_open(env, args, &w);
  size_t n = w.chars.length < w.size ? w.chars.length : w.size;
  if (n > 0 && w.chars.wide) {
    lode_utf16_narrow(w.chars.data, n, w.data);
  } else if (n > 0) {
    memcpy(w.data, w.chars.data, n);
  }
  return buffer_write_close(env, &w, n);
}

LODE_NATIVE(buffer_js_ucs2_write) {
  buffer_write w;
  buffer_write_open(env, args, &w);
  size_t n = w.chars.length < w.size / 2 ? w.chars.length : w.size / 2;
  if (n > 0 && w.chars.wide) {
    memcpy(w.data, w.chars.data, n * 2);
  } else if (n > 0 && (uintptr_t)w.data % 2 == 0) {
    lode_latin1_widen(w.chars.data, n, (uint16_t *)(void *)w.data);
  } else {
    const uint8_t *from = w.chars.data;
    for (size_t i = 0; i < n; i++) {
      w.data[2 * i] = from[i];
      w.data[2 * i + 1] = 0;
    }
  }
  return buffer_write_close(env, &w, n * 2);
}

// Narrows the characters to bytes where they are wide; NULL when out of
// memory. `*owned` is to be freed. What no byte can hold becomes `other`, or
// its low byte when that is negative.
static const uint8_t *buffer_narrow(const lode_chars *chars, int other,
                                    uint8_t **owned) {
  *owned = NULL;
  if (!chars->wide) {
    return chars->data;
  }
  const uint16_t *from = chars->data;
  *owned = lode_try_malloc(chars->length + 1);
  if (*owned != NULL) {
    lode_utf16_narrow(from, chars->length, *owned);
    for (size_t i = 0; other >= 0 && i < chars->length; i++) {
      if (from[i] > 0xff) {
        (*owned)[i] = (uint8_t)other;
      }
    }
  }
  return *owned;
}

LODE_NATIVE(buffer_js_hex_write) {
  buffer_write w;
  uint8_t *owned;
  size_t n = 0;
  buffer_write_open(env, args, &w);
  const uint8_t *digits = buffer_narrow(&w.chars, -1, &owned);
  if (digits != NULL) {
    size_t length = w.chars.length & ~(size_t)1;
    n = lode_hex_decode(digits, length < w.size * 2 ? length : w.size * 2,
                        w.data);
  }
  free(owned);
  return buffer_write_close(env, &w, n);
}

LODE_NATIVE(buffer_js_base64_write) {
  buffer_write w;
  uint8_t *owned;
  size_t n = 0;
  buffer_write_open(env, args, &w);
  const uint8_t *text = buffer_narrow(&w.chars, -1, &owned);
  if (text != NULL) {
    n = lode_base64_decode(text, w.chars.length, w.data, w.size);
  }
  free(owned);
  return buffer_write_close(env, &w, n);
}

// (string) -> bytes it takes as UTF-8
LODE_NATIVE(buffer_js_utf8_byte_length) {
  lode_chars chars;
  lode_chars_open(env, lode_arg(env, args, 0), &chars);
  size_t n = chars.wide ? lode_utf16_utf8_size(chars.data, chars.length)
                        : lode_latin1_utf8_size(chars.data, chars.length);
  lode_chars_close(&chars);
  return lode_from_size(env, n);
}

// (string) -> base64 text, or -1 when a character is above U+00FF
LODE_NATIVE(buffer_js_btoa) {
  lode_chars chars;
  uint8_t *owned = NULL;
  lode_value result = lode_from_int(env, -1);
  lode_chars_open(env, lode_arg(env, args, 0), &chars);
  if (!chars.wide || lode_utf16_is_latin1(chars.data, chars.length)) {
    const uint8_t *bytes = buffer_narrow(&chars, -1, &owned);
    result =
        bytes == NULL
            ? env->undefined
            : buffer_base64(env, (lode_bytes){(uint8_t *)bytes, chars.length},
                            false);
  }
  free(owned);
  lode_chars_close(&chars);
  return result;
}

// (string) -> text of one character a byte, or a code of base64.h
LODE_NATIVE(buffer_js_atob) {
  lode_chars chars;
  uint8_t *owned;
  uint8_t *bytes = NULL;
  lode_value result = env->undefined;
  lode_chars_open(env, lode_arg(env, args, 0), &chars);
  const uint8_t *text = buffer_narrow(&chars, 0, &owned);
  if (text != NULL) {
    bytes = lode_try_malloc(chars.length / 4 * 3 + 2);
  }
  if (bytes != NULL) {
    ptrdiff_t n = lode_base64_decode_strict(text, chars.length, bytes);
    result = n < 0
                 ? lode_from_int(env, (int)n)
                 : buffer_made(env, lode_string_latin1(env, bytes, (size_t)n));
  }
  free(bytes);
  free(owned);
  lode_chars_close(&chars);
  return result;
}

// --- Bytes and bytes --------------------------------------------------------

// (size) -> ArrayBuffer with whatever was in memory, undefined without memory
LODE_NATIVE(buffer_js_allocate) {
  size_t size = buffer_size_arg(env, args, 0);
  // The engine aborts past its limit.
  void *data = size <= UINT32_MAX ? lode_try_malloc(size + 1) : NULL;
  return data == NULL ? env->undefined
                      : lode_buffer_take(env, data, size, NULL, NULL);
}

static int buffer_order(lode_bytes a, lode_bytes b) {
  size_t n = a.size < b.size ? a.size : b.size;
  int order = n == 0 ? 0 : memcmp(a.data, b.data, n);
  if (order == 0) {
    return (a.size > b.size) - (a.size < b.size);
  }
  return order < 0 ? -1 : 1;
}

// (view, start, end, view, start, end) -> -1, 0, 1
LODE_NATIVE(buffer_js_compare) {
  return lode_from_int(env, buffer_order(buffer_range_arg(env, args, 0),
                                         buffer_range_arg(env, args, 3)));
}

// (target, target start, source, start, end), overlapping or not
LODE_NATIVE(buffer_js_copy) {
  lode_bytes from = buffer_range_arg(env, args, 2);
  lode_bytes to = buffer_arg(env, args, 0);
  size_t start = buffer_size_arg(env, args, 1);
  start = start < to.size ? start : to.size;
  size_t n = to.size - start < from.size ? to.size - start : from.size;
  if (n > 0) {
    memmove(to.data + start, from.data, n);
  }
  return lode_from_size(env, n);
}

// (view, start, end, pattern)
LODE_NATIVE(buffer_js_fill) {
  lode_bytes to = buffer_range_arg(env, args, 0);
  lode_bytes pattern = buffer_arg(env, args, 3);
  if (to.size == 0 || pattern.size == 0) {
    return env->undefined;
  }
  size_t done = pattern.size < to.size ? pattern.size : to.size;
  memmove(to.data, pattern.data, done);
  while (done < to.size) {
    size_t n = to.size - done < done ? to.size - done : done;
    memcpy(to.data + done, to.data, n);
    done += n;
  }
  return env->undefined;
}

// Where `needle` is at a multiple of `step`, at `from` or after it (before it
// when going back); -1 when it is not there.
static int64_t buffer_find(lode_bytes in, lode_bytes needle, size_t from,
                           size_t step) {
  while (from + needle.size <= in.size) {
    const uint8_t *at =
        memmem(in.data + from, in.size - from, needle.data, needle.size);
    if (at == NULL) {
      return -1;
    }
    from = (size_t)(at - in.data);
    if (from % step == 0) {
      return (int64_t)from;
    }
    from++;
  }
  return -1;
}

static int64_t buffer_find_back(lode_bytes in, lode_bytes needle, size_t from,
                                size_t step) {
  if (needle.size > in.size) {
    return -1;
  }
  size_t last = in.size - needle.size;
  from = from < last ? from : last;
  for (;;) {
    const uint8_t *at = memrchr(in.data, needle.data[0], from + 1);
    if (at == NULL) {
      return -1;
    }
    from = (size_t)(at - in.data);
    if (from % step == 0 && memcmp(at, needle.data, needle.size) == 0) {
      return (int64_t)from;
    }
    if (from == 0) {
      return -1;
    }
    from--;
  }
}

// (view, needle view, offset, step, forward) -> position or -1
LODE_NATIVE(buffer_js_index_of) {
  lode_bytes in = buffer_arg(env, args, 0);
  lode_bytes needle = buffer_arg(env, args, 1);
  size_t from = buffer_size_arg(env, args, 2);
  size_t step = buffer_size_arg(env, args, 3) == 2 ? 2 : 1;
  if (needle.size == 0 || needle.size > in.size) {
    return lode_from_int(env, -1);
  }
  int64_t at = lode_is_true(env, lode_arg(env, args, 4))
                   ? buffer_find(in, needle, from, step)
                   : buffer_find_back(in, needle, from, step);
  return at < 0 ? lode_from_int(env, -1) : lode_from_size(env, (size_t)at);
}

// (view, byte, offset, forward) -> position or -1
LODE_NATIVE(buffer_js_index_of_byte) {
  lode_bytes in = buffer_arg(env, args, 0);
  int byte = lode_to_int(env, lode_arg(env, args, 1)) & 0xff;
  size_t from = buffer_size_arg(env, args, 2);
  const uint8_t *at = NULL;
  if (lode_is_true(env, lode_arg(env, args, 3))) {
    at = from < in.size ? memchr(in.data + from, byte, in.size - from) : NULL;
  } else if (in.size > 0) {
    from = from < in.size ? from : in.size - 1;
    at = memrchr(in.data, byte, from + 1);
  }
  return at == NULL ? lode_from_int(env, -1)
                    : lode_from_size(env, (size_t)(at - in.data));
}

// (view, size of an element): reverses the bytes of each element
LODE_NATIVE(buffer_js_swap) {
  lode_bytes in = buffer_arg(env, args, 0);
  size_t width = buffer_size_arg(env, args, 1);
  for (size_t i = 0; i + width <= in.size; i += width) {
    if (width == 2) {
      uint16_t x;
      memcpy(&x, in.data + i, 2);
      x = __builtin_bswap16(x);
      memcpy(in.data + i, &x, 2);
    } else if (width == 4) {
      uint32_t x;
      memcpy(&x, in.data + i, 4);
      x = __builtin_bswap32(x);
      memcpy(in.data + i, &x, 4);
    } else {
      uint64_t x;
      memcpy(&x, in.data + i, 8);
      x = __builtin_bswap64(x);
      memcpy(in.data + i, &x, 8);
    }
  }
  return env->undefined;
}

LODE_NATIVE(buffer_js_is_utf8) {
  lode_bytes in = buffer_arg(env, args, 0);
  return lode_from_bool(env, lode_utf8_valid(in.data, in.size));
}

LODE_NATIVE(buffer_js_is_ascii) {
  lode_bytes in = buffer_arg(env, args, 0);
  return lode_from_bool(env, lode_ascii_prefix(in.data, in.size) == in.size);
}

// A version 4 UUID as text; undefined when the system has no randomness.
LODE_NATIVE(buffer_js_random_uuid) {
  uint8_t bytes[LODE_UUID_BYTES], text[LODE_UUID_TEXT];
  if (uv_random(NULL, NULL, bytes, sizeof bytes, 0, NULL) < 0) {
    return env->undefined;
  }
  lode_uuid_format(bytes, text);
  return lode_string_latin1(env, text, sizeof text);
}

static const lode_fn buffer_functions[] = {
    LODE_FN("recent", buffer_js_recent, 4),
    LODE_FN("utf8Slice", buffer_js_utf8_slice, 3),
    LODE_FN("latin1Slice", buffer_js_latin1_slice, 3),
    LODE_FN("asciiSlice", buffer_js_ascii_slice, 3),
    LODE_FN("ucs2Slice", buffer_js_ucs2_slice, 3),
    LODE_FN("hexSlice", buffer_js_hex_slice, 3),
    LODE_FN("base64Slice", buffer_js_base64_slice, 3),
    LODE_FN("base64urlSlice", buffer_js_base64url_slice, 3),
    LODE_FN("utf8Write", buffer_js_utf8_write, 4),
    LODE_FN("latin1Write", buffer_js_latin1_write, 4),
    LODE_FN("ucs2Write", buffer_js_ucs2_write, 4),
    LODE_FN("hexWrite", buffer_js_hex_write, 4),
    LODE_FN("base64Write", buffer_js_base64_write, 4),
    LODE_FN("byteLengthUtf8", buffer_js_utf8_byte_length, 1),
    LODE_FN("btoa", buffer_js_btoa, 1),
    LODE_FN("atob", buffer_js_atob, 1),
    LODE_FN("allocate", buffer_js_allocate, 1),
    LODE_FN("compare", buffer_js_compare, 6),
    LODE_FN("copy", buffer_js_copy, 5),
    LODE_FN("fill", buffer_js_fill, 4),
    LODE_FN("indexOf", buffer_js_index_of, 5),
    LODE_FN("indexOfByte", buffer_js_index_of_byte, 4),
    LODE_FN("swap", buffer_js_swap, 2),
    LODE_FN("isUtf8", buffer_js_is_utf8, 1),
    LODE_FN("isAscii", buffer_js_is_ascii, 1),
    LODE_FN("randomUUID", buffer_js_random_uuid, 0),
};

void lode_buffer_bind(lode_env *env, lode_value object) {
  buffer_state *state = lode_malloc(sizeof *state);
  env->binding[LODE_BINDING_buffer] = state;
  lode_at_exit(env, free, state);
  lode_define_functions(env, object, buffer_functions,
                        LODE_COUNT_OF(buffer_functions));
}
