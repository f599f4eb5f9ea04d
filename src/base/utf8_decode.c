// SPDX-License-Identifier: MIT
// UTF-8 to UTF-16 and Latin-1: the portable code, with SSE2 for ASCII runs.
#include <string.h>

#include "base/utf8.h"
#include "base/utf8_internal.h"

enum { BLOCK = 16, MALFORMED = -1, REPLACEMENT = 0xfffd };

size_t lode_ascii_prefix(const uint8_t *s, size_t n) {
  size_t i = 0;
#if LODE_SIMD_X86
  for (; i + 4 * BLOCK <= n; i += 4 * BLOCK) {
    const __m128i *p = (const __m128i *)(const void *)(s + i);
    __m128i low = _mm_or_si128(_mm_loadu_si128(p), _mm_loadu_si128(p + 1));
    __m128i high = _mm_or_si128(_mm_loadu_si128(p + 2), _mm_loadu_si128(p + 3));
    if (_mm_movemask_epi8(_mm_or_si128(low, high)) != 0) {
      break;
    }
  }
  for (; i + BLOCK <= n; i += BLOCK) {
    int high = _mm_movemask_epi8(
        _mm_loadu_si128((const __m128i *)(const void *)(s + i)));
    if (high != 0) {
      return i + lode_low_bit((unsigned)high);
    }
  }
#endif
  for (; i + 8 <= n; i += 8) {
    uint64_t word;
    memcpy(&word, s + i, 8);
    if ((word & UINT64_C(0x8080808080808080)) != 0) {
      break;
    }
  }
  while (i < n && s[i] < 0x80) {
    i++;
  }
  return i;
}

// Reads one code point and advances past it; MALFORMED advances past the
// maximal subpart of an ill-formed sequence.
static inline int32_t utf8_next(const uint8_t **s, const uint8_t *end) {
  const uint8_t *p = *s;
  uint8_t lead = *p++;
  int32_t code = MALFORMED;
  if (lead < 0x80) {
    code = lead;
  } else if (lead >= 0xc2 && lead <= 0xdf) {
    if (p < end && (*p & 0xc0) == 0x80) {
      code = (lead & 0x1f) << 6 | (*p++ & 0x3f);
    }
  } else if (lead >= 0xe0 && lead <= 0xef) {
    uint8_t low = lead == 0xe0 ? 0xa0 : 0x80;   // no overlong forms
    uint8_t high = lead == 0xed ? 0x9f : 0xbf;  // no surrogates
    if (p < end && *p >= low && *p <= high) {
      int32_t top = (lead & 0x0f) << 12 | (*p++ & 0x3f) << 6;
      if (p < end && (*p & 0xc0) == 0x80) {
        code = top | (*p++ & 0x3f);
      }
    }
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    uint8_t low = lead == 0xf0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xf4 ? 0x8f : 0xbf;  // nothing past U+10FFFF
    if (p < end && *p >= low && *p <= high) {
      int32_t top = (lead & 0x07) << 18 | (*p++ & 0x3f) << 12;
      if (p < end && (*p & 0xc0) == 0x80) {
        top |= (*p++ & 0x3f) << 6;
        if (p < end && (*p & 0xc0) == 0x80) {
          code = top | (*p++ & 0x3f);
        }
      }
    }
  }
  *s = p;
  return code;
}

static lode_utf8_shape utf8_measure_portable(const uint8_t *s, size_t n) {
  const uint8_t *end = s + n;
  lode_utf8_shape shape = {0, true, true};
  while (s < end) {
    if (*s < 0x80) {
      size_t run = lode_ascii_prefix(s, (size_t)(end - s));
      shape.units += run;
      s += run;
      continue;
    }
    int32_t code = utf8_next(&s, end);
    if (code == MALFORMED) {
      shape.valid = false;
    }
    shape.latin1 = shape.latin1 && code >= 0 && code <= 0xff;
    shape.units += code > 0xffff ? 2 : 1;
  }
  return shape;
}

