// SPDX-License-Identifier: MIT
// What the files of the parser share.
#ifndef LODE_HTTP_PARSER_INTERNAL_H
#define LODE_HTTP_PARSER_INTERNAL_H

#include "http/parser.h"

enum {
  FLAG_KEEP_ALIVE = 1,
  FLAG_CLOSE = 2,
  FLAG_CONNECTION_UPGRADE = 4,
  FLAG_UPGRADE = 8,
  FLAG_TRANSFER_ENCODING = 16,
  FLAG_SKIP_BODY = 32,
};

typedef enum http_head_result {
  HTTP_HEAD_INCOMPLETE,
  HTTP_HEAD_COMPLETE,
  HTTP_HEAD_FAILED,
} http_head_result;

// Parses on from parser->line in a head (or trailers) that starts at `base`.
// *at: where it ends, or where the error is.
http_head_result lode_http_head_parse(lode_http_parser *parser,
                                      const char *base, size_t size,
                                      size_t *at);

// Notes the error; returns false so that callers can pass it on.
bool lode_http_fail(lode_http_parser *parser, lode_http_error error,
                    const char *reason);

bool lode_http_same(const char *text, size_t n, const char *lower);

// What a field says about the message. False after lode_http_fail(), with
// *at moved to the place.
bool lode_http_field_note(lode_http_parser *parser, lode_http_field *field,
                          size_t *at);

#endif
