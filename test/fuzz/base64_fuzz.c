// SPDX-License-Identifier: MIT
// Any bytes through the base64 and hex decoders, and out and in again.
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/hex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  size_t room = size / 4 * 3 + 2;
  uint8_t *lenient = malloc(room);
  uint8_t *strict = malloc(room);
  size_t n = lode_base64_decode(data, size, lenient, room);
  ptrdiff_t m = lode_base64_decode_strict(data, size, strict);
  if (m >= 0 && ((size_t)m != n || memcmp(lenient, strict, n) != 0)) {
    abort();
  }
  size_t encoded = lode_base64_size(size, size % 2 != 0);
  uint8_t *text = malloc(encoded + 1);
  lode_base64_encode(data, size, size % 2 != 0, text);
  uint8_t *back = malloc(size + 1);
  if (lode_base64_decode(text, encoded, back, size) != size ||
      memcmp(back, data, size) != 0) {
    abort();
  }
  uint8_t *digits = malloc(2 * size + 1);
  lode_hex_encode(data, size, digits);
  if (lode_hex_decode(digits, 2 * size, back) != size ||
      memcmp(back, data, size) != 0) {
    abort();
  }
  if (lode_hex_decode(data, size, back) > size / 2) {
    abort();
  }
  free(digits);
  free(back);
  free(text);
  free(strict);
  free(lenient);
  return 0;
}
