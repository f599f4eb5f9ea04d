// SPDX-License-Identifier: MIT
// Base64 and hex: round trips of every length, and decoding against a model
// that goes character by character, up to unmapped pages.
#include "base/base64.h"

#include <stdio.h>

#include "base/check.h"
#include "base/hex.h"
#include "guard.h"

enum { BYTES_MAX = 300, TEXT_MAX = 500 };

static guard in_guard;
static guard out_guard;

static uint32_t random_state = 99;

static uint32_t random_below(uint32_t limit) {
  random_state = random_state * 1664525 + 1013904223;
  return (uint32_t)((uint64_t)(random_state >> 4) * limit >> 28);
}

static int model_value(uint8_t c) {
  static const char alphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  c = c == '-' ? '+' : c == '_' ? '/' : c;
  const char *at = c == 0 ? NULL : strchr(alphabet, c);
  return at == NULL ? -1 : (int)(at - alphabet);
}

static size_t model_decode(const uint8_t *s, size_t n, uint8_t *out,
                           size_t capacity) {
  uint32_t bits = 0;
  unsigned count = 0;
  size_t o = 0;
  for (size_t i = 0; i < n && s[i] != '='; i++) {
    int value = model_value(s[i]);
    if (value < 0) {
      continue;
    }
    bits = bits << 6 | (uint32_t)value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      if (o < capacity) {
        out[o++] = (uint8_t)(bits >> count);
      }
    }
  }
  return o;
}

// Removes white space, then padding of a whole length, then looks.
static ptrdiff_t model_decode_strict(const uint8_t *s, size_t n, uint8_t *out) {
  uint8_t text[TEXT_MAX];
  size_t size = 0;
  for (size_t i = 0; i < n; i++) {
    if (s[i] == 0 || strchr("\t\n\f\r ", s[i]) == NULL) {
      text[size++] = s[i];
    }
  }
  if (size % 4 == 0 && size > 0 && text[size - 1] == '=') {
    size -= text[size - 2] == '=' ? 2 : 1;
  }
  for (size_t i = 0; i < size; i++) {
    if (model_value(text[i]) < 0 || text[i] == '-' || text[i] == '_') {
      return LODE_BASE64_BAD_CHARACTER;
    }
  }
  if (size % 4 == 1) {
    return LODE_BASE64_BAD_LENGTH;
  }
  return (ptrdiff_t)model_decode(text, size, out, TEXT_MAX);
}

static void check_decode(const uint8_t *text, size_t n) {
  uint8_t expected[TEXT_MAX];
  const uint8_t *s = guard_copy(&in_guard, text, n);
  size_t room = n / 4 * 3 + 2;
  size_t size = model_decode(text, n, expected, room);
  for (int round = 0; round < 3; round++) {
    size_t capacity = round == 0   ? room
                      : round == 1 ? size
                                   : random_below((uint32_t)room);
    size_t want = capacity < size ? capacity : size;
    uint8_t *out = guard_room(&out_guard, capacity);
    memset(out, 0xaa, capacity);
    LODE_CHECK(lode_base64_decode(s, n, out, capacity) == want);
    LODE_CHECK(memcmp(out, expected, want) == 0);
    for (size_t i = want; i < capacity; i++) {
      LODE_CHECK(out[i] == 0xaa);  // nothing past what was written
    }
  }
  uint8_t *out = guard_room(&out_guard, room);
  ptrdiff_t strict = model_decode_strict(text, n, expected);
  ptrdiff_t got = lode_base64_decode_strict(s, n, out);
  LODE_CHECK(got == strict);
  LODE_CHECK(got < 0 || memcmp(out, expected, (size_t)got) == 0);
}

static void test_round_trips(void) {
  uint8_t bytes[BYTES_MAX];
  for (size_t n = 0; n <= BYTES_MAX; n++) {
    for (size_t i = 0; i < n; i++) {
      bytes[i] = (uint8_t)random_below(256);
    }
    const uint8_t *s = guard_copy(&in_guard, bytes, n);
    for (int url = 0; url < 2; url++) {
      size_t size = lode_base64_size(n, url != 0);
      uint8_t text[TEXT_MAX];
      uint8_t *out = guard_room(&out_guard, size);
      lode_base64_encode(s, n, url != 0, out);
      memcpy(text, out, size);
      uint8_t back[BYTES_MAX + 2];
      LODE_CHECK(model_decode(text, size, back, sizeof(back)) == n);
      LODE_CHECK(memcmp(back, bytes, n) == 0);
      LODE_CHECK(url != 0 || size % 4 == 0);
      LODE_CHECK(memchr(text, url ? '+' : '-', size) == NULL);
      check_decode(text, size);
      s = guard_copy(&in_guard, bytes, n);
    }
    uint8_t *digits = guard_room(&out_guard, 2 * n);
    lode_hex_encode(s, n, digits);
    for (size_t i = 0; i < n; i++) {
      char expected[3];
      snprintf(expected, sizeof(expected), "%02x", bytes[i]);
      LODE_CHECK(memcmp(digits + 2 * i, expected, 2) == 0);
    }
  }
}

static void test_broken(void) {
  static const char odd[] = "=\n \t-_*+/\x80\xff\x0b";
  uint8_t text[TEXT_MAX];
  for (int round = 0; round < 60000; round++) {
    size_t n = random_below(round % 8 == 0 ? TEXT_MAX : 16);
    for (size_t i = 0; i < n; i++) {
      text[i] = (uint8_t)("AZaz09+/xyMQ"[random_below(12)]);
    }
    for (uint32_t k = random_below(4); k > 0 && n > 0; k--) {
      text[random_below((uint32_t)n)] = (uint8_t)odd[random_below(12)];
    }
    if (n >= 2 && random_below(3) == 0) {
      text[n - 1] = '=';
      text[n - 2] = random_below(2) == 0 ? '=' : text[n - 2];
    }
    check_decode(text, n);
  }
}

static void test_hex_decode(void) {
  uint8_t text[100];
  for (int c = 0; c < 256; c++) {
    bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
                 (c >= 'A' && c <= 'F');
    for (size_t at = 0; at < 40; at++) {
      memset(text, 'B', 40);
      text[at] = (uint8_t)c;
      const uint8_t *s = guard_copy(&in_guard, text, 40);
      size_t expected = digit ? 20 : at / 2;
      uint8_t *out = guard_room(&out_guard, 20);
      LODE_CHECK(lode_hex_decode(s, 40, out) == expected);
      for (size_t i = 0; i < expected; i++) {
        char pair[3] = {(char)text[2 * i], (char)text[2 * i + 1], 0};
        LODE_CHECK(out[i] == strtoul(pair, NULL, 16));
      }
      LODE_CHECK(lode_hex_decode(s, at, out) == at / 2);
    }
  }
}

int main(void) {
  in_guard = guard_new();
  out_guard = guard_new();
  test_round_trips();
  test_broken();
  test_hex_decode();
  puts("base64: ok");
  return 0;
}
