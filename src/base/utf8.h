// SPDX-License-Identifier: MIT
// Text between UTF-8, UTF-16 (native byte order) and Latin-1, as the WHATWG
// Encoding standard has it: a malformed sequence reads as one U+FFFD per
// maximal subpart, a lone surrogate writes as U+FFFD. No function allocates,
// none reads or writes outside the ranges it is given. Pointers may be
// unaligned bytes for the 8-bit side; the 16-bit side is aligned to 2.
#ifndef LODE_BASE_UTF8_H
#define LODE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What some UTF-8 becomes when it is decoded.
typedef struct lode_utf8_shape {
  size_t units;  // UTF-16 code units, replacements included
  bool valid;    // no replacement is needed
  bool latin1;   // valid, and no code point is above U+00FF
} lode_utf8_shape;

// Length of the longest prefix that is all ASCII.
size_t lode_ascii_prefix(const uint8_t *s, size_t n);
bool lode_utf8_valid(const uint8_t *s, size_t n);
lode_utf8_shape lode_utf8_measure(const uint8_t *s, size_t n);

// Decodes text of the given shape: `out` holds shape.units elements.
void lode_utf8_to_utf16(const uint8_t *s, size_t n, lode_utf8_shape shape,
                        uint16_t *out);
// Only for a shape that is latin1.
void lode_utf8_to_latin1(const uint8_t *s, size_t n, uint8_t *out);
// Bytes at the end of `s` (at most 3) that begin a sequence which more bytes
// could complete: what a streaming decoder keeps for its next chunk.
size_t lode_utf8_incomplete_tail(const uint8_t *s, size_t n);

// Bytes that the text takes as UTF-8.
size_t lode_latin1_utf8_size(const uint8_t *s, size_t n);
size_t lode_utf16_utf8_size(const uint16_t *s, size_t n);

// Encode as many whole code points as fit in `capacity` bytes. They return the
// bytes written; `*read` is the number of elements of `s` used. Bytes of `out`
// past those written are left as they were.
size_t lode_latin1_to_utf8(const uint8_t *s, size_t n, uint8_t *out,
                           size_t capacity, size_t *read);
size_t lode_utf16_to_utf8(const uint16_t *s, size_t n, uint8_t *out,
                          size_t capacity, size_t *read);

// Between 8 and 16 bits, element by element. Narrowing keeps the low byte.
void lode_latin1_widen(const uint8_t *s, size_t n, uint16_t *out);
void lode_utf16_narrow(const uint16_t *s, size_t n, uint8_t *out);
// Clears the top bit of every byte: the `ascii` decoding of Node.
void lode_ascii_mask(const uint8_t *s, size_t n, uint8_t *out);
// Whether no unit is above 0xff.
bool lode_utf16_is_latin1(const uint16_t *s, size_t n);

#endif