lode_utf8_shape lode_utf8_measure(const uint8_t *s, size_t n) {
  size_t ascii = lode_ascii_prefix(s, n);
  lode_utf8_shape shape = {0, true, true};
  if (ascii < n) {
    bool done = false;
#if LODE_SIMD_X86
    if (n - ascii >= 64 && lode_have_avx2()) {
      shape = lode_utf8_measure_avx2(s + ascii, n - ascii);
      done = shape.valid;
    }
#endif
    if (!done) {
      shape = utf8_measure_portable(s + ascii, n - ascii);
    }
  }
  shape.units += ascii;
  return shape;
}

bool lode_utf8_valid(const uint8_t *s, size_t n) {
  size_t ascii = lode_ascii_prefix(s, n);
#if LODE_SIMD_X86
  if (n - ascii >= 64 && lode_have_avx2()) {
    return lode_utf8_measure_avx2(s + ascii, n - ascii).valid;
  }
#endif
  const uint8_t *end = s + n;
  for (s += ascii; s < end;) {
    if (*s < 0x80) {
      s += lode_ascii_prefix(s, (size_t)(end - s));
    } else if (utf8_next(&s, end) == MALFORMED) {
      return false;
    }
  }
  return true;
}

void lode_utf8_to_utf16(const uint8_t *s, size_t n, lode_utf8_shape shape,
                        uint16_t *out) {
  const uint8_t *end = s + n;
#if LODE_SIMD_X86
  if (n >= 64 && shape.valid && lode_have_avx2()) {
    lode_utf8_decode_avx2(s, n, out, shape.units);
    return;
  }
#else
  (void)shape;
#endif
  while (s < end) {
    if (*s < 0x80) {
      if (end - s >= BLOCK) {
        size_t run = lode_ascii_prefix(s, (size_t)(end - s));
        lode_latin1_widen(s, run, out);
        s += run;
        out += run;
      } else {
        *out++ = *s++;
      }
      continue;
    }
    int32_t code = utf8_next(&s, end);
    if (code == MALFORMED) {
      *out++ = REPLACEMENT;
    } else if (code > 0xffff) {
      *out++ = (uint16_t)(0xd7c0 + (code >> 10));
      *out++ = (uint16_t)(0xdc00 | (code & 0x3ff));
    } else {
      *out++ = (uint16_t)code;
    }
  }
}

void lode_utf8_to_latin1(const uint8_t *s, size_t n, uint8_t *out) {
  const uint8_t *end = s + n;
#if LODE_SIMD_X86
  if (n >= 64 && lode_have_avx2()) {
    s += lode_utf8_to_latin1_avx2(s, n, &out);
  }
  // Whole blocks are stored before it is known how much of them is ASCII. There
  // is room: 2 * BLOCK bytes of input leave at least BLOCK of output.
  while (end - s >= 2 * BLOCK) {
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)s);
    unsigned high = (unsigned)_mm_movemask_epi8(block);
    _mm_storeu_si128((__m128i *)(void *)out, block);
    if (high == 0) {
      s += BLOCK;
      out += BLOCK;
      continue;
    }
    unsigned ascii = lode_low_bit(high);
    s += ascii;
    out += ascii;
    *out++ = (uint8_t)(s[0] << 6 | (s[1] & 0x3f));
    s += 2;
  }
#endif
  while (s < end) {
    if (*s < 0x80) {
      *out++ = *s++;
    } else {
      *out++ = (uint8_t)(s[0] << 6 | (s[1] & 0x3f));
      s += 2;
    }
  }
}

size_t lode_utf8_incomplete_tail(const uint8_t *s, size_t n) {
  for (size_t tail = 1; tail <= 3 && tail <= n; tail++) {
    const uint8_t *p = s + n - tail;
    if (*p < 0x80) {
      return 0;
    }
    if (*p >= 0xc0) {
      size_t need = *p >= 0xf0 ? 4 : *p >= 0xe0 ? 3 : 2;
      if (tail >= need || *p < 0xc2 || *p > 0xf4) {
        return 0;
      }
      // Used up to the last byte: nothing is wrong with it so far.
      (void)utf8_next(&p, s + n);
      return p == s + n ? tail : 0;
    }
  }
  return 0;
}
