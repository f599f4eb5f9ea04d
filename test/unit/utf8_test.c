// SPDX-License-Identifier: MIT
// The transcoders against a slow model written from the Encoding standard:
// every text cut at every byte, its ends at unmapped pages.
#include "base/utf8.h"

#include <stdio.h>

#include "base/check.h"
#include "guard.h"

enum { TEXT_MAX = 700 };

static guard in_guard;
static guard out_guard;

// The decoder of the standard, state by state. Returns the units made.
static size_t model_decode(const uint8_t *s, size_t n, uint16_t *out,
                           bool *valid, bool *latin1) {
  size_t units = 0;
  uint32_t code = 0;
  unsigned needed = 0;
  unsigned low = 0x80;
  unsigned high = 0xbf;
  *valid = true;
  *latin1 = true;
  for (size_t i = 0; i <= n; i++) {
    uint32_t made = UINT32_MAX;
    if (i == n) {
      if (needed == 0) {
        break;
      }
      made = 0xfffd;
      *valid = false;
    } else if (needed > 0) {
      if (s[i] < low || s[i] > high) {
        needed = 0;
        low = 0x80;
        high = 0xbf;
        made = 0xfffd;
        *valid = false;
        i--;  // again, as the first of something
      } else {
        low = 0x80;
        high = 0xbf;
        code = code << 6 | (s[i] & 0x3f);
        needed--;
        made = needed == 0 ? code : UINT32_MAX;
      }
    } else if (s[i] < 0x80) {
      made = s[i];
    } else if (s[i] >= 0xc2 && s[i] <= 0xdf) {
      needed = 1;
      code = s[i] & 0x1f;
    } else if (s[i] >= 0xe0 && s[i] <= 0xef) {
      needed = 2;
      code = s[i] & 0x0f;
      low = s[i] == 0xe0 ? 0xa0 : 0x80;
      high = s[i] == 0xed ? 0x9f : 0xbf;
    } else if (s[i] >= 0xf0 && s[i] <= 0xf4) {
      needed = 3;
      code = s[i] & 0x07;
      low = s[i] == 0xf0 ? 0x90 : 0x80;
      high = s[i] == 0xf4 ? 0x8f : 0xbf;
    } else {
      made = 0xfffd;
      *valid = false;
    }
    if (made == UINT32_MAX) {
      continue;
    }
    *latin1 = *latin1 && made <= 0xff;
    if (made > 0xffff) {
      out[units++] = (uint16_t)(0xd800 + ((made - 0x10000) >> 10));
      out[units++] = (uint16_t)(0xdc00 + ((made - 0x10000) & 0x3ff));
    } else {
      out[units++] = (uint16_t)made;
    }
  }
  *latin1 = *latin1 && *valid;
  return units;
}

// Encodes what fits; `*read` is the number of units used.
static size_t model_encode(const uint16_t *s, size_t n, uint8_t *out,
                           size_t capacity, size_t *read) {
  size_t o = 0;
  size_t i = 0;
  while (i < n) {
    uint32_t code = s[i];
    size_t used = 1;
    if (code >= 0xd800 && code <= 0xdbff && i + 1 < n && s[i + 1] >= 0xdc00 &&
        s[i + 1] <= 0xdfff) {
      code = 0x10000 + ((code - 0xd800) << 10) + (s[i + 1] - 0xdc00u);
      used = 2;
    } else if (code >= 0xd800 && code <= 0xdfff) {
      code = 0xfffd;
    }
    size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (capacity - o < size) {
      break;
    }
    static const uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t k = size; k-- > 1; code >>= 6) {
      out[o + k] = (uint8_t)(0x80 | (code & 0x3f));
    }
    out[o] = (uint8_t)(leads[size] | code);
    o += size;
    i += used;
  }
  *read = i;
  return o;
}

static void check_decode(const uint8_t *text, size_t n) {
  uint16_t expected[TEXT_MAX + 1];
  bool valid = false;
  bool latin1 = false;
  size_t units = model_decode(text, n, expected, &valid, &latin1);
  const uint8_t *s = guard_copy(&in_guard, text, n);
  lode_utf8_shape shape = lode_utf8_measure(s, n);
  LODE_CHECK(shape.units == units);
  LODE_CHECK(shape.valid == valid);
  LODE_CHECK(shape.latin1 == latin1);
  LODE_CHECK(lode_utf8_valid(s, n) == valid);
  uint16_t *out = (uint16_t *)(void *)guard_room(&out_guard, units * 2);
  lode_utf8_to_utf16(s, n, shape, out);
  LODE_CHECK(memcmp(out, expected, units * 2) == 0);
  LODE_CHECK(lode_utf16_is_latin1(out, units) == (latin1 || units == 0) ||
             !valid);
  if (latin1) {
    uint8_t *narrow = guard_room(&out_guard, units);
    lode_utf8_to_latin1(s, n, narrow);
    for (size_t i = 0; i < units; i++) {
      LODE_CHECK(narrow[i] == expected[i]);
    }
  }
  size_t ascii = 0;
  while (ascii < n && text[ascii] < 0x80) {
    ascii++;
  }
  LODE_CHECK(lode_ascii_prefix(s, n) == ascii);
  // What is kept back completes: the text before it has no broken end, and
  // the tail itself reads as one replacement.
  size_t tail = lode_utf8_incomplete_tail(s, n);
  if (tail > 0) {
    LODE_CHECK(lode_utf8_measure(s + n - tail, tail).units == 1);
    LODE_CHECK(!valid);
    LODE_CHECK(lode_utf8_measure(s, n - tail).units == units - 1);
  }
}

