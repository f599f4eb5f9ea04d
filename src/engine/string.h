// SPDX-License-Identifier: MIT
// Strings across the border. The engine's own conversions stop at NUL or at a
// lone surrogate and run at 0.5 GB/s; these do neither.
#ifndef LODE_ENGINE_STRING_H
#define LODE_ENGINE_STRING_H

#include "engine/env.h"

// The characters of a JavaScript string, in place. Valid until closed, while
// the string is alive.
typedef struct lode_chars {
  const void *data;  // uint8_t (Latin-1) or uint16_t, by `wide`
  size_t length;     // in code units
  bool wide;
  JSStringRef hold;  // what keeps `data`; NULL when nothing has to
} lode_chars;

// `value` is a string (JavaScript has checked).
void lode_chars_open(lode_env *env, lode_value value, lode_chars *out);
void lode_chars_close(lode_chars *chars);

// A JavaScript string as UTF-8 with a NUL behind it; lone surrogates become
// U+FFFD. Small ones live in `local`.
typedef struct lode_utf8 {
  char *data;
  size_t size;  // bytes, without the NUL
  char local[256];
} lode_utf8;

// 0, or -ENOMEM. `value` is a string.
LODE_NODISCARD int lode_utf8_open(lode_env *env, lode_value value,
                                  lode_utf8 *out);
void lode_utf8_close(lode_utf8 *utf8);

// Strings from bytes. Any content, NUL too. NULL when memory is exhausted.
lode_value lode_string_latin1(lode_env *env, const void *bytes, size_t n);
lode_value lode_string_utf16(lode_env *env, const uint16_t *units, size_t n);
// Invalid sequences become U+FFFD, as WHATWG's decoder has it. What fits is
// made an 8-bit string.
lode_value lode_string_utf8(lode_env *env, const char *bytes, size_t n);
// From a NUL-terminated UTF-8 string.
lode_value lode_string(lode_env *env, const char *text);

// From a WTF::StringImpl, or NULL for an empty one. Only where the door's
// `strings` are open.
lode_value lode_string_impl(lode_env *env, const void *impl);

// What a string cell holds (fast door, proved in door.c): counted by the engine
// in steps of LODE_STRING_REFERENCE. Flag bit 2 means 8-bit.
typedef struct lode_string_header {
  uint32_t refs;
  uint32_t length;
  const void *characters;
  uint32_t flags;
} lode_string_header;

enum { LODE_STRING_REFERENCE = 2 };

// That of a flat string, borrowed; NULL for a rope or without the door.
lode_string_header *lode_string_header_of(lode_value value);

// A string filled in place: write `n` elements to what open returns (NULL
// when memory is exhausted or `n` is above LODE_STRING_MAX, Node's limit:
// nothing to close then), then close.
enum { LODE_STRING_LARGE = 4096, LODE_STRING_MAX = (1 << 29) - 24 };

typedef struct lode_string_room {
  void *data;
  size_t length;
  bool wide;
  void *impl;   // the engine's, already
  void *owned;  // to be freed
  uint16_t local[512];
} lode_string_room;

void *lode_string_open(lode_env *env, size_t n, bool wide,
                       lode_string_room *room);
lode_value lode_string_close(lode_env *env, lode_string_room *room);

#endif
