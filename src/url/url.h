// SPDX-License-Identifier: MIT
// The WHATWG URL parser (url.spec.whatwg.org, section 4). Text is UTF-8 in and
// ASCII out. Pure: no engine, no I/O; ICU is asked only for hosts that are not
// plain ASCII.
#ifndef LODE_URL_URL_H
#define LODE_URL_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/compiler.h"

#define LODE_URL_NO_PORT (-1)

typedef struct lode_url {
  lode_buf scheme;  // without its colon
  lode_buf username, password;
  lode_buf host;   // serialised
  lode_buf path;   // "/a/b", or the opaque path
  lode_buf query;  // without '?'
  lode_buf fragment;
  int port;  // LODE_URL_NO_PORT, or a port that is not the scheme's default
  bool has_host, has_query, has_fragment;
  bool opaque_path;
} lode_url;

#define LODE_URL_INIT \
  { .port = LODE_URL_NO_PORT }

// Where the parts lie in a serialised URL, as byte offsets.
//
//     https://user:pass@host:1234/foo/bar?baz#quux
//           |      |    |   |    |       |   |
//           |      |    |   |    |       |   fragment
//           |      |    |   |    path    query (at '?')
//           |      |    |   host_end (before the port's colon)
//           |      |    host_start (at '@', or the end of "//")
//           |      username_end
//           protocol_end (after the colon)
typedef struct lode_url_parts {
  uint32_t protocol_end, username_end, host_start, host_end;
  uint32_t port;                                     // 0xffffffff for none
  uint32_t path_start, query_start, fragment_start;  // 0xffffffff for none
} lode_url_parts;

typedef enum lode_url_part {
  LODE_URL_PROTOCOL,
  LODE_URL_USERNAME,
  LODE_URL_PASSWORD,
  LODE_URL_HOST,
  LODE_URL_HOSTNAME,
  LODE_URL_PORT,
  LODE_URL_PATHNAME,
  LODE_URL_SEARCH,
  LODE_URL_HASH
} lode_url_part;

// Parses `text`, relative to `base` unless that is NULL. 0, -EINVAL when it is
// no URL, or -ENOMEM. `out` is initialised; it is reset first.
LODE_NODISCARD int lode_url_parse(const char *text, size_t n,
                                  const lode_url *base, lode_url *out);
// Sets one part the way the API's setters do: what is not valid there changes
// nothing and is no error. 0 or -ENOMEM.
LODE_NODISCARD int lode_url_set(lode_url *url, lode_url_part part,
                                const char *text, size_t n);
// Appends the serialised URL to `out` and tells where its parts lie.
LODE_NODISCARD int lode_url_serialize(const lode_url *url, lode_buf *out,
                                      lode_url_parts *parts);
void lode_url_deinit(lode_url *url);

// A scheme's default port: LODE_URL_NO_PORT for none.
int lode_url_default_port(const char *scheme, size_t n);

#endif
