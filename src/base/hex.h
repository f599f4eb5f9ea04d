// SPDX-License-Identifier: MIT
// Bytes as hexadecimal digits.
#ifndef LODE_BASE_HEX_H
#define LODE_BASE_HEX_H

#include <stddef.h>
#include <stdint.h>

// Writes 2 * n lower-case digits.
void lode_hex_encode(const uint8_t *s, size_t n, uint8_t *out);
// Decodes n / 2 pairs of digits of either case, or those before the first pair
// that has another character. Returns the bytes written.
size_t lode_hex_decode(const uint8_t *s, size_t n, uint8_t *out);

#endif
