// SPDX-License-Identifier: MIT
// UTF-8 with AVX2. Validation classifies each pair of neighbouring bytes by
// three table look-ups on nibbles, whose AND has a bit for each way in which
// the pair can be wrong (Keiser and Lemire, "Validating UTF-8 in less than one
// instruction per byte", 2021). Decoding makes a unit of every byte and the
// two before it, and keeps those made at the last byte of a character: no
// step depends on what the one before it found, except for where to store.
#include "base/utf8_internal.h"

#if LODE_SIMD_X86
#include <string.h>
#include <threads.h>

// Ways in which a byte and the one before it can be wrong together.
enum {
  TOO_SHORT = 1 << 0,   // a lead and no continuation
  TOO_LONG = 1 << 1,    // ASCII and a continuation
  OVERLONG_3 = 1 << 2,  // E0 80..9F
  TOO_LARGE = 1 << 3,   // F4 90.., F5.. 90..
  SURROGATE = 1 << 4,   // ED A0..
  OVERLONG_2 = 1 << 5,  // C0, C1
  OVERLONG_4 = 1 << 6,  // F0 80..8F; also F5.. 80..8F
  TWO_CONTS = 1 << 7,   // two continuations: wrong unless a lead needs them
  ANY_LOW = TOO_SHORT | TOO_LONG | TWO_CONTS,
  ANY_CONT = TOO_LONG | OVERLONG_2 | TWO_CONTS,
  PAST_F4 = ANY_LOW | TOO_LARGE | OVERLONG_4,
};

#define UTF8_TABLE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)
#define UTF8_LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define UTF8_LOAD_HALF(p) _mm_loadu_si128((const __m128i *)(const void *)(p))

// The block moved up by `count` bytes, filled from the block before.
#define UTF8_SHIFT_IN(block, before, count)                              \
  _mm256_alignr_epi8((block),                                            \
                     _mm256_permute2x128_si256((before), (block), 0x21), \
                     16 - (count))

