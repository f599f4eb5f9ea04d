// SPDX-License-Identifier: MIT
// The AVX2 half of the UTF-8 decoder, for utf8_decode.c alone.
#ifndef LODE_BASE_UTF8_INTERNAL_H
#define LODE_BASE_UTF8_INTERNAL_H

#include "base/simd.h"
#include "base/utf8.h"

#if LODE_SIMD_X86
// As lode_utf8_measure(), but for malformed text only `valid` is meaningful.
lode_utf8_shape lode_utf8_measure_avx2(const uint8_t *s, size_t n);
// Decodes valid text of 64 bytes or more to `units` UTF-16 units.
void lode_utf8_decode_avx2(const uint8_t *s, size_t n, uint16_t *out,
                           size_t units);
// Decode or encode whole blocks and leave the rest, beginning with a
// character, to the portable code. The first returns the bytes of `s` used and
// advances `*out`; the second is as lode_latin1_to_utf8().
size_t lode_utf8_to_latin1_avx2(const uint8_t *s, size_t n, uint8_t **out);
size_t lode_latin1_to_utf8_avx2(const uint8_t *s, size_t n, uint8_t *out,
                                size_t capacity, size_t *read);
// How many of the bytes in whole blocks of 32 are not ASCII.
size_t lode_latin1_count_high_avx2(const uint8_t *s, size_t n);
#endif

#endif
