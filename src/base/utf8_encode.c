// SPDX-License-Identifier: MIT
// UTF-16 and Latin-1 to UTF-8, and between each other.
#include <string.h>

#include "base/utf8_internal.h"

enum { REPLACEMENT = 0xfffd };

static inline bool utf16_is_high(uint16_t unit) {
  return (unit & 0xfc00) == 0xd800;
}

static inline bool utf16_is_low(uint16_t unit) {
  return (unit & 0xfc00) == 0xdc00;
}

#if LODE_SIMD_X86
static inline __m128i utf8_load(const void *p) {
  return _mm_loadu_si128((const __m128i *)p);
}

static inline void utf8_store(void *p, __m128i block) {
  _mm_storeu_si128((__m128i *)p, block);
}

// All ones in each 16-bit lane whose bits outside `mask` are all 0.
static inline __m128i utf16_within(__m128i units, short mask) {
  return _mm_cmpeq_epi16(_mm_andnot_si128(_mm_set1_epi16(mask), units),
                         _mm_setzero_si128());
}
#endif

size_t lode_latin1_utf8_size(const uint8_t *s, size_t n) {
  size_t size = n;
  size_t i = 0;
#if LODE_SIMD_X86
  if (n >= 256 && lode_have_avx2()) {
    size += lode_latin1_count_high_avx2(s, n);
    i = n & ~(size_t)31;
  }
  // Sums of top bits, 8 to a 64-bit lane, are taken before bytes overflow.
  const __m128i zero = _mm_setzero_si128();
  while (n - i >= 16) {
    size_t rounds = (n - i) / 16;
    rounds = rounds < 255 ? rounds : 255;
    __m128i counts = zero;
    for (size_t k = 0; k < rounds; k++, i += 16) {
      counts = _mm_sub_epi8(counts, _mm_cmpgt_epi8(zero, utf8_load(s + i)));
    }
    __m128i sums = _mm_sad_epu8(counts, zero);
    size += (size_t)_mm_cvtsi128_si64(sums) +
            (size_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums));
  }
#endif
  for (; i < n; i++) {
    size += s[i] >> 7;
  }
  return size;
}

size_t lode_utf16_utf8_size(const uint16_t *s, size_t n) {
  size_t size = 0;
  size_t i = 0;
#if LODE_SIMD_X86
  const __m128i surrogate = _mm_set1_epi16((short)0xd800);
  const __m128i prefix = _mm_set1_epi16((short)0xf800);
#endif
  while (i < n) {
#if LODE_SIMD_X86
    while (n - i >= 8) {
      __m128i units = utf8_load(s + i);
      __m128i pairs = _mm_cmpeq_epi16(_mm_and_si128(units, prefix), surrogate);
      if (_mm_movemask_epi8(pairs) != 0) {
        break;
      }
      int one = _mm_movemask_epi8(utf16_within(units, 0x7f));
      int two = _mm_movemask_epi8(utf16_within(units, 0x7ff));
      size += 24 - (size_t)(__builtin_popcount((unsigned)one) +
                            __builtin_popcount((unsigned)two)) /
                       2;
      i += 8;
    }
    if (i == n) {
      break;
    }
#endif
    // Up to 8 units, so that one emoji does not end the fast way for good.
    size_t stop = n - i < 8 ? n : i + 8;
    for (; i < stop; i++) {
      uint16_t unit = s[i];
      if (utf16_is_high(unit) && i + 1 < n && utf16_is_low(s[i + 1])) {
        size += 4;
        i++;
      } else {
        size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
      }
    }
  }
  return size;
}

size_t lode_latin1_to_utf8(const uint8_t *s, size_t n, uint8_t *out,
                           size_t capacity, size_t *read) {
  size_t i = 0;
  size_t o = 0;
#if LODE_SIMD_X86
  size_t start = lode_ascii_prefix(s, n < capacity ? n : capacity);
  if (start > 0) {
    memcpy(out, s, start);
  }
  i = o = start;
  if (n - i >= 64 && lode_have_avx2()) {
    o += lode_latin1_to_utf8_avx2(s + i, n - i, out + o, capacity - o, &i);
    i += start;
  }
  // Stored before it is known how much of it is ASCII. All 16 characters fit,
  // so that nothing is stored that is not written over.
  while (n - i >= 16 && capacity - o >= 32) {
    __m128i block = utf8_load(s + i);
    unsigned high = (unsigned)_mm_movemask_epi8(block);
    utf8_store(out + o, block);
    if (high == 0) {
      i += 16;
      o += 16;
      continue;
    }
    unsigned ascii = lode_low_bit(high);
    i += ascii;
    o += ascii;
    out[o] = (uint8_t)(0xc0 | s[i] >> 6);
    out[o + 1] = (uint8_t)(0x80 | (s[i] & 0x3f));
    i++;
    o += 2;
  }
#endif
  for (; i < n; i++) {
    if (s[i] < 0x80 && o < capacity) {
      out[o++] = s[i];
    } else if (s[i] >= 0x80 && capacity - o >= 2) {
      out[o++] = (uint8_t)(0xc0 | s[i] >> 6);
      out[o++] = (uint8_t)(0x80 | (s[i] & 0x3f));
    } else {
      break;
    }
  }
  *read = i;
  return o;
}

