// SPDX-License-Identifier: MIT
// Scanners over a head, 16 bytes a step where SSE2 is there. They never read
// at or past `end`.
#ifndef LODE_HTTP_SCAN_H
#define LODE_HTTP_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__) && !defined(LODE_HTTP_SCALAR)
#include <emmintrin.h>
#define LODE_HTTP_SSE2 1
#else
#define LODE_HTTP_SSE2 0
#endif

// The characters of a token (RFC 9110, 5.6.2), one bit each.
extern const uint32_t lode_http_token_bits[8];

static inline bool lode_http_is_token(unsigned char c) {
  return (lode_http_token_bits[c >> 5] >> (c & 31)) & 1;
}

// Up to the first byte that cannot stand in a request target: not 0x21-0x7e.
static inline const char *lode_http_scan_target(const char *at,
                                                const char *end) {
#if LODE_HTTP_SSE2
  const __m128i first = _mm_set1_epi8(0x21);
  const __m128i del = _mm_set1_epi8(0x7f);
  while (end - at >= 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
    // Signed: the bytes from 0x80 on count as negative, so as too small.
    int stop = _mm_movemask_epi8(
        _mm_or_si128(_mm_cmplt_epi8(v, first), _mm_cmpeq_epi8(v, del)));
    if (stop != 0) {
      return at + __builtin_ctz((unsigned)stop);
    }
    at += 16;
  }
#endif
  while (at<end && * at> 0x20 && *at < 0x7f) {
    at++;
  }
  return at;
}

// Up to the first byte that cannot stand in a field value: a control
// character other than tab, or DEL.
static inline const char *lode_http_scan_value(const char *at,
                                               const char *end) {
#if LODE_HTTP_SSE2
  const __m128i last = _mm_set1_epi8(0x1f);
  const __m128i tab = _mm_set1_epi8('\t');
  const __m128i del = _mm_set1_epi8(0x7f);
  while (end - at >= 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, last), v);
    control = _mm_andnot_si128(_mm_cmpeq_epi8(v, tab), control);
    int stop = _mm_movemask_epi8(_mm_or_si128(control, _mm_cmpeq_epi8(v, del)));
    if (stop != 0) {
      return at + __builtin_ctz((unsigned)stop);
    }
    at += 16;
  }
#endif
  while (at < end) {
    unsigned char c = (unsigned char)*at;
    if ((c < 0x20 && c != '\t') || c == 0x7f) {
      break;
    }
    at++;
  }
  return at;
}

#endif
