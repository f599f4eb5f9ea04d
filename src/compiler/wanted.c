// SPDX-License-Identifier: MIT
// Whether a text may need the compiler: one pass over its bytes, for words
// that stand where they could mean something. A hit in a comment costs a
// parse, nothing else.
#include <string.h>

#include "base/simd.h"
#include "compiler/compiler.h"

static bool wanted_is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '$' || (c & 0x80) != 0;
}

static size_t wanted_skip_space(const char *s, size_t n, size_t i) {
  while (i < n && (s[i] == ' ' || (s[i] >= '\t' && s[i] <= '\r'))) {
    i++;
  }
  return i;
}

// "using" and a name, then "=" or "of": English rarely goes on so.
static bool wanted_using(const char *s, size_t n, size_t i) {
  size_t name = wanted_skip_space(s, n, i);
  size_t end = name;
  while (end < n && (wanted_is_word(s[end]) || s[end] == '\\')) {
    end++;
  }
  if (name == i || end == name) {
    return name < n && s[name] == '/';
  }
  end = wanted_skip_space(s, n, end);
  return end < n && (s[end] == '=' || s[end] == '/' ||
                     (s[end] == 'o' && end + 1 < n && s[end + 1] == 'f'));
}

// Whether a word that matters begins at `i`.
static bool wanted_at(const char *s, size_t n, size_t i) {
  if (i > 0 && (wanted_is_word(s[i - 1]) || s[i - 1] == '.')) {
    // A member; but "...await x" spreads.
    if (s[i - 1] != '.' || i < 3 || s[i - 3] != '.') {
      return false;
    }
  }
  size_t left = n - i;
  if (left >= 5 && memcmp(s + i, "await", 5) == 0) {
    return left == 5 || !wanted_is_word(s[i + 5]);
  }
  if (left > 6 && memcmp(s + i, "import", 6) == 0) {
    size_t next = wanted_skip_space(s, n, i + 6);
    return next < n && (s[next] == '(' || s[next] == '.' || s[next] == '/');
  }
  return left > 5 && memcmp(s + i, "using", 5) == 0 &&
         !wanted_is_word(s[i + 5]) && wanted_using(s, n, i + 5);
}

static bool wanted_from(const char *s, size_t n, size_t i) {
  for (; i + 1 < n; i++) {
    char c = s[i], d = s[i + 1];
    if (((c == 'a' && d == 'w') || (c == 'i' && d == 'm') ||
         (c == 'u' && d == 's')) &&
        wanted_at(s, n, i)) {
      return true;
    }
  }
  return false;
}

#if LODE_SIMD_X86
bool lode_compiler_wanted(const char *s, size_t n) {
  size_t i = 0;
  const __m128i a = _mm_set1_epi8('a'), w = _mm_set1_epi8('w');
  const __m128i im = _mm_set1_epi8('i'), m = _mm_set1_epi8('m');
  const __m128i u = _mm_set1_epi8('u'), us = _mm_set1_epi8('s');
  for (; i + 17 <= n; i += 16) {
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(s + i));
    __m128i y = _mm_loadu_si128((const __m128i *)(const void *)(s + i + 1));
    __m128i hit = _mm_and_si128(_mm_cmpeq_epi8(x, a), _mm_cmpeq_epi8(y, w));
    hit = _mm_or_si128(
        hit, _mm_and_si128(_mm_cmpeq_epi8(x, im), _mm_cmpeq_epi8(y, m)));
    hit = _mm_or_si128(
        hit, _mm_and_si128(_mm_cmpeq_epi8(x, u), _mm_cmpeq_epi8(y, us)));
    unsigned bits = (unsigned)_mm_movemask_epi8(hit);
    while (LODE_UNLIKELY(bits != 0)) {
      if (wanted_at(s, n, i + lode_low_bit(bits))) {
        return true;
      }
      bits &= bits - 1;
    }
  }
  return wanted_from(s, n, i);
}
#else
bool lode_compiler_wanted(const char *s, size_t n) {
  return wanted_from(s, n, 0);
}
#endif
