// SPDX-License-Identifier: MIT
#include "engine/string.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "engine/door.h"
#include "engine/value.h"

// A string cell (fast door, proved in door.c) has its StringImpl at +8, bit 0
// set while it is a rope. StringImpl: refs, length, characters, flags; flag
// bit 2 means 8-bit.
typedef struct string_impl {
  uint32_t refs;
  uint32_t length;
  const void *characters;
  uint32_t flags;
} string_impl;

#define STRING_IS_8BIT (1u << 2)

static uintptr_t string_cell_impl(lode_value value) {
  uintptr_t impl;
  memcpy(&impl, (const char *)value + 8, sizeof impl);
  return impl;
}

void lode_chars_open(lode_env *env, lode_value value, lode_chars *out) {
  LODE_DCHECK(JSValueIsString(env->ctx, value));
  out->hold = NULL;
  if (LODE_LIKELY(lode_the_door.strings)) {
    uintptr_t word = string_cell_impl(value);
    if (word & 1) {
      // Asking for a copy resolves the rope in place.
      JSStringRelease(JSValueToStringCopy(env->ctx, value, NULL));
      word = string_cell_impl(value);
    }
    if (LODE_LIKELY(word != 0 && (word & 1) == 0)) {
      const string_impl *impl = (const string_impl *)word;
      out->data = impl->characters;
      out->length = impl->length;
      out->wide = (impl->flags & STRING_IS_8BIT) == 0;
      return;
    }
  }
  out->hold = JSValueToStringCopy(env->ctx, value, NULL);
  LODE_CHECK(out->hold != NULL);
  out->data = JSStringGetCharactersPtr(out->hold);
  out->length = JSStringGetLength(out->hold);
  out->wide = true;
}

void lode_chars_close(lode_chars *chars) {
  if (chars->hold != NULL) {
    JSStringRelease(chars->hold);
    chars->hold = NULL;
  }
}

// Writes one code point; returns the bytes written.
static size_t string_put_utf8(char *to, uint32_t c) {
  if (c < 0x80) {
    to[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    to[0] = (char)(0xc0 | c >> 6);
    to[1] = (char)(0x80 | (c & 0x3f));
    return 2;
  }
  if (c < 0x10000) {
    to[0] = (char)(0xe0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3f));
    to[2] = (char)(0x80 | (c & 0x3f));
    return 3;
  }
  to[0] = (char)(0xf0 | c >> 18);
  to[1] = (char)(0x80 | (c >> 12 & 0x3f));
  to[2] = (char)(0x80 | (c >> 6 & 0x3f));
  to[3] = (char)(0x80 | (c & 0x3f));
  return 4;
}

static size_t string_utf16_to_utf8(const uint16_t *from, size_t n, char *to) {
  size_t size = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t c = from[i];
    if ((c & 0xf800) == 0xd800) {
      if (c < 0xdc00 && i + 1 < n && (from[i + 1] & 0xfc00) == 0xdc00) {
        c = 0x10000 + ((c & 0x3ff) << 10) + (from[++i] & 0x3ff);
      } else {
        c = 0xfffd;
      }
    }
    size += string_put_utf8(to + size, c);
  }
  return size;
}

int lode_utf8_open(lode_env *env, lode_value value, lode_utf8 *out) {
  lode_chars chars;
  lode_chars_open(env, value, &chars);
  out->data = out->local;
  size_t most = chars.length * (chars.wide ? 3 : 2) + 1;
  if (most > sizeof out->local) {
    out->data = lode_try_malloc(most);
    if (out->data == NULL) {
      lode_chars_close(&chars);
      return -ENOMEM;
    }
  }
  if (chars.wide) {
    out->size = string_utf16_to_utf8(chars.data, chars.length, out->data);
  } else {
    const uint8_t *from = chars.data;
    size_t size = 0;
    for (size_t i = 0; i < chars.length; i++) {
      size += string_put_utf8(out->data + size, from[i]);
    }
    out->size = size;
  }
  out->data[out->size] = '\0';
  lode_chars_close(&chars);
  return 0;
}

