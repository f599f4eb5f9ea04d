// SPDX-License-Identifier: MIT
// Heads as JavaScript values, for the parser's binding and the server's.
#ifndef LODE_BINDINGS_HTTP_HEAD_H
#define LODE_BINDINGS_HTTP_HEAD_H

#include "engine/env.h"
#include "http/parser.h"

// [first, name, value, name, value, ...]: `first` is what the caller gives
// (NULL leaves it out). Names that come often are made once per environment.
// NULL when memory is exhausted.
lode_value lode_http_head_array(lode_env *env, const lode_http_head *head,
                                lode_value first);

// The numbers of a head, for memory shared with JavaScript.
enum {
  LODE_HTTP_INFO_METHOD,  // or -1
  LODE_HTTP_INFO_MAJOR,
  LODE_HTTP_INFO_MINOR,
  LODE_HTTP_INFO_STATUS,
  LODE_HTTP_INFO_FLAGS,  // LODE_HTTP_IS_*
  LODE_HTTP_INFO_HEAD
};

enum {
  LODE_HTTP_IS_UPGRADE = 1,
  LODE_HTTP_IS_KEEP_ALIVE = 2,
  LODE_HTTP_IS_EXPECT = 4,
  LODE_HTTP_IS_HOSTED = 8,  // has a Host field
  LODE_HTTP_IS_BODY = 16,   // announces a body
};

// A parser for JavaScript (http_parser.c) in the state that `moved` is in,
// which owns nothing afterwards.
lode_value lode_http_parser_object(lode_env *env, lode_http_parser *moved);

void lode_http_head_info(const lode_http_head *head, int32_t *info);

#endif
