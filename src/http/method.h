// SPDX-License-Identifier: MIT
// The request methods, in the order that node:http numbers them.
#ifndef LODE_HTTP_METHOD_H
#define LODE_HTTP_METHOD_H

#include <stdbool.h>
#include <stddef.h>

// X(symbol, text). From DESCRIBE on they belong to RTSP alone.
#define LODE_HTTP_METHOD_MAP(X)     \
  X(DELETE, "DELETE")               \
  X(GET, "GET")                     \
  X(HEAD, "HEAD")                   \
  X(POST, "POST")                   \
  X(PUT, "PUT")                     \
  X(CONNECT, "CONNECT")             \
  X(OPTIONS, "OPTIONS")             \
  X(TRACE, "TRACE")                 \
  X(COPY, "COPY")                   \
  X(LOCK, "LOCK")                   \
  X(MKCOL, "MKCOL")                 \
  X(MOVE, "MOVE")                   \
  X(PROPFIND, "PROPFIND")           \
  X(PROPPATCH, "PROPPATCH")         \
  X(SEARCH, "SEARCH")               \
  X(UNLOCK, "UNLOCK")               \
  X(BIND, "BIND")                   \
  X(REBIND, "REBIND")               \
  X(UNBIND, "UNBIND")               \
  X(ACL, "ACL")                     \
  X(REPORT, "REPORT")               \
  X(MKACTIVITY, "MKACTIVITY")       \
  X(CHECKOUT, "CHECKOUT")           \
  X(MERGE, "MERGE")                 \
  X(MSEARCH, "M-SEARCH")            \
  X(NOTIFY, "NOTIFY")               \
  X(SUBSCRIBE, "SUBSCRIBE")         \
  X(UNSUBSCRIBE, "UNSUBSCRIBE")     \
  X(PATCH, "PATCH")                 \
  X(PURGE, "PURGE")                 \
  X(MKCALENDAR, "MKCALENDAR")       \
  X(LINK, "LINK")                   \
  X(UNLINK, "UNLINK")               \
  X(SOURCE, "SOURCE")               \
  X(PRI, "PRI")                     \
  X(DESCRIBE, "DESCRIBE")           \
  X(ANNOUNCE, "ANNOUNCE")           \
  X(SETUP, "SETUP")                 \
  X(PLAY, "PLAY")                   \
  X(PAUSE, "PAUSE")                 \
  X(TEARDOWN, "TEARDOWN")           \
  X(GET_PARAMETER, "GET_PARAMETER") \
  X(SET_PARAMETER, "SET_PARAMETER") \
  X(REDIRECT, "REDIRECT")           \
  X(RECORD, "RECORD")               \
  X(FLUSH, "FLUSH")                 \
  X(QUERY, "QUERY")

typedef enum lode_http_method {
#define X(symbol, text) LODE_METHOD_##symbol,
  LODE_HTTP_METHOD_MAP(X)
#undef X
      LODE_METHOD_COUNT,
  LODE_METHOD_NONE = 255,  // a response, or no start line yet
} lode_http_method;

// Whether HTTP/x.x and RTSP/x.x allow it; ICE/x.x allows SOURCE alone.
bool lode_http_method_is_http(lode_http_method method);
bool lode_http_method_is_rtsp(lode_http_method method);

const char *lode_http_method_name(lode_http_method method);

// How `text` relates to the methods.
typedef enum lode_http_method_match {
  LODE_HTTP_METHOD_EXACT,    // it is one
  LODE_HTTP_METHOD_BEGUN,    // it begins one (or is empty)
  LODE_HTTP_METHOD_LONGER,   // one begins it: *known bytes of it
  LODE_HTTP_METHOD_UNKNOWN,  // neither: *known bytes begin one
} lode_http_method_match;

lode_http_method_match lode_http_method_find(const char *text, size_t n,
                                             lode_http_method *method,
                                             size_t *known);

#endif