void lode_utf8_close(lode_utf8 *utf8) {
  if (utf8->data != utf8->local) {
    free(utf8->data);
  }
  utf8->data = NULL;
}

static lode_value string_from_ref(lode_env *env, JSStringRef ref) {
  lode_value value = JSValueMakeString(env->ctx, ref);
  JSStringRelease(ref);
  return value;
}

lode_value lode_string_latin1(lode_env *env, const void *bytes, size_t n) {
  if (n == 0 && env->empty_string != NULL) {
    return env->empty_string;
  }
  if (LODE_LIKELY(lode_the_door.make_latin1)) {
    struct {
      void *data;
      size_t size;
    } span;
    void *impl = NULL;
    JSStringRef ref = NULL;
    lode_the_door.string_impl(&impl, n, &span);
    memcpy(span.data, bytes, n);
    lode_the_door.string_ref(&ref, &impl);
    return string_from_ref(env, ref);
  }
  uint16_t local[256] = {0};
  uint16_t *wide = local;
  if (n > LODE_COUNT_OF(local)) {
    wide = lode_try_malloc(n * sizeof *wide);
    if (wide == NULL) {
      return NULL;
    }
  }
  for (size_t i = 0; i < n; i++) {
    wide[i] = ((const uint8_t *)bytes)[i];
  }
  JSStringRef ref = JSStringCreateWithCharacters(wide, n);
  if (wide != local) {
    free(wide);
  }
  return string_from_ref(env, ref);
}

lode_value lode_string_utf16(lode_env *env, const uint16_t *units, size_t n) {
  return string_from_ref(env, JSStringCreateWithCharacters(units, n));
}

// Decodes one code point at s[0..n), n > 0; *used is how many bytes it took.
// What is invalid gives U+FFFD and takes the maximal subpart.
static uint32_t string_get_utf8(const uint8_t *s, size_t n, size_t *used) {
  uint32_t c = s[0];
  *used = 1;
  if (c < 0x80) {
    return c;
  }
  unsigned more = c >= 0xc2 && c <= 0xdf   ? 1
                  : c >= 0xe0 && c <= 0xef ? 2
                  : c >= 0xf0 && c <= 0xf4 ? 3
                                           : 0;
  if (more == 0) {
    return 0xfffd;
  }
  uint8_t low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
  uint8_t high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
  c &= 0x3fu >> more;
  for (unsigned i = 1; i <= more; i++) {
    if (i >= n || s[i] < low || s[i] > high) {
      *used = i;
      return 0xfffd;
    }
    c = c << 6 | (s[i] & 0x3f);
    low = 0x80;
    high = 0xbf;
  }
  *used = more + 1;
  return c;
}

lode_value lode_string_utf8(lode_env *env, const char *bytes, size_t n) {
  const uint8_t *s = (const uint8_t *)bytes;
  size_t ascii = 0;
  while (ascii < n && s[ascii] < 0x80) {
    ascii++;
  }
  if (ascii == n) {
    return lode_string_latin1(env, bytes, n);
  }
  uint16_t *wide = lode_try_malloc(n * sizeof *wide);
  if (wide == NULL) {
    return NULL;
  }
  size_t length = 0;
  for (size_t i = 0; i < n;) {
    size_t used;
    uint32_t c = string_get_utf8(s + i, n - i, &used);
    i += used;
    if (c >= 0x10000) {
      wide[length++] = (uint16_t)(0xd7c0 + (c >> 10));
      c = 0xdc00 | (c & 0x3ff);
    }
    wide[length++] = (uint16_t)c;
  }
  lode_value value = lode_string_utf16(env, wide, length);
  free(wide);
  return value;
}

lode_value lode_string(lode_env *env, const char *text) {
  return lode_string_utf8(env, text, strlen(text));
}