static bool all_are(const uint8_t *bytes, size_t n, uint8_t value) {
  for (size_t i = 0; i < n; i++) {
    if (bytes[i] != value) {
      return false;
    }
  }
  return true;
}

static void check_encode(const uint16_t *text, size_t n, size_t capacity) {
  uint8_t expected[TEXT_MAX * 3 + 4];
  size_t expected_read = 0;
  size_t size = model_encode(text, n, expected, capacity, &expected_read);
  const uint16_t *s =
      (const uint16_t *)(void *)guard_copy(&in_guard, text, n * 2);
  if (expected_read == n) {
    LODE_CHECK(lode_utf16_utf8_size(s, n) == size);
  }
  uint8_t *out = guard_room(&out_guard, capacity);
  size_t read = 0;
  memset(out, 0xaa, capacity);
  LODE_CHECK(lode_utf16_to_utf8(s, n, out, capacity, &read) == size);
  LODE_CHECK(read == expected_read);
  LODE_CHECK(memcmp(out, expected, size) == 0);
  LODE_CHECK(all_are(out + size, capacity - size, 0xaa));
  if (!lode_utf16_is_latin1(s, n)) {
    return;
  }
  uint8_t bytes[TEXT_MAX];
  lode_utf16_narrow(s, n, bytes);
  const uint8_t *narrow = guard_copy(&in_guard, bytes, n);
  if (expected_read == n) {
    LODE_CHECK(lode_latin1_utf8_size(narrow, n) == size);
  }
  out = guard_room(&out_guard, capacity);
  memset(out, 0xaa, capacity);
  LODE_CHECK(lode_latin1_to_utf8(narrow, n, out, capacity, &read) == size);
  LODE_CHECK(read == expected_read);
  LODE_CHECK(memcmp(out, expected, size) == 0);
  LODE_CHECK(all_are(out + size, capacity - size, 0xaa));
  uint16_t *wide = (uint16_t *)(void *)guard_room(&out_guard, n * 2);
  lode_latin1_widen(narrow, n, wide);
  LODE_CHECK(memcmp(wide, text, n * 2) == 0);
}

static uint32_t random_state = 12345;

static uint32_t random_below(uint32_t limit) {
  random_state = random_state * 1664525 + 1013904223;
  return (uint32_t)((uint64_t)(random_state >> 4) * limit >> 28);
}

// A code unit of a kind that mostly stays the same, as in real text.
static uint16_t random_unit(uint32_t *kind) {
  if (random_below(12) == 0) {
    *kind = random_below(6);
  }
  switch (*kind) {
    case 0:
    case 1:
      return (uint16_t)(0x20 + random_below(0x5f));
    case 2:
      return (uint16_t)(0x80 + random_below(0x80));
    case 3:
      return (uint16_t)(0x400 + random_below(0x100));
    case 4:
      return (uint16_t)(0x4e00 + random_below(0x5000));
    default:
      return (uint16_t)(0xd800 + random_below(0x800));
  }
}

static void test_random(void) {
  uint16_t units[TEXT_MAX];
  uint8_t bytes[TEXT_MAX * 3];
  for (int round = 0; round < 20000; round++) {
    size_t n = random_below(round % 16 == 0 ? TEXT_MAX / 3 : 50);
    uint32_t kind = 0;
    uint32_t only = random_below(8);
    for (size_t i = 0; i < n; i++) {
      if (only < 6) {
        kind = random_below(6) == 0 ? 0 : only;
      }
      units[i] = random_unit(&kind);
      if (kind == 5 && i + 1 < n && random_below(8) != 0) {
        units[i] &= 0xfbff;
        units[i + 1] = (uint16_t)(0xdc00 + random_below(0x400));
        i++;
      }
    }
    check_encode(units, n, n * 3);
    check_encode(units, n, lode_utf16_utf8_size(units, n));
    check_encode(units, n, random_below((uint32_t)n * 3 + 1));
    size_t read = 0;
    size_t size = lode_utf16_to_utf8(units, n, bytes, sizeof(bytes), &read);
    LODE_CHECK(read == n && size <= TEXT_MAX);
    check_decode(bytes, size);
    if (size > 0) {  // and with something broken
      bytes[random_below((uint32_t)size)] = (uint8_t)random_below(256);
      check_decode(bytes, size);
    }
  }
}

