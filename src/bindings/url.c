// SPDX-License-Identifier: MIT
// URLs for lib/internal/url.js: one crossing a URL. The serialised text comes
// back, and where its parts lie goes into a shared array; reading a part then
// costs a slice in JavaScript.
#include "url/url.h"

#include <stdlib.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "engine/string.h"
#include "url/host.h"

static lode_value url_answer(lode_env *env, const lode_url *url) {
  lode_buf href = LODE_BUF_INIT;
  lode_url_parts *parts = env->binding[LODE_BINDING_url];
  lode_value result = env->undefined;
  if (lode_url_serialize(url, &href, parts) == 0) {
    result = lode_string_latin1(env, href.data, href.size);
  }
  lode_buf_deinit(&href);
  return result;
}

static int url_parse_argument(lode_env *env, lode_value value,
                              const lode_url *base, lode_url *out) {
  lode_utf8 text;
  int err = lode_utf8_open(env, value, &text);
  if (err == 0) {
    err = lode_url_parse(text.data, text.size, base, out);
    lode_utf8_close(&text);
  }
  return err;
}

// (input, base or undefined) -> href, or undefined for what is no URL.
LODE_NATIVE(url_js_parse) {
  lode_url base = LODE_URL_INIT, url = LODE_URL_INIT;
  bool has_base = !lode_is_undefined(env, lode_arg(env, args, 1));
  int err = 0;
  if (has_base) {
    err = url_parse_argument(env, lode_arg(env, args, 1), NULL, &base);
  }
  if (err == 0) {
    err = url_parse_argument(env, lode_arg(env, args, 0),
                             has_base ? &base : NULL, &url);
  }
  lode_value result = err == 0 ? url_answer(env, &url) : env->undefined;
  lode_url_deinit(&base);
  lode_url_deinit(&url);
  return result;
}

// (href, part, value) -> the new href; what is not valid changes nothing.
LODE_NATIVE(url_js_update) {
  lode_url url = LODE_URL_INIT;
  lode_utf8 value;
  int err = url_parse_argument(env, lode_arg(env, args, 0), NULL, &url);
  if (err == 0) {
    err = lode_utf8_open(env, lode_arg(env, args, 2), &value);
  }
  lode_value result = env->undefined;
  if (err == 0) {
    err = lode_url_set(&url,
                       (lode_url_part)lode_to_int(env, lode_arg(env, args, 1)),
                       value.data, value.size);
    lode_utf8_close(&value);
    result = err == 0 ? url_answer(env, &url) : env->undefined;
  }
  lode_url_deinit(&url);
  return result;
}

static lode_value url_convert(lode_env *env, const lode_args *args,
                              int (*convert)(const char *, size_t,
                                             lode_buf *)) {
  lode_utf8 text;
  lode_buf out = LODE_BUF_INIT;
  lode_value result = env->empty_string;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &text) == 0) {
    if (convert(text.data, text.size, &out) == 0) {
      result = lode_string_utf8(env, out.data, out.size);
    }
    lode_utf8_close(&text);
  }
  lode_buf_deinit(&out);
  return result;
}

// A domain as a URL's host would have it; "" when it is none.
static int url_domain_to_ascii(const char *text, size_t n, lode_buf *out) {
  return lode_url_parse_host(text, n, true, out);
}

static int url_domain_to_unicode(const char *text, size_t n, lode_buf *out) {
  lode_buf ascii = LODE_BUF_INIT;
  int err = lode_url_parse_host(text, n, true, &ascii);
  if (err == 0) {
    err = lode_domain_to_unicode(ascii.data, ascii.size, out);
  }
  lode_buf_deinit(&ascii);
  return err;
}

LODE_NATIVE(url_js_domain_to_ascii) {
  return url_convert(env, args, url_domain_to_ascii);
}

LODE_NATIVE(url_js_domain_to_unicode) {
  return url_convert(env, args, url_domain_to_unicode);
}

// The host of a legacy URL (url.parse): IDNA without the URL standard's other
// rules.
LODE_NATIVE(url_js_to_ascii) {
  return url_convert(env, args, lode_domain_to_ascii);
}

static const lode_fn url_functions[] = {
    LODE_FN("domainToASCII", url_js_domain_to_ascii, 1),
    LODE_FN("domainToUnicode", url_js_domain_to_unicode, 1),
    LODE_FN("parse", url_js_parse, 2),
    LODE_FN("toASCII", url_js_to_ascii, 1),
    LODE_FN("update", url_js_update, 3),
};

void lode_url_bind(lode_env *env, lode_value object) {
  lode_url_parts *parts = lode_malloc(sizeof *parts);
  env->binding[LODE_BINDING_url] = parts;
  lode_at_exit(env, free, parts);
  lode_define_functions(env, object, url_functions,
                        LODE_COUNT_OF(url_functions));
  lode_define(env, object, "parts",
              lode_shared_array(env, kJSTypedArrayTypeUint32Array, parts,
                                sizeof *parts));
}
