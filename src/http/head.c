// SPDX-License-Identifier: MIT
// Heads: the start line and the fields, line by line. A line that has not
// ended yet is parsed again from its start when more bytes come; the lines
// before it are not. Errors show as soon as the byte that makes them is there.
#include <string.h>

#include "base/mem.h"
#include "http/parser_internal.h"
#include "http/scan.h"

const uint32_t lode_http_token_bits[8] = {
    // ! # $ % & ' * + - . 0-9   A-Z ^ _   ` a-z | ~
    0x00000000, 0x03ff6cfa, 0xc7fffffe, 0x57ffffff, 0, 0, 0, 0,
};

enum { STAGE_START_LINE, STAGE_FIRST_FIELD, STAGE_FIELD };

// One pass over the bytes at hand.
typedef struct http_cursor {
  lode_http_parser *parser;
  const char *base;
  size_t size;
  size_t at;
} http_cursor;

// Three ways out of every step below: the line goes on, the bytes have run
// out, or there is an error at cursor->at.
typedef enum http_step { STEP_ON, STEP_MORE, STEP_FAILED } http_step;

static http_step head_fail(http_cursor *c, size_t at, lode_http_error error,
                           const char *reason) {
  c->at = at;
  lode_http_fail(c->parser, error, reason);
  return STEP_FAILED;
}

// Counts `n` bytes against the limit; `line` of them belong to a line that may
// be parsed again and are not kept in the count.
static http_step head_count(http_cursor *c, size_t n, size_t at) {
  if (c->parser->counted + n >= c->parser->max_head) {
    return head_fail(c, at, LODE_HPE_HEADER_OVERFLOW, "Header overflow");
  }
  return STEP_ON;
}

static http_step head_more(http_cursor *c, size_t counted) {
  http_step step = head_count(c, counted, c->size);
  return step == STEP_ON ? STEP_MORE : step;
}

static bool head_lenient(const http_cursor *c, unsigned flag) {
  return (c->parser->lenient & flag) != 0;
}

static bool head_is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static http_step head_method(http_cursor *c) {
  size_t start = c->at;
  size_t i = start;
  while (i < c->size && ((c->base[i] >= 'A' && c->base[i] <= 'Z') ||
                         c->base[i] == '-' || c->base[i] == '_')) {
    i++;
  }
  lode_http_method method = LODE_METHOD_NONE;
  size_t known;
  switch (lode_http_method_find(c->base + start, i - start, &method, &known)) {
    case LODE_HTTP_METHOD_EXACT:
      break;
    case LODE_HTTP_METHOD_BEGUN:
      if (i == c->size) {
        return STEP_MORE;
      }
      return head_fail(c, i, LODE_HPE_INVALID_METHOD,
                       "Invalid method encountered");
    case LODE_HTTP_METHOD_LONGER:
      return head_fail(c, start + known, LODE_HPE_INVALID_METHOD,
                       "Expected space after method");
    case LODE_HTTP_METHOD_UNKNOWN:
      return head_fail(c, start + known, LODE_HPE_INVALID_METHOD,
                       "Invalid method encountered");
  }
  if (i == c->size) {
    return STEP_MORE;
  }
  if (c->base[i] != ' ') {
    return head_fail(c, i, LODE_HPE_INVALID_METHOD,
                     "Expected space after method");
  }
  while (i < c->size && c->base[i] == ' ') {
    i++;
  }
  c->parser->head.method = (uint8_t)method;
  c->at = i;
  return i == c->size ? STEP_MORE : STEP_ON;
}

// The "http://" of an absolute target.
static http_step head_scheme(http_cursor *c, size_t *at) {
  size_t i = *at;
  while (i < c->size && head_is_alpha(c->base[i])) {
    i++;
  }
  for (const char *rest = "://"; *rest != '\0'; rest++, i++) {
    if (i == c->size) {
      return head_more(c, i - *at);
    }
    if (c->base[i] != *rest) {
      bool blank = c->base[i] == ' ' || (c->base[i] >= 9 && c->base[i] <= 13);
      return head_fail(c, i, LODE_HPE_INVALID_URL,
                       blank ? "Invalid characters in url"
                             : "Unexpected char in url schema");
    }
  }
  *at = i;
  return STEP_ON;
}

