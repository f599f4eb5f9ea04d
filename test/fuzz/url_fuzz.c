// SPDX-License-Identifier: MIT
// Any text through the URL parser; what it accepts must parse to itself.
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "url/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int fuzz_serialize(const lode_url *url, lode_buf *out) {
  lode_url_parts parts;
  int err = lode_url_serialize(url, out, &parts);
  LODE_CHECK(err < 0 || parts.path_start <= out->size);
  return err;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  lode_url base = LODE_URL_INIT, url = LODE_URL_INIT, again = LODE_URL_INIT;
  static const char base_text[] = "http://u@host:81/a/b?c#d";
  if (lode_url_parse(base_text, sizeof base_text - 1, NULL, &base) != 0 ||
      size == 0) {
    lode_url_deinit(&base);
    return 0;
  }
  const char *text = (const char *)data + 1;
  size_t n = size - 1;
  if (lode_url_parse(text, n, data[0] & 1 ? &base : NULL, &url) == 0) {
    lode_buf first = LODE_BUF_INIT, second = LODE_BUF_INIT;
    LODE_CHECK(fuzz_serialize(&url, &first) == 0);
    LODE_CHECK(lode_url_parse(first.data, first.size, NULL, &again) == 0);
    LODE_CHECK(fuzz_serialize(&again, &second) == 0);
    LODE_CHECK(first.size == second.size &&
               memcmp(first.data, second.data, first.size) == 0);
    LODE_CHECK(lode_url_set(&url, (lode_url_part)(data[0] >> 1 & 7), text, n) ==
               0);
    lode_buf_deinit(&first);
    lode_buf_deinit(&second);
  }
  lode_url_deinit(&base);
  lode_url_deinit(&url);
  lode_url_deinit(&again);
  return 0;
}
