// SPDX-License-Identifier: MIT
// Percent-encoding (URL standard, section 1.3) inside src/url.
#ifndef LODE_URL_ENCODE_H
#define LODE_URL_ENCODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

// The sets of bytes that must be encoded; every byte of 0x7f and more is in
// all of them.
typedef enum lode_url_set_name {
  URL_SET_C0,
  URL_SET_FRAGMENT,
  URL_SET_QUERY,
  URL_SET_SPECIAL_QUERY,
  URL_SET_PATH,
  URL_SET_USERINFO
} lode_url_set_name;

bool lode_url_in_set(uint8_t byte, lode_url_set_name set);
// Appends the bytes, encoded: 0 or -ENOMEM.
LODE_NODISCARD int lode_url_encode(lode_buf *out, const char *bytes, size_t n,
                                   lode_url_set_name set);
// Appends the bytes with %XX decoded: 0 or -ENOMEM.
LODE_NODISCARD int lode_url_decode(lode_buf *out, const char *bytes, size_t n);
// The value of a hexadecimal digit, -1 for none.
int lode_url_hex(char c);

#endif
