// SPDX-License-Identifier: MIT
// The basic URL parser (URL standard, section 4.4) as functions over a cursor:
// each state of the standard that has a name here is a function of that name.
#include "url/url.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "url/encode.h"
#include "url/host.h"
#include "url/states.h"

static const struct {
  const char *scheme;
  int port;
} url_special[] = {{"http", 80}, {"https", 443}, {"ws", 80},
                   {"wss", 443}, {"ftp", 21},    {"file", LODE_URL_NO_PORT}};

bool lode_url_equals(const lode_buf *buf, const char *text) {
  size_t n = strlen(text);
  return buf->size == n && (n == 0 || memcmp(buf->data, text, n) == 0);
}

int lode_url_special_index(const char *scheme, size_t n) {
  for (size_t i = 0; i < LODE_COUNT_OF(url_special); i++) {
    if (strlen(url_special[i].scheme) == n &&
        memcmp(url_special[i].scheme, scheme, n) == 0) {
      return (int)i;
    }
  }
  return -1;
}

int lode_url_default_port(const char *scheme, size_t n) {
  int i = lode_url_special_index(scheme, n);
  return i < 0 ? LODE_URL_NO_PORT : url_special[i].port;
}

bool lode_url_is_special(const lode_url *url) {
  return url->scheme.size > 0 &&
         lode_url_special_index(url->scheme.data, url->scheme.size) >= 0;
}

bool lode_url_is_file(const lode_url *url) {
  return lode_url_equals(&url->scheme, "file");
}

