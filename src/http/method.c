// SPDX-License-Identifier: MIT
#include "http/method.h"

#include <string.h>

static const struct {
  const char *text;
  size_t size;
} method_table[] = {
#define X(symbol, text) {text, sizeof(text) - 1},
    LODE_HTTP_METHOD_MAP(X)
#undef X
};

const char *lode_http_method_name(lode_http_method method) {
  return method_table[method].text;
}

bool lode_http_method_is_http(lode_http_method method) {
  return method < LODE_METHOD_DESCRIBE || method == LODE_METHOD_QUERY;
}

bool lode_http_method_is_rtsp(lode_http_method method) {
  return method == LODE_METHOD_GET || method == LODE_METHOD_POST ||
         method == LODE_METHOD_OPTIONS ||
         (method >= LODE_METHOD_DESCRIBE && method <= LODE_METHOD_FLUSH);
}

static bool method_is(const char *text, size_t n, lode_http_method method) {
  return method_table[method].size == n &&
         memcmp(method_table[method].text, text, n) == 0;
}

lode_http_method_match lode_http_method_find(const char *text, size_t n,
                                             lode_http_method *method,
                                             size_t *known) {
  // Nearly every request is one of these two.
  if (method_is(text, n, LODE_METHOD_GET)) {
    *method = LODE_METHOD_GET;
    return LODE_HTTP_METHOD_EXACT;
  }
  if (method_is(text, n, LODE_METHOD_POST)) {
    *method = LODE_METHOD_POST;
    return LODE_HTTP_METHOD_EXACT;
  }
  lode_http_method_match match = LODE_HTTP_METHOD_UNKNOWN;
  size_t shared = 0;
  *known = 0;
  for (int i = 0; i < LODE_METHOD_COUNT; i++) {
    size_t size = method_table[i].size;
    size_t common = 0;
    while (common < size && common < n &&
           method_table[i].text[common] == text[common]) {
      common++;
    }
    if (common < size && common < n) {
      shared = common > shared ? common : shared;
      continue;
    }
    if (size == n) {
      *method = (lode_http_method)i;
      return LODE_HTTP_METHOD_EXACT;
    }
    if (size > n) {
      match = LODE_HTTP_METHOD_BEGUN;
    } else if (size > *known) {
      *known = size;
    }
  }
  if (match != LODE_HTTP_METHOD_UNKNOWN) {
    return match;
  }
  if (*known > 0) {
    return LODE_HTTP_METHOD_LONGER;
  }
  *known = shared;
  return LODE_HTTP_METHOD_UNKNOWN;
}