#if LODE_SIMD_X86
// Encodes blocks of 8 units that have one length each; stops at any other.
static void utf16_encode_blocks(const uint16_t **s, size_t *n, uint8_t **out,
                                size_t *capacity) {
  while (*n >= 8 && *capacity >= 16) {
    __m128i units = utf8_load(*s);
    size_t written = 0;
    if (_mm_movemask_epi8(utf16_within(units, 0x7f)) == 0xffff) {
      _mm_storel_epi64((__m128i *)(void *)*out, _mm_packus_epi16(units, units));
      written = 8;
    } else if (_mm_movemask_epi8(utf16_within(units, 0x7ff)) == 0xffff &&
               (_mm_movemask_epi8(utf16_within(units, 0x7f)) == 0)) {
      __m128i lead =
          _mm_or_si128(_mm_srli_epi16(units, 6), _mm_set1_epi16(0xc0));
      __m128i rest = _mm_or_si128(_mm_and_si128(units, _mm_set1_epi16(0x3f)),
                                  _mm_set1_epi16(0x80));
      utf8_store(*out, _mm_or_si128(lead, _mm_slli_epi16(rest, 8)));
      written = 16;
    } else {
      return;
    }
    *s += 8;
    *n -= 8;
    *out += written;
    *capacity -= written;
  }
}
#endif

// Encodes one code point of `n` units at `s` into room for 4 bytes.
static inline size_t utf16_encode_one(const uint16_t *s, size_t n, uint8_t *out,
                                      size_t *used) {
  uint32_t code = s[0];
  *used = 1;
  if (code < 0x80) {
    out[0] = (uint8_t)code;
    return 1;
  }
  if (code < 0x800) {
    out[0] = (uint8_t)(0xc0 | code >> 6);
    out[1] = (uint8_t)(0x80 | (code & 0x3f));
    return 2;
  }
  if ((code & 0xf800) == 0xd800) {
    if (code < 0xdc00 && n > 1 && utf16_is_low(s[1])) {
      code = 0x10000 + ((code & 0x3ff) << 10) + (s[1] & 0x3ff);
      *used = 2;
      out[0] = (uint8_t)(0xf0 | code >> 18);
      out[1] = (uint8_t)(0x80 | (code >> 12 & 0x3f));
      out[2] = (uint8_t)(0x80 | (code >> 6 & 0x3f));
      out[3] = (uint8_t)(0x80 | (code & 0x3f));
      return 4;
    }
    code = REPLACEMENT;
  }
  out[0] = (uint8_t)(0xe0 | code >> 12);
  out[1] = (uint8_t)(0x80 | (code >> 6 & 0x3f));
  out[2] = (uint8_t)(0x80 | (code & 0x3f));
  return 3;
}

size_t lode_utf16_to_utf8(const uint16_t *s, size_t n, uint8_t *out,
                          size_t capacity, size_t *read) {
  const uint16_t *start = s;
  const uint8_t *out_start = out;
  while (n > 0) {
#if LODE_SIMD_X86
    utf16_encode_blocks(&s, &n, &out, &capacity);
#endif
    // A few one by one before blocks are tried again; checked once for all.
    size_t used = 0;
    size_t few = n < 16 ? n : 16;
    if (capacity >= 3 * 16 + 4) {
      const uint16_t *stop = s + few;
      while (s < stop) {
        size_t written = utf16_encode_one(s, n, out, &used);
        s += used;
        n -= used;
        out += written;
        capacity -= written;
      }
      continue;
    }
    if (n == 0) {
      break;
    }
    uint8_t code[4];
    size_t written = utf16_encode_one(s, n, code, &used);
    if (written > capacity) {
      break;
    }
    memcpy(out, code, written);
    s += used;
    n -= used;
    out += written;
    capacity -= written;
  }
  *read = (size_t)(s - start);
  return (size_t)(out - out_start);
}

void lode_latin1_widen(const uint8_t *s, size_t n, uint16_t *out) {
  size_t i = 0;
#if LODE_SIMD_X86
  const __m128i zero = _mm_setzero_si128();
  for (; i + 16 <= n; i += 16) {
    __m128i block = utf8_load(s + i);
    utf8_store(out + i, _mm_unpacklo_epi8(block, zero));
    utf8_store(out + i + 8, _mm_unpackhi_epi8(block, zero));
  }
#endif
  for (; i < n; i++) {
    out[i] = s[i];
  }
}

void lode_utf16_narrow(const uint16_t *s, size_t n, uint8_t *out) {
  size_t i = 0;
#if LODE_SIMD_X86
  const __m128i low = _mm_set1_epi16(0xff);
  for (; i + 16 <= n; i += 16) {
    utf8_store(out + i,
               _mm_packus_epi16(_mm_and_si128(utf8_load(s + i), low),
                                _mm_and_si128(utf8_load(s + i + 8), low)));
  }
#endif
  for (; i < n; i++) {
    out[i] = (uint8_t)s[i];
  }
}

void lode_ascii_mask(const uint8_t *s, size_t n, uint8_t *out) {
  for (size_t i = 0; i < n; i++) {
    out[i] = s[i] & 0x7f;
  }
}

bool lode_utf16_is_latin1(const uint16_t *s, size_t n) {
  uint16_t all = 0;
  size_t i = 0;
  while (i < n && all <= 0xff) {
    // In strides, so that the loop inside is a vector one.
    size_t stop = n - i < 256 ? n : i + 256;
    for (; i < stop; i++) {
      all |= s[i];
    }
  }
  return all <= 0xff;
}