// All pairs and the interesting triples and quadruples, alone and where
// vector blocks begin and end.
static void test_sequences(void) {
  static const uint8_t edges[] = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0,
                                  0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
                                  0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3,
                                  0xf4, 0xf5, 0xf8, 0xff};
  enum { EDGES = sizeof(edges) };
  static const size_t places[] = {0, 29, 31, 61, 62, 94};
  uint8_t text[128];
  for (size_t p = 0; p < sizeof(places) / sizeof(places[0]); p++) {
    size_t place = places[p];
    for (unsigned a = 0; a < EDGES; a++) {
      for (unsigned b = 0; b < EDGES; b++) {
        for (unsigned c = 0; c < EDGES; c++) {
          for (unsigned d = 0; d < (a > 17 ? EDGES : 1); d++) {
            memset(text, 'x', sizeof(text));
            uint8_t four[] = {edges[a], edges[b], edges[c], edges[d]};
            memcpy(text + place, four, 4);
            check_decode(text, place + 4);
            if (d == 0) {
              check_decode(text, place + 3);
              check_decode(text, place + 70 > 128 ? 128 : place + 70);
            }
          }
        }
      }
    }
  }
}

static void test_cuts(void) {
  static const char *const texts[] = {
      "plain text, nothing else, but long enough for several vector blocks of "
      "thirty-two bytes, and for one of a hundred and twenty-eight, too",
      "Gr\xc3\xb6\xc3\x9f"
      "e und L\xc3\xa4nge, aber auch so viel Text, dass ganze Bl\xc3\xb6"
      "cke gelesen werden k\xc3\xb6nnen \xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f",
      "\xd0\xa8\xd0\xb8\xd1\x80\xd0\xbe\xd0\xba\xd0\xb0\xd1\x8f "
      "\xd1\x8d\xd0\xbb\xd0\xb5\xd0\xba\xd1\x82\xd1\x80\xd0\xb8\xd1\x84"
      "\xd0\xb8\xd0\xba\xd0\xb0\xd1\x86\xd0\xb8\xd1\x8f "
      "\xd1\x8e\xd0\xb6\xd0\xbd\xd1\x8b\xd1\x85 \xd0\xb3\xd1\x83\xd0\xb1",
      "\xe5\xa4\xa9\xe5\x9c\xb0\xe7\x8e\x84\xe9\xbb\x83\xe5\xae\x87"
      "\xe5\xae\x99\xe6\xb4\xaa\xe8\x8d\x92\xe6\x97\xa5\xe6\x9c\x88"
      "\xe7\x9b\x88\xe6\x98\x83\xe8\xbe\xb0\xe5\xae\xbf\xe5\x88\x97"
      "\xe5\xbc\xb5\xe5\xaf\x92\xe4\xbe\x86\xe6\x9a\x91\xe5\xbe\x80",
      "emoji \xf0\x9f\x98\x80\xf0\x9f\x98\x81\xf0\x9f\x98\x82 and "
      "\xf0\x9f\x98\x83\xe2\x82\xac\xc2\xa3$ and \xf0\x9f\x98\x84\xf0\x9f\x98"
      "\x85\xf0\x9f\x98\x86\xf0\x9f\x98\x87\xf0\x9f\x98\x88\xf0\x9f\x98\x89",
  };
  for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++) {
    const uint8_t *text = (const uint8_t *)texts[t];
    size_t n = strlen(texts[t]);
    for (size_t from = 0; from <= n; from++) {
      for (size_t to = from; to <= n; to++) {
        check_decode(text + from, to - from);
      }
    }
    uint16_t units[TEXT_MAX];
    bool valid = false;
    bool latin1 = false;
    size_t size = model_decode(text, n, units, &valid, &latin1);
    for (size_t capacity = 0; capacity <= size * 3; capacity++) {
      check_encode(units, size, capacity);
    }
    for (size_t cut = 0; cut <= size; cut++) {
      check_encode(units, cut, cut * 3);
    }
  }
}

static void test_small(void) {
  const uint8_t bytes[] = {0xe1, 0x61};
  uint8_t masked[2];
  lode_ascii_mask(bytes, 2, masked);
  LODE_CHECK(masked[0] == 0x61 && masked[1] == 0x61);
}

// Counters of bytes in vectors must not overflow: many blocks, all high.
static void test_long(void) {
  static uint8_t bytes[40000];
  memset(bytes, 0xe9, sizeof(bytes));
  for (size_t n = 39900; n <= sizeof(bytes); n++) {
    const uint8_t *s = guard_copy(&in_guard, bytes, n);
    LODE_CHECK(lode_latin1_utf8_size(s, n) == 2 * n);
  }
}

int main(void) {
  in_guard = guard_new();
  out_guard = guard_new();
  test_small();
  test_long();
  test_cuts();
  test_sequences();
  test_random();
  puts("utf8: ok");
  return 0;
}
