// SPDX-License-Identifier: MIT
// Strings between C and the engine, without the engine's conversions.
#include "engine/string.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "engine/door.h"
#include "engine/prefault.h"
#include "engine/value.h"

// A string cell has its StringImpl at +8, bit 0 set while it is a rope.
// From how many bytes on memory is new to the process, more often than not.
#define STRING_PREFAULT ((size_t)262144)

#define STRING_IS_8BIT (1u << 2)
#define STRING_IS_OWNED (1u << 0)  // the characters are not behind the header

static uintptr_t string_cell_impl(lode_value value) {
  uintptr_t impl;
  memcpy(&impl, (const char *)value + 8, sizeof impl);
  return impl;
}

lode_string_header *lode_string_header_of(lode_value value) {
  uintptr_t word = lode_the_door.strings ? string_cell_impl(value) : 0;
  return (word & 1) == 0 ? (lode_string_header *)word : NULL;
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
      const lode_string_header *impl = (const lode_string_header *)word;
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

lode_value lode_string_impl(lode_env *env, const void *impl) {
  const lode_string_header *string = impl;
  if (string == NULL) {
    return env->empty_string;
  }
  return (string->flags & STRING_IS_8BIT) != 0
             ? lode_string_latin1(env, string->characters, string->length)
             : lode_string_utf16(env, string->characters, string->length);
}

void lode_chars_close(lode_chars *chars) {
  if (chars->hold != NULL) {
    JSStringRelease(chars->hold);
    chars->hold = NULL;
  }
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
  size_t read;
  uint8_t *to = (uint8_t *)out->data;
  out->size =
      chars.wide
          ? lode_utf16_to_utf8(chars.data, chars.length, to, most - 1, &read)
          : lode_latin1_to_utf8(chars.data, chars.length, to, most - 1, &read);
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

// The engine copies the characters of a reference that it is given; so the
// reference can be one on our stack, to characters of ours.
static lode_value string_from_ours(lode_env *env, const void *data, size_t n,
                                   unsigned flags) {
  lode_string_header impl = {LODE_STRING_REFERENCE, (uint32_t)n, data,
                             flags | STRING_IS_OWNED};
  struct {
    uint32_t refs;                   // ThreadSafeRefCounted
    const lode_string_header *impl;  // String
    void *characters;                // a 16-bit copy, made when asked for
  } ref = {1, &impl, NULL};
  return JSValueMakeString(env->ctx, (JSStringRef)(void *)&ref);
}

lode_value lode_string_latin1(lode_env *env, const void *bytes, size_t n) {
  if (n == 0 && env->empty_string != NULL) {
    return env->empty_string;
  }
  if (LODE_LIKELY(lode_the_door.make_strings && n < LODE_STRING_LARGE)) {
    return string_from_ours(env, bytes, n, STRING_IS_8BIT);
  }
  lode_string_room room;
  void *data = lode_string_open(env, n, false, &room);
  if (data == NULL) {
    return NULL;
  }
  memcpy(data, bytes, n);
  return lode_string_close(env, &room);
}

lode_value lode_string_utf16(lode_env *env, const uint16_t *units, size_t n) {
  if (n == 0 && env->empty_string != NULL) {
    return env->empty_string;
  }
  if (LODE_LIKELY(lode_the_door.make_strings && n < LODE_STRING_LARGE)) {
    return string_from_ours(env, units, n, 0);
  }
  lode_string_room room;
  void *data = lode_string_open(env, n, true, &room);
  if (data == NULL) {
    return NULL;
  }
  memcpy(data, units, n * sizeof *units);
  return lode_string_close(env, &room);
}

lode_value lode_string_utf8(lode_env *env, const char *bytes, size_t n) {
  const uint8_t *s = (const uint8_t *)bytes;
  lode_utf8_shape shape = lode_utf8_measure(s, n);
  if (shape.latin1 && shape.units == n) {
    return lode_string_latin1(env, bytes, n);
  }
  lode_string_room room;
  void *data = lode_string_open(env, shape.units, !shape.latin1, &room);
  if (data == NULL) {
    return NULL;
  }
  if (shape.latin1) {
    lode_utf8_to_latin1(s, n, data);
  } else {
    lode_utf8_to_utf16(s, n, shape, data);
  }
  return lode_string_close(env, &room);
}

lode_value lode_string(lode_env *env, const char *text) {
  return lode_string_utf8(env, text, strlen(text));
}

void *lode_string_open(lode_env *env, size_t n, bool wide,
                       lode_string_room *room) {
  (void)env;
  room->length = n;
  room->wide = wide;
  room->impl = NULL;
  room->owned = NULL;
  room->data = room->local;
  size_t size = n << wide;
  if (size <= sizeof room->local) {
    return room->data;
  }
  if (n > LODE_STRING_MAX) {
    return NULL;
  }
  if (lode_the_door.fill_strings && n >= LODE_STRING_LARGE) {
    struct {
      void *data;
      size_t size;
    } span;
    lode_the_door.string_impl[wide](&room->impl, n, &span);
    room->data = span.data;
    if (size >= STRING_PREFAULT) {
      lode_prefault_range(room->data, size);
    }
    return room->data;
  }
  room->owned = lode_try_malloc(size);
  room->data = room->owned;
  return room->data;
}

// Without the door every string is a 16-bit one.
static lode_value string_from_latin1(lode_env *env, const uint8_t *s,
                                     size_t n) {
  uint16_t local[256];
  uint16_t *wide = local;
  if (n > LODE_COUNT_OF(local)) {
    wide = lode_try_malloc(n * sizeof *wide);
    if (wide == NULL) {
      return NULL;
    }
  }
  lode_latin1_widen(s, n, wide);
  JSStringRef ref = JSStringCreateWithCharacters(wide, n);
  if (wide != local) {
    free(wide);
  }
  return string_from_ref(env, ref);
}

lode_value lode_string_close(lode_env *env, lode_string_room *room) {
  lode_value value;
  if (room->impl != NULL) {
    void *vm = (void *)(uintptr_t)env->group;
    value = lode_the_door.string_cell(vm, room->impl);
    ((lode_string_header *)room->impl)->refs -= LODE_STRING_REFERENCE;
  } else if (lode_the_door.make_strings) {
    value = string_from_ours(env, room->data, room->length,
                             room->wide ? 0 : STRING_IS_8BIT);
  } else if (room->wide) {
    value = string_from_ref(
        env, JSStringCreateWithCharacters(room->data, room->length));
  } else {
    value = string_from_latin1(env, room->data, room->length);
  }
  free(room->owned);
  return value;
}
