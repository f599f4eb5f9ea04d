// SPDX-License-Identifier: MIT
// Base64 with the standard and the URL alphabet.
#ifndef LODE_BASE_BASE64_H
#define LODE_BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  LODE_BASE64_BAD_CHARACTER = -1,
  LODE_BASE64_BAD_LENGTH = -2,
};

// The URL form has no padding.
size_t lode_base64_size(size_t n, bool url);
// Writes lode_base64_size() characters.
void lode_base64_encode(const uint8_t *s, size_t n, bool url, uint8_t *out);

// Decodes either alphabet as Buffer does: to the end or the first '=', past
// any other character. Writes no byte past those it returns, at most
// `capacity`; never
// needs more than n / 4 * 3 + 2.
size_t lode_base64_decode(const uint8_t *s, size_t n, uint8_t *out,
                          size_t capacity);
// Decodes the standard alphabet as atob() does (WHATWG forgiving-base64): only
// ASCII white space is skipped and padding has to be right. Returns the bytes
// written (room for n / 4 * 3 + 2), or one of the codes above.
ptrdiff_t lode_base64_decode_strict(const uint8_t *s, size_t n, uint8_t *out);

#endif
