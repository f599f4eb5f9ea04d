// SPDX-License-Identifier: MIT
// The setters of the URL class (URL standard, section 6.1): single states of
// the parser over a URL that is there.
#include <errno.h>

#include "url/encode.h"
#include "url/states.h"

static bool url_is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool url_cannot_have_credentials(const lode_url *url) {
  return !url->has_host || url->host.size == 0 || lode_url_is_file(url);
}

static int url_set_protocol(lode_url *url, const char *s, size_t n) {
  // The colon may be missing in the value.
  lode_buf value = LODE_BUF_INIT;
  lode_buf scheme = LODE_BUF_INIT;
  int err = lode_buf_append(&value, s, n);
  if (err == 0) {
    err = lode_buf_append(&value, ":", 1);
  }
  size_t length = err == 0 ? lode_url_scheme_length(value.data, value.size) : 0;
  if (length > 0) {
    err = lode_url_take_scheme(&scheme, value.data, length - 1);
  }
  lode_buf_deinit(&value);
  bool special =
      length > 0 && lode_url_special_index(scheme.data, scheme.size) >= 0;
  bool refused = length == 0 || special != lode_url_is_special(url) ||
                 (lode_url_equals(&scheme, "file") &&
                  (url->username.size > 0 || url->password.size > 0 ||
                   url->port != LODE_URL_NO_PORT)) ||
                 (lode_url_is_file(url) && url->host.size == 0);
  if (err < 0 || refused) {
    lode_buf_deinit(&scheme);
    return err;
  }
  lode_buf_deinit(&url->scheme);
  url->scheme = scheme;
  if (url->port == lode_url_default_port(scheme.data, scheme.size)) {
    url->port = LODE_URL_NO_PORT;
  }
  return 0;
}

// How much of s comes before the first of "/?#" (and '\' in special URLs).
static size_t url_until_path(const lode_url *url, const char *s, size_t n) {
  size_t end = 0;
  while (end < n && s[end] != '?' && s[end] != '#' &&
         !lode_url_is_slash(url, s[end])) {
    end++;
  }
  return end;
}

static int url_set_host_and_port(lode_url *url, const char *s, size_t n,
                                 bool with_port) {
  if (url->opaque_path) {
    return 0;
  }
  n = url_until_path(url, s, n);
  size_t colon = lode_url_find_port(s, n);
  if (lode_url_is_file(url)) {
    // A file URL takes no port: the value must be a host alone.
    if (colon < n) {
      return 0;
    }
  } else if (colon == 0 && (lode_url_is_special(url) || colon < n)) {
    return 0;
  } else if (!with_port && colon < n) {
    return 0;
  }
  if (colon == 0 && (url->username.size > 0 || url->password.size > 0 ||
                     url->port != LODE_URL_NO_PORT)) {
    return 0;
  }
  if (colon == 0) {
    url->host.size = 0;
    url->has_host = true;
    return 0;
  }
  int err = lode_url_set_host(url, s, colon);
  if (err == -EINVAL) {
    return 0;
  }
  if (err == 0 && lode_url_is_file(url) &&
      lode_url_equals(&url->host, "localhost")) {
    url->host.size = 0;
  }
  if (err == 0 && with_port && colon < n) {
    size_t end = colon + 1;
    while (end < n && url_is_digit(s[end])) {
      end++;
    }
    (void)lode_url_port(url, s + colon + 1, end - colon - 1);
  }
  return err;
}

static int url_set_port(lode_url *url, const char *s, size_t n) {
  if (url_cannot_have_credentials(url)) {
    return 0;
  }
  if (n == 0) {
    url->port = LODE_URL_NO_PORT;
    return 0;
  }
  size_t end = 0;
  while (end < n && url_is_digit(s[end])) {
    end++;
  }
  if (end > 0) {
    (void)lode_url_port(url, s, end);
  }
  return 0;
}

static int url_set_credential(lode_url *url, lode_buf *part, const char *s,
                              size_t n) {
  if (url_cannot_have_credentials(url)) {
    return 0;
  }
  part->size = 0;
  return lode_url_encode(part, s, n, URL_SET_USERINFO);
}

// A pathname's '?' and '#' are text: encode them with the rest.
static int url_set_pathname(lode_url *url, const char *s, size_t n) {
  if (url->opaque_path) {
    return 0;
  }
  url->path.size = 0;
  return n == 0 && !lode_url_is_special(url) ? 0
                                             : lode_url_path_start(url, s, n);
}

static int url_set_optional(lode_url *url, lode_url_part part, const char *s,
                            size_t n) {
  if (n == 0) {
    if (part == LODE_URL_SEARCH) {
      url->has_query = false;
      url->query.size = 0;
    } else {
      url->has_fragment = false;
      url->fragment.size = 0;
    }
    return 0;
  }
  char mark = part == LODE_URL_SEARCH ? '?' : '#';
  if (s[0] == mark) {
    s++;
    n--;
  }
  return part == LODE_URL_SEARCH ? lode_url_set_query(url, s, n)
                                 : lode_url_set_fragment(url, s, n);
}

int lode_url_set(lode_url *url, lode_url_part part, const char *text,
                 size_t n) {
  lode_buf clean = LODE_BUF_INIT;
  int err = 0;
  if (part == LODE_URL_USERNAME || part == LODE_URL_PASSWORD) {
    err = lode_buf_append(&clean, text, n);  // tabs are encoded here
  } else {
    err = lode_url_clean(text, n, false, &clean);
  }
  const char *s = clean.data != NULL ? clean.data : "";
  n = clean.size;
  if (err == 0) {
    switch (part) {
      case LODE_URL_PROTOCOL:
        err = url_set_protocol(url, s, n);
        break;
      case LODE_URL_USERNAME:
        err = url_set_credential(url, &url->username, s, n);
        break;
      case LODE_URL_PASSWORD:
        err = url_set_credential(url, &url->password, s, n);
        break;
      case LODE_URL_HOST:
        err = url_set_host_and_port(url, s, n, true);
        break;
      case LODE_URL_HOSTNAME:
        err = url_set_host_and_port(url, s, n, false);
        break;
      case LODE_URL_PORT:
        err = url_set_port(url, s, n);
        break;
      case LODE_URL_PATHNAME:
        err = url_set_pathname(url, s, n);
        break;
      default:
        err = url_set_optional(url, part, s, n);
        break;
    }
  }
  lode_buf_deinit(&clean);
  return err;
}
