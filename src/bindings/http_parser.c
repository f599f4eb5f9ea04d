// SPDX-License-Identifier: MIT
// The HTTP parser for JavaScript (lib/internal/http_parser.js), which pulls:
// one call an event, the event's numbers in shared memory, the head's strings
// on request.
#include <stdlib.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/http_head.h"
#include "engine/bytes.h"
#include "engine/string.h"
#include "loop/wrap.h"

// Shared with JavaScript; the head's numbers come first.
enum {
  PARSER_USED = LODE_HTTP_INFO_HEAD,
  PARSER_BODY_AT,
  PARSER_BODY_SIZE,
  PARSER_ERROR,
  PARSER_INFO
};

// What JavaScript wants after a head.
enum { PARSER_NO_BODY = 1, PARSER_UPGRADE = 2, PARSER_NO_UPGRADE = 3 };

typedef struct http_parser_wrap {
  lode_wrap wrap;
  lode_http_parser parser;
} http_parser_wrap;

// One event is read before the next call, so one set serves all parsers.
static _Thread_local int32_t parser_info[PARSER_INFO];

static void parser_close(lode_wrap *wrap) {
  lode_wrap_closed(wrap);
}

static void parser_free(lode_wrap *wrap) {
  lode_http_parser_deinit(&((http_parser_wrap *)wrap)->parser);
  free(wrap);
}

static const lode_wrap_ops parser_ops = {"HTTPPARSER", parser_close,
                                         parser_free};

static lode_http_parser *parser_arg(lode_env *env, const lode_args *args) {
  lode_wrap *wrap = lode_wrap_get(env, lode_arg(env, args, 0), &parser_ops);
  return &((http_parser_wrap *)wrap)->parser;
}

LODE_NATIVE(parser_js_create) {
  http_parser_wrap *wrap = lode_malloc(sizeof *wrap);
  lode_http_parser_init(&wrap->parser, LODE_HTTP_REQUEST, 0, 0);
  lode_report_memory(env, sizeof *wrap);
  return lode_wrap_make(env, &wrap->wrap, &parser_ops);
}

lode_value lode_http_parser_object(lode_env *env, lode_http_parser *moved) {
  http_parser_wrap *wrap = lode_malloc(sizeof *wrap);
  wrap->parser = *moved;
  moved->held = (lode_buf)LODE_BUF_INIT;
  moved->head.fields = NULL;
  moved->field_capacity = 0;
  lode_report_memory(env, sizeof *wrap);
  return lode_wrap_make(env, &wrap->wrap, &parser_ops);
}

// (native, kind, max head or 0, lenient flags)
LODE_NATIVE(parser_js_init) {
  lode_http_parser *parser = parser_arg(env, args);
  lode_http_parser_deinit(parser);
  lode_http_kind kind = lode_to_int(env, lode_arg(env, args, 1)) == 2
                            ? LODE_HTTP_RESPONSE
                            : LODE_HTTP_REQUEST;
  lode_http_parser_init(parser, kind,
                        lode_to_uint32(env, lode_arg(env, args, 2)),
                        (uint16_t)lode_to_uint32(env, lode_arg(env, args, 3)));
  return env->undefined;
}

// (native, bytes, from, to) -> event
LODE_NATIVE(parser_js_next) {
  lode_http_parser *parser = parser_arg(env, args);
  lode_bytes bytes;
  lode_bytes_get(env, lode_arg(env, args, 1), &bytes);
  size_t from = lode_to_uint32(env, lode_arg(env, args, 2));
  size_t to = lode_to_uint32(env, lode_arg(env, args, 3));
  to = to > bytes.size ? bytes.size : to;
  from = from > to ? to : from;
  const char *data = from < to ? (const char *)bytes.data + from : "";
  size_t used;
  lode_http_event event = lode_http_parser_next(parser, data, to - from, &used);
  parser_info[PARSER_USED] = (int32_t)used;
  if (event == LODE_HTTP_HEAD) {
    lode_http_head_info(&parser->head, parser_info);
  } else if (event == LODE_HTTP_BODY) {
    parser_info[PARSER_BODY_AT] =
        (int32_t)(from + (size_t)(parser->body - data));
    parser_info[PARSER_BODY_SIZE] = (int32_t)parser->body_size;
  }
  return lode_from_int(env, (int32_t)event);
}

LODE_NATIVE(parser_js_finish) {
  parser_info[PARSER_USED] = 0;
  return lode_from_int(env,
                       (int32_t)lode_http_parser_finish(parser_arg(env, args)));
}

// After a head: [target or reason, name, value, ...]; after trailers the same
// without the first.
LODE_NATIVE(parser_js_head) {
  lode_http_parser *parser = parser_arg(env, args);
  const lode_http_head *head = &parser->head;
  lode_value first = NULL;
  if (lode_arg(env, args, 1) == env->yes) {
    lode_http_range range =
        parser->kind == LODE_HTTP_REQUEST ? head->target : head->reason;
    first = lode_string_latin1(env, head->base + range.at, range.size);
  }
  lode_value array = lode_http_head_array(env, head, first);
  return array != NULL ? array
                       : lode_throw_error(env, "RangeError", "Out of memory");
}

// (native, PARSER_*)
LODE_NATIVE(parser_js_choose) {
  lode_http_parser *parser = parser_arg(env, args);
  switch (lode_to_int(env, lode_arg(env, args, 1))) {
    case PARSER_NO_BODY:
      lode_http_parser_skip_body(parser);
      break;
    case PARSER_UPGRADE:
      lode_http_parser_set_upgrade(parser, true);
      break;
    case PARSER_NO_UPGRADE:
      lode_http_parser_set_upgrade(parser, false);
      break;
    default:
      break;
  }
  return env->undefined;
}

LODE_NATIVE(parser_js_in_message) {
  return lode_from_bool(env,
                        lode_http_parser_in_message(parser_arg(env, args)));
}

LODE_NATIVE(parser_js_in_head) {
  return lode_from_bool(env, lode_http_parser_in_head(parser_arg(env, args)));
}

LODE_NATIVE(parser_js_error) {
  lode_http_parser *parser = parser_arg(env, args);
  lode_value texts[2] = {
      lode_string(env, lode_http_error_name((lode_http_error)parser->error)),
      lode_string(env, parser->reason)};
  return lode_array(env, texts, 2);
}

static const lode_fn parser_functions[] = {
    LODE_FN("choose", parser_js_choose, 2),
    LODE_FN("create", parser_js_create, 0),
    LODE_FN("error", parser_js_error, 1),
    LODE_FN("finish", parser_js_finish, 1),
    LODE_FN("head", parser_js_head, 2),
    LODE_FN("init", parser_js_init, 4),
    LODE_FN("inHead", parser_js_in_head, 1),
    LODE_FN("inMessage", parser_js_in_message, 1),
    LODE_FN("next", parser_js_next, 4),
};

void lode_http_parser_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, parser_functions,
                        LODE_COUNT_OF(parser_functions));
  lode_define(env, object, "info",
              lode_shared_array(env, kJSTypedArrayTypeInt32Array, parser_info,
                                sizeof parser_info));
  lode_value methods[LODE_METHOD_COUNT];
  for (int i = 0; i < LODE_METHOD_COUNT; i++) {
    methods[i] = lode_string(env, lode_http_method_name((lode_http_method)i));
  }
  lode_define(env, object, "methods",
              lode_array(env, methods, LODE_METHOD_COUNT));
}