LODE_AVX2 static inline __m256i utf8_errors(__m256i block, __m256i before) {
  const __m256i first_high = UTF8_TABLE(
      TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
      TOO_LONG, (char)TWO_CONTS, (char)TWO_CONTS, (char)TWO_CONTS,
      (char)TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
      TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | OVERLONG_4);
  const __m256i first_low = UTF8_TABLE(
      (char)(ANY_LOW | OVERLONG_3 | OVERLONG_2 | OVERLONG_4),
      (char)(ANY_LOW | OVERLONG_2), (char)ANY_LOW, (char)ANY_LOW,
      (char)(ANY_LOW | TOO_LARGE), (char)PAST_F4, (char)PAST_F4, (char)PAST_F4,
      (char)PAST_F4, (char)PAST_F4, (char)PAST_F4, (char)PAST_F4, (char)PAST_F4,
      (char)(PAST_F4 | SURROGATE), (char)PAST_F4, (char)PAST_F4);
  const __m256i second_high = UTF8_TABLE(
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      TOO_SHORT, TOO_SHORT, (char)(ANY_CONT | OVERLONG_3 | OVERLONG_4),
      (char)(ANY_CONT | OVERLONG_3 | TOO_LARGE),
      (char)(ANY_CONT | SURROGATE | TOO_LARGE),
      (char)(ANY_CONT | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT, TOO_SHORT,
      TOO_SHORT);
  const __m256i nibble = _mm256_set1_epi8(0x0f);
  const __m256i top = _mm256_set1_epi8((char)0x80);
  __m256i prev1 = UTF8_SHIFT_IN(block, before, 1);
  __m256i prev2 = UTF8_SHIFT_IN(block, before, 2);
  __m256i prev3 = UTF8_SHIFT_IN(block, before, 3);
  __m256i pair = _mm256_and_si256(
      _mm256_and_si256(
          _mm256_shuffle_epi8(
              first_high,
              _mm256_and_si256(_mm256_srli_epi16(prev1, 4), nibble)),
          _mm256_shuffle_epi8(first_low, _mm256_and_si256(prev1, nibble))),
      _mm256_shuffle_epi8(
          second_high, _mm256_and_si256(_mm256_srli_epi16(block, 4), nibble)));
  // The third byte after E0.. and the fourth after F0.. have to be the
  // second of two continuations, and no other byte may be.
  __m256i third = _mm256_subs_epu8(prev2, _mm256_set1_epi8(0xe0 - 0x80));
  __m256i fourth = _mm256_subs_epu8(prev3, _mm256_set1_epi8(0xf0 - 0x80));
  __m256i needed = _mm256_and_si256(_mm256_or_si256(third, fourth), top);
  return _mm256_xor_si256(needed, pair);
}

LODE_AVX2 lode_utf8_shape lode_utf8_measure_avx2(const uint8_t *s, size_t n) {
  const __m256i last_continuation = _mm256_set1_epi8((char)0xbf);
  const __m256i four_bytes = _mm256_set1_epi8((char)0xf0);
  __m256i before = _mm256_setzero_si256();
  __m256i errors = before;
  __m256i highest = before;
  unsigned high_before = 0;
  size_t units = 0;
  size_t i = 0;
  uint8_t tail[32] = {0};
  memcpy(tail, s + (n & ~(size_t)31), n & 31);
  // The last round is over the rest, filled up with NUL: those show when the
  // text ends inside a sequence, also where the rest is empty.
  while (i <= n) {
    __m256i block = UTF8_LOAD(n - i >= 32 ? s + i : tail);
    i += 32;
    unsigned high = (unsigned)_mm256_movemask_epi8(block);
    if ((high | high_before) == 0) {
      units += 32;
      before = block;
      continue;
    }
    high_before = high;
    errors = _mm256_or_si256(errors, utf8_errors(block, before));
    before = block;
    highest = _mm256_max_epu8(highest, block);
    __m256i first = _mm256_cmpgt_epi8(block, last_continuation);
    __m256i fours =
        _mm256_cmpeq_epi8(_mm256_max_epu8(block, four_bytes), block);
    units +=
        (unsigned)__builtin_popcount((unsigned)_mm256_movemask_epi8(first));
    units +=
        (unsigned)__builtin_popcount((unsigned)_mm256_movemask_epi8(fours));
  }
  const __m256i latin1_lead = _mm256_set1_epi8((char)0xc3);
  __m256i latin1 =
      _mm256_cmpeq_epi8(_mm256_max_epu8(highest, latin1_lead), latin1_lead);
  bool valid = _mm256_testz_si256(errors, errors) != 0;
  return (lode_utf8_shape){
      .units = units - (i - n),
      .valid = valid,
      .latin1 = valid && _mm256_movemask_epi8(latin1) == -1,
  };
}

// Moves the 16-bit lanes whose bit is set in the index together.
static uint8_t utf8_pack[256][16];
static once_flag utf8_pack_once = ONCE_FLAG_INIT;

static void utf8_make_pack(void) {
  for (unsigned mask = 0; mask < 256; mask++) {
    uint8_t *to = utf8_pack[mask];
    for (unsigned lane = 0; lane < 8; lane++) {
      if ((mask >> lane & 1) != 0) {
        *to++ = (uint8_t)(lane * 2);
        *to++ = (uint8_t)(lane * 2 + 1);
      }
    }
  }
}

// Decodes one character of valid text; the bytes used.
static size_t utf8_decode_one(const uint8_t *p, uint16_t **out) {
  uint16_t *o = *out;
  size_t used = 1;
  if (p[0] < 0x80) {
    *o++ = p[0];
  } else if (p[0] < 0xe0) {
    *o++ = (uint16_t)((p[0] & 0x1f) << 6 | (p[1] & 0x3f));
    used = 2;
  } else if (p[0] < 0xf0) {
    *o++ = (uint16_t)((p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
    used = 3;
  } else {
    unsigned top =
        (p[0] & 0x07u) << 8 | (p[1] & 0x3fu) << 2 | (p[2] & 0x3fu) >> 4;
    *o++ = (uint16_t)(0xd800 - 0x40 + top);
    *o++ = (uint16_t)(0xdc00 | (p[2] & 0x0f) << 6 | (p[3] & 0x3f));
    used = 4;
  }
  *out = o;
  return used;
}

// Decodes the characters whose last byte is at `i` or after it, in blocks of
// 16 bytes, until `stop` or a little more, and returns where it stopped. `i`
// is 2 or more. Reads 17 bytes from `stop` on; stores up to 8 units too many.
LODE_AVX2 static size_t utf8_decode_blocks(const uint8_t *s, size_t i,
                                           size_t stop, uint16_t **out) {
  uint16_t *o = *out;
  while (i < stop) {
    __m128i block = UTF8_LOAD_HALF(s + i);
    if (_mm_movemask_epi8(block) == 0) {
      _mm256_storeu_si256((__m256i *)(void *)o, _mm256_cvtepu8_epi16(block));
      o += 16;
      i += 16;
      continue;
    }
    __m128i fours = _mm_set1_epi8((char)0xf0);
    fours = _mm_cmpeq_epi8(_mm_max_epu8(block, fours), block);
    if (_mm_movemask_epi8(fours) != 0) {
      size_t end = i + 16;
      while ((s[i] & 0xc0) == 0x80) {
        i--;
      }
      while (i < end) {
        i += utf8_decode_one(s + i, &o);
      }
      continue;
    }
    // Each byte makes a unit with the two before it; those that are the last
    // of a character stay.
    __m256i last = _mm256_cvtepu8_epi16(block);
    __m256i middle = _mm256_cvtepu8_epi16(UTF8_LOAD_HALF(s + i - 1));
    __m256i lead = _mm256_cvtepu8_epi16(UTF8_LOAD_HALF(s + i - 2));
    __m256i many = _mm256_cmpgt_epi16(last, _mm256_set1_epi16(0x7f));
    __m256i two = _mm256_cmpgt_epi16(middle, _mm256_set1_epi16(0xbf));
    __m256i three = _mm256_andnot_si256(two, many);
    last = _mm256_and_si256(last, _mm256_set1_epi16(0x7f));
    middle =
        _mm256_slli_epi16(_mm256_and_si256(middle, _mm256_set1_epi16(0x3f)), 6);
    lead = _mm256_slli_epi16(lead, 12);
    __m256i units =
        _mm256_or_si256(last, _mm256_or_si256(_mm256_and_si256(middle, many),
                                              _mm256_and_si256(lead, three)));
    __m128i next = UTF8_LOAD_HALF(s + i + 1);
    unsigned ends = (unsigned)_mm_movemask_epi8(
        _mm_cmpgt_epi8(next, _mm_set1_epi8((char)0xbf)));
    i += 16;
    _mm_storeu_si128((__m128i *)(void *)o,
                     _mm_shuffle_epi8(_mm256_castsi256_si128(units),
                                      UTF8_LOAD_HALF(utf8_pack[ends & 0xff])));
    o += __builtin_popcount(ends & 0xff);
    _mm_storeu_si128((__m128i *)(void *)o,
                     _mm_shuffle_epi8(_mm256_extracti128_si256(units, 1),
                                      UTF8_LOAD_HALF(utf8_pack[ends >> 8])));
    o += __builtin_popcount(ends >> 8);
  }
  *out = o;
  return i;
}

LODE_AVX2 void lode_utf8_decode_avx2(const uint8_t *s, size_t n, uint16_t *out,
                                     size_t units) {
  enum { SLACK = 48, CONTEXT = 4 };  // SLACK bytes: more than 8 units
  call_once(&utf8_pack_once, utf8_make_pack);
  const uint16_t *out_end = out + units;
  size_t i = 0;
  while (i < 2) {
    i += utf8_decode_one(s + i, &out);
  }
  i = utf8_decode_blocks(s, i, n - SLACK, &out);
  // The rest goes through copies that may be overrun.
  uint8_t rest[CONTEXT + SLACK + 40] = {0};
  uint16_t decoded[SLACK + 40];
  uint16_t *o = decoded;
  size_t context = i < CONTEXT ? i : CONTEXT;
  size_t left = context + n - i;
  memcpy(rest, s + i - context, left);
  (void)utf8_decode_blocks(rest, context, left, &o);
  memcpy(out, decoded, (size_t)(out_end - out) * sizeof(*out));
}

// Stores the bytes of `block` whose top bit in `drop` is 0, one after the
// other; returns how many. Overwrites 16 bytes at least.
LODE_AVX2 static inline size_t utf8_store_kept(uint8_t *out, __m128i block,
                                               __m128i drop) {
  __m128i keep = _mm_andnot_si128(drop, _mm_set1_epi8(-1));
  uint64_t keep0 = (uint64_t)_mm_cvtsi128_si64(keep);
  uint64_t keep1 = (uint64_t)_mm_extract_epi64(keep, 1);
  uint64_t word0 = _pext_u64((uint64_t)_mm_cvtsi128_si64(block), keep0);
  uint64_t word1 = _pext_u64((uint64_t)_mm_extract_epi64(block, 1), keep1);
  size_t kept0 = (size_t)__builtin_popcountll(keep0) / 8;
  size_t kept1 = (size_t)__builtin_popcountll(keep1) / 8;
  memcpy(out, &word0, 8);
  memcpy(out + kept0, &word1, 8);
  return kept0 + kept1;
}

LODE_AVX2 size_t lode_utf8_to_latin1_avx2(const uint8_t *s, size_t n,
                                          uint8_t **out) {
  const __m128i lead = _mm_set1_epi8((char)0xbf);
  uint8_t *o = *out;
  size_t i = 0;
  if (n > 0 && s[0] < 0x80) {
    *o++ = s[i++];  // so that there is a byte before each block
  }
  // A continuation after C2 is the character; after C3, 0x40 more is. The
  // last blocks are left: input of 32 bytes leaves 16 of output.
  while (i > 0 && n - i >= 48) {
    __m128i block = UTF8_LOAD_HALF(s + i);
    __m128i next = UTF8_LOAD_HALF(s + i + 16);
    if (_mm_movemask_epi8(_mm_or_si128(block, next)) == 0) {
      _mm_storeu_si128((__m128i *)(void *)o, block);
      _mm_storeu_si128((__m128i *)(void *)(o + 16), next);
      o += 32;
      i += 32;
      continue;
    }
    __m128i before = UTF8_LOAD_HALF(s + i - 1);
    __m128i c3 = _mm_cmpeq_epi8(before, _mm_set1_epi8((char)0xc3));
    __m128i codes = _mm_add_epi8(block, _mm_and_si128(c3, _mm_set1_epi8(0x40)));
    __m128i leads = _mm_and_si128(_mm_cmpgt_epi8(block, lead), block);
    leads = _mm_cmpgt_epi8(_mm_setzero_si128(), leads);
    o += utf8_store_kept(o, codes, leads);
    i += 16;
  }
  // Not between the two bytes of a character.
  if (i > 0 && i < n && (s[i] & 0xc0) == 0x80) {
    *o++ = (uint8_t)(s[i - 1] << 6 | (s[i] & 0x3f));
    i++;
  }
  *out = o;
  return i;
}

LODE_AVX2 size_t lode_latin1_count_high_avx2(const uint8_t *s, size_t n) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i sums = zero;
  for (size_t i = 0; i + 32 <= n;) {
    // Counted in bytes, which overflow after 255 rounds.
    size_t rounds = (n - i) / 32 < 255 ? (n - i) / 32 : 255;
    __m256i counts = zero;
    for (size_t k = 0; k < rounds; k++, i += 32) {
      counts =
          _mm256_sub_epi8(counts, _mm256_cmpgt_epi8(zero, UTF8_LOAD(s + i)));
    }
    sums = _mm256_add_epi64(sums, _mm256_sad_epu8(counts, zero));
  }
  uint64_t lanes[4];
  memcpy(lanes, &sums, sizeof(lanes));
  return lanes[0] + lanes[1] + lanes[2] + lanes[3];
}

LODE_AVX2 size_t lode_latin1_to_utf8_avx2(const uint8_t *s, size_t n,
                                          uint8_t *out, size_t capacity,
                                          size_t *read) {
  const __m128i zero = _mm_setzero_si128();
  size_t i = 0;
  size_t o = 0;
  // What is stored too much has to be written over by what comes after it: 16
  // more characters, which all fit.
  while (n - i >= 32 && capacity - o >= 64) {
    __m128i block = UTF8_LOAD_HALF(s + i);
    i += 16;
    __m128i high = _mm_cmpgt_epi8(zero, block);
    // Each byte becomes a pair, a lead (C2, or C3 from C0 on) and the rest,
    // and from the pairs of ASCII the leads are dropped.
    __m128i c0 = _mm_cmpgt_epi8(block, _mm_set1_epi8((char)0xbf));
    __m128i lead = _mm_sub_epi8(_mm_set1_epi8((char)0xc2), c0);
    __m128i minus = _mm_and_si128(_mm_and_si128(c0, high), _mm_set1_epi8(0x40));
    __m128i last = _mm_sub_epi8(block, minus);
    __m128i drop = _mm_andnot_si128(high, _mm_set1_epi8(-1));
    o += utf8_store_kept(out + o, _mm_unpacklo_epi8(lead, last),
                         _mm_unpacklo_epi8(drop, zero));
    o += utf8_store_kept(out + o, _mm_unpackhi_epi8(lead, last),
                         _mm_unpackhi_epi8(drop, zero));
  }
  *read = i;
  return o;
}
#endif
