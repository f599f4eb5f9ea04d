// SPDX-License-Identifier: MIT
// Base64. The AVX2 loops take 24 bytes or 32 characters a step and leave
// everything unusual (ends, white space, bad characters) to the portable code.
#include "base/base64.h"

#include <string.h>

#include "base/simd.h"

static const char base64_standard[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char base64_url[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Values of characters in both alphabets.
enum { INVALID = 64, SPACE = 65, PADDING = 66 };
#define I16 I8, I8
#define I8 \
  INVALID, INVALID, INVALID, INVALID, INVALID, INVALID, INVALID, INVALID
static const uint8_t base64_values[256] = {
    I8,      INVALID, SPACE,   SPACE,   INVALID, SPACE,   SPACE,   INVALID,
    INVALID, I16,     SPACE,   INVALID, INVALID, INVALID, INVALID, INVALID,
    INVALID, INVALID, INVALID, INVALID, INVALID, 62,      INVALID, 62,
    INVALID, 63,      52,      53,      54,      55,      56,      57,
    58,      59,      60,      61,      INVALID, INVALID, INVALID, PADDING,
    INVALID, INVALID, INVALID, 0,       1,       2,       3,       4,
    5,       6,       7,       8,       9,       10,      11,      12,
    13,      14,      15,      16,      17,      18,      19,      20,
    21,      22,      23,      24,      25,      INVALID, INVALID, INVALID,
    INVALID, 63,      INVALID, 26,      27,      28,      29,      30,
    31,      32,      33,      34,      35,      36,      37,      38,
    39,      40,      41,      42,      43,      44,      45,      46,
    47,      48,      49,      50,      51,      INVALID, INVALID, INVALID,
    INVALID, INVALID, I16,     I16,     I16,     I16,     I16,     I16,
    I16,     I16,
};
#undef I8
#undef I16

size_t lode_base64_size(size_t n, bool url) {
  size_t rest = n % 3;
  size_t last = rest == 0 ? 0 : url ? rest + 1 : 4;
  return n / 3 * 4 + last;
}

#if LODE_SIMD_X86
#define BASE64_TABLE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

// Encodes groups of 24 bytes, reading 28; returns the bytes used.
LODE_AVX2 static size_t base64_encode_avx2(const uint8_t *s, size_t n, bool url,
                                           uint8_t *out) {
  // Each 32-bit lane gets the bytes b a c b of a group a b c.
  const __m256i spread =
      BASE64_TABLE(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
  // What is to be added to a value: entry 13 for 0..25, 0 for 26..51, 1..10
  // for the digits, 11 and 12 for the last two.
  const char c62 = url ? '-' - 62 : '+' - 62;
  const char c63 = url ? '_' - 63 : '/' - 63;
  const char digit = '0' - 52;
  const __m256i offsets =
      BASE64_TABLE('a' - 26, digit, digit, digit, digit, digit, digit, digit,
                   digit, digit, digit, c62, c63, 'A', 0, 0);
  size_t i = 0;
  for (; n - i >= 28; i += 24, out += 32) {
    const __m128i *low = (const __m128i *)(const void *)(s + i);
    const __m128i *high = (const __m128i *)(const void *)(s + i + 12);
    __m256i in = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_loadu_si128(low)), _mm_loadu_si128(high), 1);
    in = _mm256_shuffle_epi8(in, spread);
    // Multiplications shift each 16-bit lane by an amount of its own.
    __m256i odd = _mm256_and_si256(in, _mm256_set1_epi32(0x0fc0fc00));
    __m256i even = _mm256_and_si256(in, _mm256_set1_epi32(0x003f03f0));
    odd = _mm256_mulhi_epu16(odd, _mm256_set1_epi32(0x04000040));
    even = _mm256_mullo_epi16(even, _mm256_set1_epi32(0x01000010));
    __m256i values = _mm256_or_si256(odd, even);
    __m256i entry = _mm256_subs_epu8(values, _mm256_set1_epi8(51));
    __m256i upper = _mm256_cmpgt_epi8(_mm256_set1_epi8(26), values);
    entry =
        _mm256_or_si256(entry, _mm256_and_si256(upper, _mm256_set1_epi8(13)));
    _mm256_storeu_si256(
        (__m256i *)(void *)out,
        _mm256_add_epi8(values, _mm256_shuffle_epi8(offsets, entry)));
  }
  return i;
}

// Whether all 32 characters are of the standard alphabet.
LODE_AVX2 static inline bool base64_check(__m256i chars) {
  // A bit for each set of low nibbles that high nibbles allow: 2 allows b and
  // f, 3 allows 0-9, 4 and 6 allow 1-f, 5 and 7 allow 0-a, others nothing.
  const __m256i by_high =
      BASE64_TABLE(16, 16, 1, 2, 4, 8, 4, 8, 16, 16, 16, 16, 16, 16, 16, 16);
  const __m256i refused_by_low =
      BASE64_TABLE(1 | 4 | 16, 1 | 16, 1 | 16, 1 | 16, 1 | 16, 1 | 16, 1 | 16,
                   1 | 16, 1 | 16, 1 | 16, 1 | 2 | 16, 2 | 8 | 16,
                   1 | 2 | 8 | 16, 1 | 2 | 8 | 16, 1 | 2 | 8 | 16, 2 | 8 | 16);
  const __m256i nibble = _mm256_set1_epi8(0x0f);
  __m256i high = _mm256_and_si256(_mm256_srli_epi16(chars, 4), nibble);
  __m256i low = _mm256_and_si256(chars, nibble);
  return _mm256_testz_si256(_mm256_shuffle_epi8(by_high, high),
                            _mm256_shuffle_epi8(refused_by_low, low)) != 0;
}

// Decodes groups of 32 characters up to the first with one that is in neither
// alphabet; returns the characters used.
LODE_AVX2 static size_t base64_decode_avx2(const uint8_t *s, size_t n,
                                           uint8_t *out, size_t capacity) {
  // What is to be added, by high nibble; '/' takes entry 1.
  const __m256i offsets =
      BASE64_TABLE(0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a',
                   26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0);
  const __m256i pack =
      BASE64_TABLE(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
  const __m256i slash = _mm256_set1_epi8('/');
  size_t i = 0;
  const __m256i six = _mm256_setr_epi32(-1, -1, -1, -1, -1, -1, 0, 0);
  for (; n - i >= 32 && capacity >= 24; i += 32, out += 24, capacity -= 24) {
    __m256i chars = _mm256_loadu_si256((const __m256i *)(const void *)(s + i));
    if (!base64_check(chars)) {
      __m256i dash = _mm256_cmpeq_epi8(chars, _mm256_set1_epi8('-'));
      __m256i line = _mm256_cmpeq_epi8(chars, _mm256_set1_epi8('_'));
      dash = _mm256_and_si256(dash, _mm256_set1_epi8('-' - '+'));
      line = _mm256_and_si256(line, _mm256_set1_epi8('_' - '/'));
      chars = _mm256_sub_epi8(chars, _mm256_or_si256(dash, line));
      if (!base64_check(chars)) {
        break;
      }
    }
    __m256i high =
        _mm256_and_si256(_mm256_srli_epi16(chars, 4), _mm256_set1_epi8(0x0f));
    __m256i entry = _mm256_add_epi8(high, _mm256_cmpeq_epi8(chars, slash));
    __m256i values =
        _mm256_add_epi8(chars, _mm256_shuffle_epi8(offsets, entry));
    // 6 + 6 bits to 12, 12 + 12 to 24, and the bytes of these together.
    __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
    __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
    __m256i bytes = _mm256_shuffle_epi8(groups, pack);
    bytes = _mm256_permutevar8x32_epi32(
        bytes, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7));
    _mm256_maskstore_epi32((int *)(void *)out, six, bytes);
  }
  return i;
}
#endif

void lode_base64_encode(const uint8_t *s, size_t n, bool url, uint8_t *out) {
  const char *alphabet = url ? base64_url : base64_standard;
  size_t i = 0;
#if LODE_SIMD_X86
  if (n >= 28 && lode_have_avx2()) {
    i = base64_encode_avx2(s, n, url, out);
    out += i / 3 * 4;
  }
#endif
  for (; n - i >= 3; i += 3) {
    unsigned group = (unsigned)s[i] << 16 | (unsigned)s[i + 1] << 8 | s[i + 2];
    *out++ = (uint8_t)alphabet[group >> 18];
    *out++ = (uint8_t)alphabet[group >> 12 & 63];
    *out++ = (uint8_t)alphabet[group >> 6 & 63];
    *out++ = (uint8_t)alphabet[group & 63];
  }
  if (i == n) {
    return;
  }
  unsigned group = (unsigned)s[i] << 16;
  bool two = n - i == 2;
  if (two) {
    group |= (unsigned)s[i + 1] << 8;
  }
  *out++ = (uint8_t)alphabet[group >> 18];
  *out++ = (uint8_t)alphabet[group >> 12 & 63];
  if (two) {
    *out++ = (uint8_t)alphabet[group >> 6 & 63];
  }
  if (!url) {
    *out++ = '=';
    if (!two) {
      *out = '=';
    }
  }
}

// Decodes whole groups of 4 proper characters; the characters used.
static size_t base64_decode_groups(const uint8_t *s, size_t n, uint8_t *out,
                                   size_t capacity) {
  size_t i = 0;
#if LODE_SIMD_X86
  if (n >= 32 && lode_have_avx2()) {
    i = base64_decode_avx2(s, n, out, capacity);
    out += i / 4 * 3;
    capacity -= i / 4 * 3;
  }
#endif
  for (; n - i >= 4 && capacity >= 3; i += 4, capacity -= 3) {
    unsigned a = base64_values[s[i]];
    unsigned b = base64_values[s[i + 1]];
    unsigned c = base64_values[s[i + 2]];
    unsigned d = base64_values[s[i + 3]];
    if ((a | b | c | d) >= INVALID) {
      break;
    }
    *out++ = (uint8_t)(a << 2 | b >> 4);
    *out++ = (uint8_t)(b << 4 | c >> 2);
    *out++ = (uint8_t)(c << 6 | d);
  }
  return i;
}

size_t lode_base64_decode(const uint8_t *s, size_t n, uint8_t *out,
                          size_t capacity) {
  size_t i = 0;
  size_t o = 0;
  while (i < n && o < capacity) {
    size_t used = base64_decode_groups(s + i, n - i, out + o, capacity - o);
    i += used;
    o += used / 4 * 3;
    // One group of what stands in the way: skipped characters, an end.
    uint8_t group[4] = {0};
    unsigned count = 0;
    bool ended = false;
    while (count < 4 && i < n && !ended) {
      uint8_t value = base64_values[s[i++]];
      ended = value == PADDING;
      if (value < INVALID) {
        group[count++] = value;
      }
    }
    uint8_t bytes[3] = {
        (uint8_t)(group[0] << 2 | group[1] >> 4),
        (uint8_t)(group[1] << 4 | group[2] >> 2),
        (uint8_t)(group[2] << 6 | group[3]),
    };
    for (unsigned k = 0; k + 1 < count && o < capacity; k++) {
      out[o++] = bytes[k];
    }
    if (ended) {
      break;
    }
  }
  return o;
}

// The value of the next character that is no white space; PADDING at the end,
// too, and *i is then past n.
static unsigned base64_next_strict(const uint8_t *s, size_t n, size_t *i) {
  while (*i < n && base64_values[s[*i]] == SPACE) {
    *i += 1;
  }
  size_t at = (*i)++;
  return at < n ? base64_values[s[at]] : PADDING;
}

ptrdiff_t lode_base64_decode_strict(const uint8_t *s, size_t n, uint8_t *out) {
  size_t o = 0;
  size_t i = 0;
  if (n > 0 && (memchr(s, '-', n) != NULL || memchr(s, '_', n) != NULL)) {
    return LODE_BASE64_BAD_CHARACTER;  // the tables take both alphabets
  }
  for (;;) {
    size_t room = (n - i) / 4 * 3;
    size_t used = base64_decode_groups(s + i, n - i, out + o, room);
    i += used;
    o += used / 4 * 3;
    unsigned group[4] = {0};
    unsigned count = 0;
    unsigned value = 0;
    while (count < 4) {
      value = base64_next_strict(s, n, &i);
      if (value >= INVALID) {
        break;
      }
      group[count++] = value;
    }
    if (value == INVALID) {
      return LODE_BASE64_BAD_CHARACTER;
    }
    for (unsigned k = 0; k + 1 < count; k++) {
      static const unsigned shifts[] = {2, 4, 6};
      out[o++] =
          (uint8_t)(group[k] << shifts[k] | group[k + 1] >> (k == 0   ? 4
                                                             : k == 1 ? 2
                                                                      : 0));
    }
    if (count == 4) {
      continue;
    }
    if (i <= n) {  // a '=' ended the group
      bool right =
          count == 3 ||
          (count == 2 && base64_next_strict(s, n, &i) == PADDING && i <= n);
      if (!right || base64_next_strict(s, n, &i) != PADDING || i <= n) {
        return LODE_BASE64_BAD_CHARACTER;
      }
    }
    return count == 1 ? LODE_BASE64_BAD_LENGTH : (ptrdiff_t)o;
  }
}
