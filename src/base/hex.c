// SPDX-License-Identifier: MIT
// Bytes into hexadecimal digits and back.
#include "base/hex.h"

#include <stdbool.h>

#include "base/simd.h"

#if LODE_SIMD_X86
static inline __m128i hex_digits(__m128i nibbles) {
  __m128i letter = _mm_cmpgt_epi8(nibbles, _mm_set1_epi8(9));
  __m128i gap = _mm_and_si128(letter, _mm_set1_epi8('a' - '0' - 10));
  return _mm_add_epi8(_mm_add_epi8(nibbles, _mm_set1_epi8('0')), gap);
}

// All ones where first <= byte < first + count; `*offset` is byte - first.
static inline __m128i hex_in_range(__m128i bytes, char first, char count,
                                   __m128i *offset) {
  *offset = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
  __m128i last = _mm_set1_epi8((char)(count - 1));
  return _mm_cmpeq_epi8(_mm_min_epu8(*offset, last), *offset);
}
#endif

void lode_hex_encode(const uint8_t *s, size_t n, uint8_t *out) {
  static const char digits[] = "0123456789abcdef";
  size_t i = 0;
#if LODE_SIMD_X86
  const __m128i low = _mm_set1_epi8(0x0f);
  for (; n - i >= 16; i += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s + i));
    __m128i first = hex_digits(_mm_and_si128(_mm_srli_epi16(bytes, 4), low));
    __m128i second = hex_digits(_mm_and_si128(bytes, low));
    __m128i *to = (__m128i *)(void *)(out + 2 * i);
    _mm_storeu_si128(to, _mm_unpacklo_epi8(first, second));
    _mm_storeu_si128(to + 1, _mm_unpackhi_epi8(first, second));
  }
#endif
  for (; i < n; i++) {
    out[2 * i] = (uint8_t)digits[s[i] >> 4];
    out[2 * i + 1] = (uint8_t)digits[s[i] & 15];
  }
}

// The digit's value, or a number above 15.
static inline unsigned hex_value(uint8_t c) {
  unsigned digit = c - (unsigned)'0';
  unsigned letter = (c | 0x20u) - (unsigned)'a';
  return digit <= 9 ? digit : letter <= 5 ? letter + 10 : 16;
}

size_t lode_hex_decode(const uint8_t *s, size_t n, uint8_t *out) {
  size_t pairs = n / 2;
  size_t i = 0;
#if LODE_SIMD_X86
  for (; pairs - i >= 8; i += 8) {
    __m128i chars = _mm_loadu_si128((const __m128i *)(const void *)(s + 2 * i));
    __m128i digit;
    __m128i letter;
    __m128i is_digit = hex_in_range(chars, '0', 10, &digit);
    __m128i is_letter =
        hex_in_range(_mm_or_si128(chars, _mm_set1_epi8(0x20)), 'a', 6, &letter);
    if (_mm_movemask_epi8(_mm_or_si128(is_digit, is_letter)) != 0xffff) {
      break;
    }
    letter = _mm_add_epi8(letter, _mm_set1_epi8(10));
    __m128i nibbles = _mm_or_si128(_mm_and_si128(is_digit, digit),
                                   _mm_andnot_si128(is_digit, letter));
    // In each 16-bit lane the first digit is the low byte.
    __m128i bytes =
        _mm_or_si128(_mm_slli_epi16(nibbles, 4), _mm_srli_epi16(nibbles, 8));
    bytes = _mm_and_si128(bytes, _mm_set1_epi16(0xff));
    _mm_storel_epi64((__m128i *)(void *)(out + i),
                     _mm_packus_epi16(bytes, bytes));
  }
#endif
  for (; i < pairs; i++) {
    unsigned high = hex_value(s[2 * i]);
    unsigned low = hex_value(s[2 * i + 1]);
    if ((high | low) > 15) {
      break;
    }
    out[i] = (uint8_t)(high << 4 | low);
  }
  return i;
}

void lode_uuid_format(uint8_t bytes[LODE_UUID_BYTES],
                      uint8_t text[LODE_UUID_TEXT]) {
  uint8_t digits[2 * LODE_UUID_BYTES];
  bytes[6] = (uint8_t)(0x40 | (bytes[6] & 0x0f));
  bytes[8] = (uint8_t)(0x80 | (bytes[8] & 0x3f));
  lode_hex_encode(bytes, LODE_UUID_BYTES, digits);
  size_t from = 0;
  for (size_t i = 0; i < LODE_UUID_TEXT; i++) {
    bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    text[i] = dash ? '-' : digits[from++];
  }
}
