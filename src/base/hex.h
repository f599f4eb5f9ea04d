// SPDX-License-Identifier: MIT
// Bytes as hexadecimal digits, and UUIDs.
#ifndef LODE_BASE_HEX_H
#define LODE_BASE_HEX_H

#include <stddef.h>
#include <stdint.h>

// Writes 2 * n lower-case digits.
void lode_hex_encode(const uint8_t *s, size_t n, uint8_t *out);
// Decodes n / 2 pairs of digits of either case, or those before the first pair
// that has another character. Returns the bytes written.
size_t lode_hex_decode(const uint8_t *s, size_t n, uint8_t *out);

enum { LODE_UUID_BYTES = 16, LODE_UUID_TEXT = 36 };

// Makes random bytes a version 4 UUID (RFC 9562, 5.4), in place, and writes
// its text, unterminated.
void lode_uuid_format(uint8_t bytes[LODE_UUID_BYTES],
                      uint8_t text[LODE_UUID_TEXT]);

#endif
