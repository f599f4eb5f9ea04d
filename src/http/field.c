// SPDX-License-Identifier: MIT
// The fields that decide where a message ends and whether the connection
// lives on. Anything two readers could understand differently is an error.
#include "http/parser_internal.h"

static char http_lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool lode_http_same(const char *text, size_t n, const char *lower) {
  for (size_t i = 0; i < n; i++) {
    if (lower[i] == '\0' || http_lower(text[i]) != lower[i]) {
      return false;
    }
  }
  return lower[n] == '\0';
}

static lode_http_known field_known(const char *name, size_t n) {
  switch (n) {
    case 4:
      return lode_http_same(name, n, "host") ? LODE_HTTP_HOST : LODE_HTTP_OTHER;
    case 6:
      return lode_http_same(name, n, "expect") ? LODE_HTTP_EXPECT
                                               : LODE_HTTP_OTHER;
    case 7:
      return lode_http_same(name, n, "upgrade") ? LODE_HTTP_UPGRADE
                                                : LODE_HTTP_OTHER;
    case 10:
      return lode_http_same(name, n, "connection") ? LODE_HTTP_CONNECTION
                                                   : LODE_HTTP_OTHER;
    case 14:
      return lode_http_same(name, n, "content-length")
                 ? LODE_HTTP_CONTENT_LENGTH
                 : LODE_HTTP_OTHER;
    case 16:
      return lode_http_same(name, n, "proxy-connection") ? LODE_HTTP_CONNECTION
                                                         : LODE_HTTP_OTHER;
    case 17:
      return lode_http_same(name, n, "transfer-encoding")
                 ? LODE_HTTP_TRANSFER_ENCODING
                 : LODE_HTTP_OTHER;
    default:
      return LODE_HTTP_OTHER;
  }
}

static bool http_is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// The next element of a comma-separated list; false at its end.
static bool field_next_item(const char **at, const char *end, const char **item,
                            size_t *n) {
  if (*at >= end) {
    return false;
  }
  const char *from = *at;
  while (from < end && http_is_blank(*from)) {
    from++;
  }
  const char *stop = from;
  while (stop < end && *stop != ',') {
    stop++;
  }
  *at = stop + 1;
  while (stop > from && http_is_blank(stop[-1])) {
    stop--;
  }
  *item = from;
  *n = (size_t)(stop - from);
  return true;
}

static void field_note_connection(lode_http_parser *parser, const char *value,
                                  size_t size) {
  const char *end = value + size;
  const char *item;
  size_t n;
  while (field_next_item(&value, end, &item, &n)) {
    if (lode_http_same(item, n, "keep-alive")) {
      parser->flags |= FLAG_KEEP_ALIVE;
    } else if (lode_http_same(item, n, "close")) {
      parser->flags |= FLAG_CLOSE;
    } else if (lode_http_same(item, n, "upgrade")) {
      parser->flags |= FLAG_CONNECTION_UPGRADE;
    }
  }
}

static bool field_note_length(lode_http_parser *parser, const char *value,
                              size_t size, size_t *at) {
  lode_http_head *head = &parser->head;
  if (head->has_length) {
    return lode_http_fail(parser, LODE_HPE_UNEXPECTED_CONTENT_LENGTH,
                          "Duplicate Content-Length");
  }
  if ((parser->flags & FLAG_TRANSFER_ENCODING) &&
      !(parser->lenient & LODE_HTTP_LENIENT_CHUNKED_LENGTH)) {
    return lode_http_fail(
        parser, LODE_HPE_INVALID_CONTENT_LENGTH,
        "Content-Length can't be present with Transfer-Encoding");
  }
  if (size == 0) {
    return lode_http_fail(parser, LODE_HPE_INVALID_CONTENT_LENGTH,
                          "Empty Content-Length");
  }
  uint64_t length = 0;
  for (size_t i = 0; i < size; i++) {
    unsigned digit = (unsigned char)value[i] - (unsigned)'0';
    if (digit > 9) {
      *at += i;
      return lode_http_fail(parser, LODE_HPE_INVALID_CONTENT_LENGTH,
                            "Invalid character in Content-Length");
    }
    if (length > (UINT64_MAX - digit) / 10) {
      *at += i;
      return lode_http_fail(parser, LODE_HPE_INVALID_CONTENT_LENGTH,
                            "Content-Length overflow");
    }
    length = length * 10 + digit;
  }
  head->length = length;
  head->has_length = true;
  return true;
}

static bool field_note_encoding(lode_http_parser *parser, const char *value,
                                size_t size) {
  lode_http_head *head = &parser->head;
  bool lenient = parser->lenient & LODE_HTTP_LENIENT_TRANSFER_ENCODING;
  if (head->has_length &&
      !(parser->lenient & LODE_HTTP_LENIENT_CHUNKED_LENGTH)) {
    return lode_http_fail(
        parser, LODE_HPE_INVALID_TRANSFER_ENCODING,
        "Transfer-Encoding can't be present with Content-Length");
  }
  parser->flags |= FLAG_TRANSFER_ENCODING;
  head->has_encoding = true;
  const char *end = value + size;
  const char *item;
  size_t n;
  while (field_next_item(&value, end, &item, &n)) {
    // Only the last coding frames the message, so nothing may follow it.
    if (head->chunked && parser->kind == LODE_HTTP_REQUEST && !lenient) {
      return lode_http_fail(parser, LODE_HPE_INVALID_TRANSFER_ENCODING,
                            "Invalid `Transfer-Encoding` header value");
    }
    head->chunked = lode_http_same(item, n, "chunked");
  }
  return true;
}

bool lode_http_field_note(lode_http_parser *parser, lode_http_field *field,
                          size_t *at) {
  lode_http_head *head = &parser->head;
  field->known =
      (uint8_t)field_known(head->base + field->name.at, field->name.size);
  const char *value = head->base + field->value.at;
  switch (field->known) {
    case LODE_HTTP_CONNECTION:
      field_note_connection(parser, value, field->value.size);
      return true;
    case LODE_HTTP_CONTENT_LENGTH:
      return field_note_length(parser, value, field->value.size, at);
    case LODE_HTTP_TRANSFER_ENCODING:
      return field_note_encoding(parser, value, field->value.size);
    case LODE_HTTP_HOST:
      head->host_count += head->host_count < UINT8_MAX;
      return true;
    case LODE_HTTP_EXPECT:
      head->expect = true;
      return true;
    case LODE_HTTP_UPGRADE:
      parser->flags |= FLAG_UPGRADE;
      return true;
    default:
      return true;
  }
}