static http_step head_target(http_cursor *c) {
  size_t start = c->at;
  size_t i = start;
  char first = c->base[i];
  if (first == ' ' || (first >= 9 && first <= 13)) {
    return head_fail(c, i, LODE_HPE_INVALID_URL, "Invalid characters in url");
  }
  if (c->parser->head.method != LODE_METHOD_CONNECT && first != '/' &&
      first != '*') {
    if (!head_is_alpha(first)) {
      return head_fail(c, i, LODE_HPE_INVALID_URL,
                       "Unexpected start char in url");
    }
    http_step step = head_scheme(c, &i);
    if (step != STEP_ON) {
      return step;
    }
  }
  i = (size_t)(lode_http_scan_target(c->base + i, c->base + c->size) - c->base);
  if (i == c->size) {
    return head_more(c, i - start);
  }
  char stop = c->base[i];
  if (stop != ' ' && stop != '\r' && stop != '\n') {
    return head_fail(c, i, LODE_HPE_INVALID_URL,
                     stop == '\t' || stop == '\f' ? "Invalid characters in url"
                                                  : "Invalid char in url path");
  }
  c->at = i;
  c->parser->head.target =
      (lode_http_range){(uint32_t)start, (uint32_t)(i - start)};
  return head_count(c, i - start, i);
}

// "HTTP/", "RTSP/" or "ICE/".
static http_step head_protocol(http_cursor *c) {
  static const char *const names[] = {"HTTP/", "RTSP/", "ICE/"};
  size_t left = c->size - c->at;
  for (size_t k = 0; k < LODE_COUNT_OF(names); k++) {
    size_t n = strlen(names[k]);
    if (memcmp(c->base + c->at, names[k], left < n ? left : n) != 0) {
      continue;
    }
    if (left < n) {
      return STEP_MORE;
    }
    c->at += n;
    uint8_t method = c->parser->head.method;
    if (method == LODE_METHOD_NONE) {
      return STEP_ON;
    }
    if (k == 0   ? lode_http_method_is_http(method)
        : k == 1 ? lode_http_method_is_rtsp(method)
                 : method == LODE_METHOD_SOURCE) {
      return STEP_ON;
    }
    static const char *const wrong[] = {
        "Invalid method for HTTP/x.x request",
        "Invalid method for RTSP/x.x request",
        "Expected SOURCE method for ICE/x.x request"};
    return head_fail(c, c->at - 1, LODE_HPE_INVALID_CONSTANT, wrong[k]);
  }
  return head_fail(c, c->at, LODE_HPE_INVALID_CONSTANT,
                   "Expected HTTP/, RTSP/ or ICE/");
}

static http_step head_digit(http_cursor *c, uint8_t *out, const char *reason) {
  if (c->at == c->size) {
    return STEP_MORE;
  }
  unsigned digit = (unsigned char)c->base[c->at] - (unsigned)'0';
  if (digit > 9) {
    return head_fail(c, c->at, LODE_HPE_INVALID_VERSION, reason);
  }
  *out = (uint8_t)digit;
  c->at++;
  return STEP_ON;
}

static http_step head_version(http_cursor *c) {
  lode_http_head *head = &c->parser->head;
  http_step step = head_protocol(c);
  if (step != STEP_ON) {
    return step;
  }
  step = head_digit(c, &head->major, "Invalid major version");
  if (step != STEP_ON) {
    return step;
  }
  if (c->at == c->size) {
    return STEP_MORE;
  }
  if (c->base[c->at] != '.') {
    return head_fail(c, c->at, LODE_HPE_INVALID_VERSION, "Expected dot");
  }
  c->at++;
  step = head_digit(c, &head->minor, "Invalid minor version");
  if (step != STEP_ON) {
    return step;
  }
  unsigned version = head->major * 10u + head->minor;
  bool known = version == 9 || version == 10 || version == 11 || version == 20;
  if (!known && !head_lenient(c, LODE_HTTP_LENIENT_VERSION)) {
    return head_fail(c, c->at, LODE_HPE_INVALID_VERSION,
                     "Invalid HTTP version");
  }
  return STEP_ON;
}

// The end of a line at c->at; moves behind it.
static http_step head_newline(http_cursor *c, const char *no_cr,
                              lode_http_error no_cr_error, const char *no_lf,
                              lode_http_error no_lf_error) {
  if (c->at == c->size) {
    return STEP_MORE;
  }
  if (c->base[c->at] == '\n' &&
      head_lenient(c, LODE_HTTP_LENIENT_OPTIONAL_CR_BEFORE_LF)) {
    c->at++;
    return STEP_ON;
  }
  if (c->base[c->at] != '\r') {
    return head_fail(c, c->at, no_cr_error, no_cr);
  }
  if (c->at + 1 == c->size) {
    return STEP_MORE;
  }
  if (c->base[c->at + 1] == '\n') {
    c->at += 2;
    return STEP_ON;
  }
  // Behind a value not even then: a field would end where others see none.
  if (no_lf_error != LODE_HPE_LF_EXPECTED &&
      head_lenient(c, LODE_HTTP_LENIENT_OPTIONAL_LF_AFTER_CR)) {
    c->at++;
    return STEP_ON;
  }
  return head_fail(c, c->at + 1, no_lf_error, no_lf);
}