static bool url_is_alpha(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool url_is_digit(char c) {
  return c >= '0' && c <= '9';
}

void lode_url_deinit(lode_url *url) {
  lode_buf_deinit(&url->scheme);
  lode_buf_deinit(&url->username);
  lode_buf_deinit(&url->password);
  lode_buf_deinit(&url->host);
  lode_buf_deinit(&url->path);
  lode_buf_deinit(&url->query);
  lode_buf_deinit(&url->fragment);
  *url = (lode_url)LODE_URL_INIT;
}

static int url_copy(lode_buf *to, const lode_buf *from) {
  to->size = 0;
  return lode_buf_append(to, from->data, from->size);
}

static int url_put(lode_buf *to, char c) {
  return lode_buf_append(to, &c, 1);
}

// --- paths -------------------------------------------------------------------

// "." or "%2e", one or two of them: how many, 0 for any other segment.
static int url_dots(const char *s, size_t n) {
  int dots = 0;
  for (size_t i = 0; i < n; dots++) {
    if (s[i] == '.') {
      i++;
    } else if (n - i >= 3 && s[i] == '%' && s[i + 1] == '2' &&
               (s[i + 2] | 32) == 'e') {
      i += 3;
    } else {
      return 0;
    }
  }
  return dots <= 2 ? dots : 0;
}

static bool url_is_drive_letter(const char *s, size_t n) {
  return n == 2 && url_is_alpha(s[0]) && (s[1] == ':' || s[1] == '|');
}

// Whether s begins with a drive letter that ends there or at a separator.
static bool url_starts_with_drive_letter(const char *s, size_t n) {
  return n >= 2 && url_is_drive_letter(s, 2) &&
         (n == 2 || strchr("/\\?#", s[2]) != NULL);
}

static void url_shorten_path(lode_url *url) {
  lode_buf *path = &url->path;
  if (lode_url_is_file(url) && path->size == 3 && url_is_alpha(path->data[1]) &&
      path->data[2] == ':') {
    return;
  }
  while (path->size > 0 && path->data[--path->size] != '/') {
  }
}

// The path state: segments of s[0..n) are added to the path that is there.
static int url_path(lode_url *url, const char *s, size_t n) {
  bool special = lode_url_is_special(url);
  for (size_t start = 0;;) {
    size_t end = start;
    while (end < n && s[end] != '/' && !(special && s[end] == '\\')) {
      end++;
    }
    const char *segment = s + start;
    size_t length = end - start;
    bool last = end == n;
    int dots = url_dots(segment, length);
    int err = 0;
    if (dots == 2) {
      url_shorten_path(url);
    }
    if (dots > 0) {
      err = last ? url_put(&url->path, '/') : 0;
    } else {
      bool drive = lode_url_is_file(url) && url->path.size == 0 &&
                   url_is_drive_letter(segment, length);
      err = url_put(&url->path, '/');
      if (err == 0) {
        err = lode_url_encode(&url->path, segment, length, URL_SET_PATH);
      }
      if (err == 0 && drive) {
        url->path.data[url->path.size - 1] = ':';
      }
    }
    if (err < 0 || last) {
      return err;
    }
    start = end + 1;
  }
}

// The path start state.
int lode_url_path_start(lode_url *url, const char *s, size_t n) {
  bool special = lode_url_is_special(url);
  if (n == 0) {
    return special ? url_put(&url->path, '/') : 0;
  }
  if (s[0] == '/' || (special && s[0] == '\\')) {
    s++;
    n--;
  }
  return url_path(url, s, n);
}

// --- authority ---------------------------------------------------------------

// The port state: digits only. -EINVAL for anything else or above 65535.
int lode_url_port(lode_url *url, const char *s, size_t n) {
  long port = 0;
  for (size_t i = 0; i < n; i++) {
    if (!url_is_digit(s[i])) {
      return -EINVAL;
    }
    port = port * 10 + (s[i] - '0');
    if (port > 65535) {
      return -EINVAL;
    }
  }
  if (n > 0) {
    int standard = lode_url_default_port(url->scheme.data, url->scheme.size);
    url->port = port == standard ? LODE_URL_NO_PORT : (int)port;
  }
  return 0;
}

// Where the port's colon is in host[:port]; n when there is none.
size_t lode_url_find_port(const char *s, size_t n) {
  bool brackets = false;
  for (size_t i = 0; i < n; i++) {
    brackets = s[i] == '[' || (brackets && s[i] != ']');
    if (s[i] == ':' && !brackets) {
      return i;
    }
  }
  return n;
}

int lode_url_set_host(lode_url *url, const char *s, size_t n) {
  lode_buf host = LODE_BUF_INIT;
  int err = lode_url_parse_host(s, n, lode_url_is_special(url), &host);
  if (err < 0) {
    lode_buf_deinit(&host);
    return err;
  }
  lode_buf_deinit(&url->host);
  url->host = host;
  url->has_host = true;
  return 0;
}

// The authority state over [user[:password]@]host[:port].
static int url_authority(lode_url *url, const char *s, size_t n) {
  size_t at = n;
  for (size_t i = 0; i < n; i++) {
    at = s[i] == '@' ? i : at;
  }
  bool special = lode_url_is_special(url);
  int err = 0;
  if (at < n) {
    if (at + 1 == n) {
      return -EINVAL;
    }
    const char *colon = memchr(s, ':', at);
    size_t user = colon != NULL ? (size_t)(colon - s) : at;
    err = lode_url_encode(&url->username, s, user, URL_SET_USERINFO);
    if (err == 0 && colon != NULL) {
      err = lode_url_encode(&url->password, colon + 1, at - user - 1,
                            URL_SET_USERINFO);
    }
    s += at + 1;
    n -= at + 1;
  }
  size_t port = lode_url_find_port(s, n);
  if (err == 0 && port == 0 && (special || port < n)) {
    return -EINVAL;
  }
  if (err == 0) {
    err = lode_url_set_host(url, s, port);
  }
  if (err == 0 && port < n) {
    err = lode_url_port(url, s + port + 1, n - port - 1);
  }
  return err;
}

// --- the parser --------------------------------------------------------------

typedef struct url_input {
  const char *s;  // what is left, without query and fragment
  size_t n;
  const char *query;  // NULL when there is none
  size_t query_size;
  const char *fragment;
  size_t fragment_size;
} url_input;

int lode_url_set_query(lode_url *url, const char *s, size_t n) {
  url->query.size = 0;
  url->has_query = true;
  return lode_url_encode(
      &url->query, s, n,
      lode_url_is_special(url) ? URL_SET_SPECIAL_QUERY : URL_SET_QUERY);
}

int lode_url_set_fragment(lode_url *url, const char *s, size_t n) {
  url->fragment.size = 0;
  url->has_fragment = true;
  return lode_url_encode(&url->fragment, s, n, URL_SET_FRAGMENT);
}

bool lode_url_is_slash(const lode_url *url, char c) {
  return c == '/' || (c == '\\' && lode_url_is_special(url));
}

// Authority, then path: what stands after "//".
static int url_after_slashes(lode_url *url, const char *s, size_t n) {
  size_t end = 0;
  while (end < n && !lode_url_is_slash(url, s[end])) {
    end++;
  }
  int err = url_authority(url, s, end);
  return err < 0 ? err : lode_url_path_start(url, s + end, n - end);
}

static int url_take_authority(lode_url *url, const lode_url *base) {
  int err = url_copy(&url->username, &base->username);
  if (err == 0) {
    err = url_copy(&url->password, &base->password);
  }
  if (err == 0) {
    err = url_copy(&url->host, &base->host);
  }
  url->has_host = base->has_host;
  url->port = base->port;
  return err;
}

// The relative state.
static int url_relative(lode_url *url, const lode_url *base, url_input *in) {
  int err = url_copy(&url->scheme, &base->scheme);
  if (err < 0) {
    return err;
  }
  if (in->n > 0 && lode_url_is_slash(url, in->s[0])) {
    if (in->n > 1 && lode_url_is_slash(url, in->s[1])) {
      size_t skip = 2;
      // Special schemes take any number of slashes.
      while (lode_url_is_special(url) && skip < in->n &&
             lode_url_is_slash(url, in->s[skip])) {
        skip++;
      }
      return url_after_slashes(url, in->s + skip, in->n - skip);
    }
    err = url_take_authority(url, base);
    return err < 0 ? err : url_path(url, in->s + 1, in->n - 1);
  }
  err = url_take_authority(url, base);
  if (err == 0) {
    err = url_copy(&url->path, &base->path);
  }
  if (err == 0 && in->n > 0) {
    url_shorten_path(url);
    return url_path(url, in->s, in->n);
  }
  if (err == 0 && in->query == NULL && base->has_query) {
    url->has_query = true;
    err = url_copy(&url->query, &base->query);
  }
  return err;
}

// The file slash and file host states: after "file:" and one slash.
static int url_file_slash(lode_url *url, const lode_url *base, url_input *in) {
  const char *s = in->s + 1;
  size_t n = in->n - 1;
  if (n > 0 && lode_url_is_slash(url, s[0])) {
    s++;
    n--;
    size_t end = 0;
    while (end < n && !lode_url_is_slash(url, s[end])) {
      end++;
    }
    if (url_is_drive_letter(s, end)) {
      return url_path(url, s, n);
    }
    if (end > 0) {
      int err = lode_url_set_host(url, s, end);
      if (err < 0) {
        return err;
      }
      if (lode_url_equals(&url->host, "localhost")) {
        url->host.size = 0;
      }
    }
    return lode_url_path_start(url, s + end, n - end);
  }
  if (base != NULL && lode_url_is_file(base)) {
    int err = url_copy(&url->host, &base->host);
    // A drive letter of the base stays when the path names none.
    if (err == 0 && !url_starts_with_drive_letter(s, n) &&
        base->path.size >= 3 && url_is_alpha(base->path.data[1]) &&
        base->path.data[2] == ':' &&
        (base->path.size == 3 || base->path.data[3] == '/')) {
      err = lode_buf_append(&url->path, base->path.data, 3);
    }
    if (err < 0) {
      return err;
    }
  }
  return url_path(url, s, n);
}

// The file state.
static int url_file(lode_url *url, const lode_url *base, url_input *in) {
  url->scheme.size = 0;
  int err = lode_buf_append(&url->scheme, "file", 4);
  url->has_host = true;
  url->host.size = 0;
  if (err < 0) {
    return err;
  }
  if (in->n > 0 && lode_url_is_slash(url, in->s[0])) {
    return url_file_slash(url, base, in);
  }
  if (base == NULL || !lode_url_is_file(base)) {
    return url_path(url, in->s, in->n);
  }
  err = url_copy(&url->host, &base->host);
  if (err == 0) {
    err = url_copy(&url->path, &base->path);
  }
  if (err == 0 && in->n > 0) {
    if (url_starts_with_drive_letter(in->s, in->n)) {
      url->path.size = 0;
    } else {
      url_shorten_path(url);
    }
    return url_path(url, in->s, in->n);
  }
  if (err == 0 && in->query == NULL && base->has_query) {
    url->has_query = true;
    err = url_copy(&url->query, &base->query);
  }
  return err;
}

// Everything after "scheme:".
static int url_after_scheme(lode_url *url, const lode_url *base,
                            url_input *in) {
  if (lode_url_is_file(url)) {
    return url_file(url, base, in);
  }
  if (lode_url_is_special(url)) {
    bool same =
        base != NULL && base->scheme.size == url->scheme.size &&
        memcmp(base->scheme.data, url->scheme.data, url->scheme.size) == 0;
    bool slashes = in->n >= 2 && in->s[0] == '/' && in->s[1] == '/';
    if (same && !slashes) {
      return url_relative(url, base, in);
    }
    size_t skip = 0;
    while (skip < in->n && lode_url_is_slash(url, in->s[skip])) {
      skip++;
    }
    return url_after_slashes(url, in->s + skip, in->n - skip);
  }
  if (in->n >= 1 && in->s[0] == '/') {
    return in->n >= 2 && in->s[1] == '/'
               ? url_after_slashes(url, in->s + 2, in->n - 2)
               : url_path(url, in->s + 1, in->n - 1);
  }
  url->opaque_path = true;
  // A trailing space before '?' or '#' would be lost in serialising.
  int err = lode_url_encode(&url->path, in->s, in->n, URL_SET_C0);
  if (err == 0 && url->path.size > 0 &&
      url->path.data[url->path.size - 1] == ' ' &&
      (in->query != NULL || in->fragment != NULL)) {
    url->path.size--;
    err = lode_buf_append(&url->path, "%20", 3);
  }
  return err;
}

// The length of a scheme with its colon at the front, 0 for none.
size_t lode_url_scheme_length(const char *s, size_t n) {
  if (n == 0 || !url_is_alpha(s[0])) {
    return 0;
  }
  for (size_t i = 1; i < n; i++) {
    if (s[i] == ':') {
      return i + 1;
    }
    if (!url_is_alpha(s[i]) && !url_is_digit(s[i]) && s[i] != '+' &&
        s[i] != '-' && s[i] != '.') {
      return 0;
    }
  }
  return 0;
}

int lode_url_take_scheme(lode_buf *to, const char *s, size_t n) {
  to->size = 0;
  int err = lode_buf_append(to, s, n);
  for (size_t i = 0; err == 0 && i < n; i++) {
    if (s[i] >= 'A' && s[i] <= 'Z') {
      to->data[i] = (char)(s[i] | 32);
    }
  }
  return err;
}

// No scheme: relative to the base, which must be there.
static int url_no_scheme(lode_url *url, const lode_url *base, url_input *in) {
  if (base == NULL) {
    return -EINVAL;
  }
  if (base->opaque_path) {
    if (in->n > 0 || in->query != NULL || in->fragment == NULL) {
      return -EINVAL;
    }
    int err = url_copy(&url->scheme, &base->scheme);
    if (err == 0) {
      err = url_copy(&url->path, &base->path);
    }
    if (err == 0 && base->has_query) {
      url->has_query = true;
      err = url_copy(&url->query, &base->query);
    }
    url->opaque_path = true;
    return err;
  }
  return lode_url_is_file(base) ? url_file(url, base, in)
                                : url_relative(url, base, in);
}

// Copies without tabs and newlines, and (at the ends) C0 controls and spaces.
int lode_url_clean(const char *text, size_t n, bool trim, lode_buf *out) {
  if (trim) {
    while (n > 0 && (uint8_t)text[0] <= ' ') {
      text++;
      n--;
    }
    while (n > 0 && (uint8_t)text[n - 1] <= ' ') {
      n--;
    }
  }
  int err = lode_buf_reserve(out, n + 1);
  for (size_t i = 0; err == 0 && i < n; i++) {
    if (text[i] != '\t' && text[i] != '\n' && text[i] != '\r') {
      out->data[out->size++] = text[i];
    }
  }
  return err;
}

static void url_split(const lode_buf *clean, url_input *in) {
  *in = (url_input){clean->data, clean->size, NULL, 0, NULL, 0};
  const char *hash = in->n > 0 ? memchr(in->s, '#', in->n) : NULL;
  if (hash != NULL) {
    in->fragment = hash + 1;
    in->fragment_size = in->n - (size_t)(hash - in->s) - 1;
    in->n = (size_t)(hash - in->s);
  }
  const char *mark = in->n > 0 ? memchr(in->s, '?', in->n) : NULL;
  if (mark != NULL) {
    in->query = mark + 1;
    in->query_size = in->n - (size_t)(mark - in->s) - 1;
    in->n = (size_t)(mark - in->s);
  }
}

int lode_url_parse(const char *text, size_t n, const lode_url *base,
                   lode_url *out) {
  lode_url_deinit(out);
  lode_buf clean = LODE_BUF_INIT;
  int err = lode_url_clean(text, n, true, &clean);
  if (err < 0) {
    lode_buf_deinit(&clean);
    return err;
  }
  url_input in;
  url_split(&clean, &in);
  size_t scheme = lode_url_scheme_length(in.s, in.n);
  if (scheme > 0) {
    err = lode_url_take_scheme(&out->scheme, in.s, scheme - 1);
    in.s += scheme;
    in.n -= scheme;
    if (err == 0) {
      err = url_after_scheme(out, base, &in);
    }
  } else {
    err = url_no_scheme(out, base, &in);
  }
  if (err == 0 && in.query != NULL) {
    err = lode_url_set_query(out, in.query, in.query_size);
  }
  if (err == 0 && in.fragment != NULL) {
    err = lode_url_set_fragment(out, in.fragment, in.fragment_size);
  }
  lode_buf_deinit(&clean);
  if (err < 0) {
    lode_url_deinit(out);
  }
  return err;
}

// --- serialising -------------------------------------------------------------

int lode_url_serialize(const lode_url *url, lode_buf *out,
                       lode_url_parts *parts) {
  size_t start = out->size;
  size_t most = url->scheme.size + url->username.size + url->password.size +
                url->host.size + url->path.size + url->query.size +
                url->fragment.size + 32;
  int err = lode_buf_reserve(out, most);
  if (err < 0) {
    return err;
  }
#define URL_APPEND(buf)                                      \
  do {                                                       \
    if ((buf).size > 0) {                                    \
      memcpy(out->data + out->size, (buf).data, (buf).size); \
      out->size += (buf).size;                               \
    }                                                        \
  } while (0)
#define URL_HERE ((uint32_t)(out->size - start))
  *parts = (lode_url_parts){.port = UINT32_MAX,
                            .query_start = UINT32_MAX,
                            .fragment_start = UINT32_MAX};
  URL_APPEND(url->scheme);
  out->data[out->size++] = ':';
  parts->protocol_end = URL_HERE;
  if (url->has_host) {
    out->data[out->size++] = '/';
    out->data[out->size++] = '/';
    URL_APPEND(url->username);
    parts->username_end = URL_HERE;
    if (url->password.size > 0) {
      out->data[out->size++] = ':';
      URL_APPEND(url->password);
    }
    parts->host_start = URL_HERE;
    if (url->username.size > 0 || url->password.size > 0) {
      out->data[out->size++] = '@';
    }
    URL_APPEND(url->host);
    parts->host_end = URL_HERE;
    if (url->port != LODE_URL_NO_PORT) {
      parts->port = (uint32_t)url->port;
      out->size += (size_t)sprintf(out->data + out->size, ":%d", url->port);
    }
  } else {
    parts->username_end = parts->host_start = parts->host_end = URL_HERE;
    // Else "//" at the front of the path would read as a host.
    if (!url->opaque_path && url->path.size > 1 && url->path.data[0] == '/' &&
        url->path.data[1] == '/') {
      out->data[out->size++] = '/';
      out->data[out->size++] = '.';
    }
  }
  parts->path_start = URL_HERE;
  URL_APPEND(url->path);
  if (url->has_query) {
    parts->query_start = URL_HERE;
    out->data[out->size++] = '?';
    URL_APPEND(url->query);
  }
  if (url->has_fragment) {
    parts->fragment_start = URL_HERE;
    out->data[out->size++] = '#';
    URL_APPEND(url->fragment);
  }
#undef URL_APPEND
#undef URL_HERE
  return 0;
}
