// SPDX-License-Identifier: MIT
// Any bytes through the decoders and back: sizes that were measured are the
// sizes that are written, and valid text survives the round trip.
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  lode_utf8_shape shape = lode_utf8_measure(data, size);
  // Exact sizes, so that the sanitizer sees each byte too many.
  uint16_t *units = malloc(shape.units * 2 + 1);
  lode_utf8_to_utf16(data, size, shape, units);
  size_t back = lode_utf16_utf8_size(units, shape.units);
  uint8_t *bytes = malloc(back + 1);
  size_t read = 0;
  if (lode_utf16_to_utf8(units, shape.units, bytes, back, &read) != back ||
      read != shape.units) {
    abort();
  }
  if (shape.valid != lode_utf8_valid(data, size) ||
      (shape.valid && (back != size || memcmp(bytes, data, size) != 0))) {
    abort();
  }
  if (shape.latin1) {
    uint8_t *narrow = malloc(shape.units + 1);
    lode_utf8_to_latin1(data, size, narrow);
    if (lode_latin1_utf8_size(narrow, shape.units) != size ||
        lode_latin1_to_utf8(narrow, shape.units, bytes, size, &read) != size ||
        memcmp(bytes, data, size) != 0) {
      abort();
    }
    free(narrow);
  }
  size_t tail = lode_utf8_incomplete_tail(data, size);
  if (tail > 0 &&
      lode_utf8_measure(data, size - tail).units + 1 != shape.units) {
    abort();
  }
  if (size >= 2 && size % 2 == 0) {  // the same bytes as UTF-16
    uint16_t *wide = malloc(size);
    memcpy(wide, data, size);
    size_t need = lode_utf16_utf8_size(wide, size / 2);
    uint8_t *out = malloc(need + 1);
    if (lode_utf16_to_utf8(wide, size / 2, out, need, &read) != need ||
        !lode_utf8_valid(out, need)) {
      abort();
    }
    free(out);
    free(wide);
  }
  free(bytes);
  free(units);
  return 0;
}