static http_step head_request_line(http_cursor *c) {
  http_step step = head_method(c);
  if (step != STEP_ON) {
    return step;
  }
  step = head_target(c);
  if (step != STEP_ON) {
    return step;
  }
  lode_http_head *head = &c->parser->head;
  size_t counted = head->target.size;
  if (c->base[c->at] != ' ') {
    head->major = 0;
    head->minor = 9;
  } else {
    while (c->at < c->size && c->base[c->at] == ' ') {
      c->at++;
    }
    step = c->at == c->size ? STEP_MORE : head_version(c);
    if (step != STEP_ON) {
      return step;
    }
    if (head->method == LODE_METHOD_PRI && head->major == 2) {
      return head_fail(c, c->at, LODE_HPE_PAUSED_H2_UPGRADE,
                       "Pause on PRI/Upgrade");
    }
    if (head->method == LODE_METHOD_PRI) {
      return head_fail(c, c->at, LODE_HPE_INVALID_VERSION,
                       "Expected HTTP/2 Connection Preface");
    }
  }
  step =
      head_newline(c, "Expected CRLF after version", LODE_HPE_INVALID_VERSION,
                   "Expected CRLF after version", LODE_HPE_STRICT);
  if (step == STEP_ON) {
    c->parser->counted += (uint32_t)counted;
  }
  return step;
}

static http_step head_status_line(http_cursor *c) {
  lode_http_head *head = &c->parser->head;
  http_step step = head_version(c);
  if (step != STEP_ON) {
    return step;
  }
  if (c->at == c->size) {
    return STEP_MORE;
  }
  if (c->base[c->at] != ' ') {
    return head_fail(c, c->at, LODE_HPE_INVALID_VERSION,
                     "Expected space after version");
  }
  c->at++;
  unsigned status = 0;
  for (int k = 0; k < 3; k++, c->at++) {
    if (c->at == c->size) {
      return STEP_MORE;
    }
    unsigned digit = (unsigned char)c->base[c->at] - (unsigned)'0';
    if (digit > 9) {
      return head_fail(c, c->at, LODE_HPE_INVALID_STATUS,
                       "Invalid status code");
    }
    status = status * 10 + digit;
  }
  head->status = (uint16_t)status;
  if (c->at == c->size) {
    return STEP_MORE;
  }
  size_t start = c->at;
  if (c->base[c->at] == ' ') {
    start = ++c->at;
    while (c->at < c->size && c->base[c->at] != '\r' &&
           c->base[c->at] != '\n') {
      c->at++;
    }
    if (c->at == c->size) {
      return head_more(c, c->at - start);
    }
  } else if (c->base[c->at] != '\r' &&
             !(c->base[c->at] == '\n' &&
               head_lenient(c, LODE_HTTP_LENIENT_OPTIONAL_CR_BEFORE_LF))) {
    return head_fail(c, c->at, LODE_HPE_INVALID_STATUS,
                     "Invalid response status");
  }
  head->reason = (lode_http_range){(uint32_t)start, (uint32_t)(c->at - start)};
  step = head_count(c, head->reason.size, c->at);
  if (step == STEP_ON) {
    step = head_newline(c, "Missing expected CR after response line",
                        LODE_HPE_CR_EXPECTED, "Expected LF after CR",
                        LODE_HPE_STRICT);
  }
  if (step == STEP_ON) {
    c->parser->counted += head->reason.size;
  }
  return step;
}

static bool head_is_space(char c) {
  return c == ' ' || c == '\t';
}

// The value from c->at to behind its line, or lines where folding is let pass.
static http_step head_value(http_cursor *c, lode_http_field *field) {
  bool lenient = head_lenient(c, LODE_HTTP_LENIENT_HEADERS);
  size_t counted = field->name.size;
  size_t end;
  size_t start = c->at;
  bool empty = true;
  field->folded = false;
again:
  while (empty && c->at < c->size && head_is_space(c->base[c->at])) {
    c->at++;
  }
  if (empty) {
    start = c->at;
  }
  for (;;) {
    c->at = (size_t)(lode_http_scan_value(c->base + c->at, c->base + c->size) -
                     c->base);
    if (c->at == c->size) {
      return head_more(c, counted + c->at - start);
    }
    if (c->base[c->at] == '\r' || c->base[c->at] == '\n' || !lenient) {
      break;
    }
    c->at++;
  }
  end = c->at;
  empty = end == start;
  http_step step = head_count(c, counted + end - start, end);
  if (step != STEP_ON) {
    return step;
  }
  char stop = c->base[c->at];
  if ((stop != '\r' && stop != '\n') ||
      (empty && stop == '\n' &&
       !head_lenient(c, LODE_HTTP_LENIENT_OPTIONAL_CR_BEFORE_LF))) {
    return head_fail(c, c->at, LODE_HPE_INVALID_HEADER_TOKEN,
                     "Invalid header value char");
  }
  step = head_newline(
      c, "Missing expected CR after header value", LODE_HPE_CR_EXPECTED,
      empty ? "Expected LF after CR" : "Missing expected LF after header value",
      empty ? LODE_HPE_STRICT : LODE_HPE_LF_EXPECTED);
  if (step != STEP_ON) {
    return step;
  }
  // Whether the value goes on can only be seen in the next line.
  if (c->at == c->size) {
    return STEP_MORE;
  }
  if (head_is_space(c->base[c->at])) {
    if (!lenient) {
      return head_fail(c, c->at + 1, LODE_HPE_INVALID_HEADER_TOKEN,
                       empty ? "Invalid header value char"
                             : "Unexpected whitespace after header value");
    }
    field->folded = !empty;
    goto again;
  }
  while (end > start && head_is_space(c->base[end - 1])) {
    end--;
  }
  field->value = (lode_http_range){(uint32_t)start, (uint32_t)(end - start)};
  return STEP_ON;
}

