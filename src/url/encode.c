// SPDX-License-Identifier: MIT
// Percent-encoding and decoding.
#include "url/encode.h"

#include <errno.h>
#include <string.h>

// What each set adds to the one before it: query differs from path in '?^`{}.
static const char url_fragment_extra[] = " \"<>`";
static const char url_query_extra[] = " \"#<>";
static const char url_special_query_extra[] = " \"#<>'";
static const char url_path_extra[] = " \"#<>?^`{}";
static const char url_userinfo_extra[] = " \"#<>?^`{}/:;=@[\\]|";

bool lode_url_in_set(uint8_t byte, lode_url_set_name set) {
  static const char *const extras[] = {"",
                                       url_fragment_extra,
                                       url_query_extra,
                                       url_special_query_extra,
                                       url_path_extra,
                                       url_userinfo_extra};
  return byte < 0x20 || byte > 0x7e || strchr(extras[set], (char)byte) != NULL;
}

int lode_url_encode(lode_buf *out, const char *bytes, size_t n,
                    lode_url_set_name set) {
  static const char digits[] = "0123456789ABCDEF";
  if (n > SIZE_MAX / 3) {
    return -ENOMEM;
  }
  int err = lode_buf_reserve(out, n * 3);
  if (err < 0) {
    return err;
  }
  for (size_t i = 0; i < n; i++) {
    uint8_t byte = (uint8_t)bytes[i];
    if (lode_url_in_set(byte, set)) {
      out->data[out->size++] = '%';
      out->data[out->size++] = digits[byte >> 4];
      out->data[out->size++] = digits[byte & 15];
    } else {
      out->data[out->size++] = (char)byte;
    }
  }
  return 0;
}

int lode_url_hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

int lode_url_decode(lode_buf *out, const char *bytes, size_t n) {
  int err = lode_buf_reserve(out, n);
  if (err < 0) {
    return err;
  }
  for (size_t i = 0; i < n; i++) {
    if (bytes[i] == '%' && n - i > 2 && lode_url_hex(bytes[i + 1]) >= 0 &&
        lode_url_hex(bytes[i + 2]) >= 0) {
      out->data[out->size++] =
          (char)(lode_url_hex(bytes[i + 1]) * 16 + lode_url_hex(bytes[i + 2]));
      i += 2;
    } else {
      out->data[out->size++] = bytes[i];
    }
  }
  return 0;
}