static http_step head_field_push(http_cursor *c, const lode_http_field *field) {
  lode_http_parser *parser = c->parser;
  lode_http_head *head = &parser->head;
  if (head->field_count == parser->field_capacity) {
    uint32_t capacity =
        parser->field_capacity ? parser->field_capacity * 2 : 16;
    void *fields =
        lode_try_realloc(head->fields, capacity * sizeof(lode_http_field));
    if (fields == NULL) {
      return head_fail(c, c->at, LODE_HPE_INTERNAL, "Out of memory");
    }
    head->fields = fields;
    parser->field_capacity = capacity;
  }
  head->fields[head->field_count++] = *field;
  return STEP_ON;
}

static http_step head_field(http_cursor *c) {
  lode_http_field field = {0};
  size_t start = c->at;
  if (c->parser->stage == STAGE_FIRST_FIELD && c->base[start] == ' ') {
    if (!head_lenient(c, LODE_HTTP_LENIENT_HEADERS)) {
      return head_fail(c, start + 1, LODE_HPE_UNEXPECTED_SPACE,
                       "Unexpected space after start line");
    }
    while (start < c->size && c->base[start] == ' ') {
      start++;
    }
  }
  size_t i = start;
  while (i < c->size && lode_http_is_token((unsigned char)c->base[i])) {
    i++;
  }
  if (i == c->size) {
    return head_more(c, i - start);
  }
  if (c->base[i] != ':' || i == start) {
    return head_fail(c, i, LODE_HPE_INVALID_HEADER_TOKEN,
                     c->base[i] == '\n' && i == start
                         ? "Invalid header field char"
                         : "Invalid header token");
  }
  field.name = (lode_http_range){(uint32_t)start, (uint32_t)(i - start)};
  c->at = i + 1;
  http_step step = head_value(c, &field);
  if (step != STEP_ON) {
    return step;
  }
  size_t at = field.value.at;
  if (!lode_http_field_note(c->parser, &field, &at)) {
    c->at = at;
    return STEP_FAILED;
  }
  c->parser->counted += field.name.size + field.value.size;
  return head_field_push(c, &field);
}

// One line; *last says that it was the empty one that ends the head.
static http_step head_line(http_cursor *c, bool *last) {
  lode_http_parser *parser = c->parser;
  if (parser->stage == STAGE_START_LINE) {
    return parser->kind == LODE_HTTP_REQUEST ? head_request_line(c)
                                             : head_status_line(c);
  }
  if (c->base[c->at] == '\r' ||
      (c->base[c->at] == '\n' &&
       head_lenient(c, LODE_HTTP_LENIENT_OPTIONAL_CR_BEFORE_LF))) {
    *last = true;
    return head_newline(c, "", LODE_HPE_INTERNAL, "Expected LF after headers",
                        LODE_HPE_STRICT);
  }
  return head_field(c);
}

http_head_result lode_http_head_parse(lode_http_parser *parser,
                                      const char *base, size_t size,
                                      size_t *at) {
  http_cursor c = {parser, base, size, parser->line};
  parser->head.base = base;
  bool last = false;
  while (c.at < size) {
    switch (head_line(&c, &last)) {
      case STEP_MORE:
        return HTTP_HEAD_INCOMPLETE;
      case STEP_FAILED:
        *at = c.at;
        return HTTP_HEAD_FAILED;
      case STEP_ON:
        break;
    }
    if (last) {
      *at = c.at;
      return HTTP_HEAD_COMPLETE;
    }
    parser->line = (uint32_t)c.at;
    if (parser->stage < STAGE_FIELD) {
      parser->stage++;
    }
  }
  return HTTP_HEAD_INCOMPLETE;
}
