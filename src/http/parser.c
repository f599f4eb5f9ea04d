// SPDX-License-Identifier: MIT
// The states around a head: before it, the body, chunks, the end. See the
// diagram in parser.h.
#include "http/parser.h"

#include <stdlib.h>
#include <string.h>

#include "http/parser_internal.h"
#include "http/scan.h"

enum {
  STATE_START,  // between messages
  STATE_HEAD,
  STATE_AFTER_HEAD,  // the caller has seen the head
  STATE_LENGTH,
  STATE_UNTIL_EOF,
  STATE_CHUNK_SIZE,
  STATE_CHUNK_DATA,
  STATE_CHUNK_END,
  STATE_TRAILERS,
  STATE_DONE,
  STATE_UPGRADED,
  STATE_CLOSED,
  STATE_FAILED,
};

// Within the line that opens a chunk.
enum {
  CHUNK_FIRST_DIGIT,
  CHUNK_DIGIT,
  CHUNK_SPACE,  // lenient
  CHUNK_EXTENSION_START,
  CHUNK_EXTENSION_NAME,
  CHUNK_EXTENSION_VALUE,
  CHUNK_EXTENSION_QUOTED,
  CHUNK_EXTENSION_ESCAPE,
  CHUNK_EXTENSION_AFTER_QUOTE,
  CHUNK_LF,
};

// Heads are kept whole only up to this multiple of max_head: blanks around
// values and line ends are not counted against it.
#define HTTP_HELD_FACTOR 8
// A head that came in pieces is completed this many bytes at a time, so that
// little of the body is copied with it.
#define HTTP_HELD_STEP 2048

const char *lode_http_error_name(lode_http_error error) {
  static const char *const names[] = {
#define X(symbol) "HPE_" #symbol,
      LODE_HTTP_ERROR_MAP(X)
#undef X
  };
  return names[error];
}

bool lode_http_fail(lode_http_parser *parser, lode_http_error error,
                    const char *reason) {
  parser->error = (uint8_t)error;
  parser->reason = reason;
  parser->state = STATE_FAILED;
  return false;
}

static lode_http_event parser_fail(lode_http_parser *parser,
                                   lode_http_error error, const char *reason) {
  lode_http_fail(parser, error, reason);
  return LODE_HTTP_FAILED;
}

void lode_http_parser_init(lode_http_parser *parser, lode_http_kind kind,
                           uint32_t max_head, uint16_t lenient) {
  memset(parser, 0, sizeof *parser);
  parser->kind = (uint8_t)kind;
  parser->max_head = max_head ? max_head : LODE_HTTP_MAX_HEAD;
  parser->lenient = lenient;
  parser->head.method = LODE_METHOD_NONE;
  parser->reason = "";
}

void lode_http_parser_deinit(lode_http_parser *parser) {
  lode_buf_deinit(&parser->held);
  free(parser->head.fields);
  parser->head.fields = NULL;
  parser->head.field_count = parser->field_capacity = 0;
}

bool lode_http_parser_in_message(const lode_http_parser *parser) {
  return parser->state > STATE_START && parser->state < STATE_DONE;
}

bool lode_http_parser_in_head(const lode_http_parser *parser) {
  return parser->state == STATE_HEAD;
}

static void parser_begin(lode_http_parser *parser) {
  lode_http_field *fields = parser->head.fields;
  parser->head = (lode_http_head){
      .fields = fields,
      .method = LODE_METHOD_NONE,
  };
  parser->held.size = 0;
  parser->line = parser->counted = 0;
  parser->flags = 0;
  parser->stage = 0;
  parser->state = STATE_HEAD;
}

static bool parser_until_eof(const lode_http_parser *parser) {
  const lode_http_head *head = &parser->head;
  if (parser->kind == LODE_HTTP_REQUEST || head->status / 100 == 1 ||
      head->status == 204 || head->status == 304 ||
      (parser->flags & FLAG_SKIP_BODY)) {
    return false;
  }
  if ((parser->flags & FLAG_TRANSFER_ENCODING) && !head->chunked) {
    return true;
  }
  return !head->chunked && !head->has_length;
}

static bool parser_keep_alive(const lode_http_parser *parser) {
  const lode_http_head *head = &parser->head;
  if (head->major > 0 && head->minor > 0) {
    if (parser->flags & FLAG_CLOSE) {
      return false;
    }
  } else if (!(parser->flags & FLAG_KEEP_ALIVE)) {
    return false;
  }
  return !parser_until_eof(parser);
}

static void parser_head_done(lode_http_parser *parser, size_t size) {
  lode_http_head *head = &parser->head;
  head->size = (uint32_t)size;
  bool both = (parser->flags & FLAG_UPGRADE) &&
              (parser->flags & FLAG_CONNECTION_UPGRADE);
  if (parser->kind == LODE_HTTP_REQUEST) {
    head->upgrade = both || head->method == LODE_METHOD_CONNECT;
  } else {
    head->upgrade = both && head->status == 101;
  }
  head->keep_alive = parser_keep_alive(parser);
  parser->state = STATE_AFTER_HEAD;
}

// A head or trailers. The bytes are parsed where they lie; only when they end
// before the head does are they kept.
static lode_http_event parser_head(lode_http_parser *parser, const char *data,
                                   size_t size, size_t *used) {
  *used = 0;
  bool trailers = parser->state == STATE_TRAILERS;
  size_t taken = 0;
  http_head_result result;
  size_t at = 0;
  size_t before = parser->held.size;
  if (before == 0) {
    result = lode_http_head_parse(parser, data, size, &at);
    taken = size;
    if (result == HTTP_HEAD_INCOMPLETE &&
        lode_buf_append(&parser->held, data, size) < 0) {
      return parser_fail(parser, LODE_HPE_INTERNAL, "Out of memory");
    }
  } else {
    do {
      size_t n = size - taken < HTTP_HELD_STEP ? size - taken : HTTP_HELD_STEP;
      before = parser->held.size - taken;
      if (lode_buf_append(&parser->held, data + taken, n) < 0) {
        return parser_fail(parser, LODE_HPE_INTERNAL, "Out of memory");
      }
      taken += n;
      result = lode_http_head_parse(parser, parser->held.data,
                                    parser->held.size, &at);
    } while (result == HTTP_HEAD_INCOMPLETE && taken < size);
  }
  switch (result) {
    case HTTP_HEAD_INCOMPLETE:
      *used = size;
      if (parser->held.size / HTTP_HELD_FACTOR > parser->max_head) {
        return parser_fail(parser, LODE_HPE_HEADER_OVERFLOW, "Header overflow");
      }
      return LODE_HTTP_NEED_MORE;
    case HTTP_HEAD_FAILED:
      *used = at > before ? at - before : 0;
      return LODE_HTTP_FAILED;
    case HTTP_HEAD_COMPLETE:
      break;
  }
  *used = at - before;
  if (trailers) {
    parser->state = STATE_DONE;
    return parser->head.field_count ? LODE_HTTP_TRAILERS : LODE_HTTP_NEED_MORE;
  }
  parser_head_done(parser, at);
  return LODE_HTTP_HEAD;
}

// Chooses how the body is framed. Returns false after an error.
static bool parser_after_head(lode_http_parser *parser) {
  lode_http_head *head = &parser->head;
  bool has_body = head->chunked || (head->has_length && head->length > 0 &&
                                    !(parser->flags & FLAG_TRANSFER_ENCODING));
  bool skip = parser->flags & FLAG_SKIP_BODY;
  if (head->upgrade &&
      (head->method == LODE_METHOD_CONNECT || skip || !has_body)) {
    parser->state = STATE_DONE;
    return true;
  }
  if (skip || (parser->kind == LODE_HTTP_RESPONSE &&
               (head->status / 100 == 1 || head->status == 204 ||
                head->status == 304))) {
    parser->state = STATE_DONE;
  } else if (head->chunked) {
    parser->state = STATE_CHUNK_SIZE;
    parser->stage = CHUNK_FIRST_DIGIT;
  } else if (parser->flags & FLAG_TRANSFER_ENCODING) {
    // Where a request with an unknown coding ends, nobody can know.
    if (parser->kind == LODE_HTTP_REQUEST &&
        !(parser->lenient & (LODE_HTTP_LENIENT_CHUNKED_LENGTH |
                             LODE_HTTP_LENIENT_TRANSFER_ENCODING))) {
      return lode_http_fail(parser, LODE_HPE_INVALID_TRANSFER_ENCODING,
                            "Request has invalid `Transfer-Encoding`");
    }
    parser->state = STATE_UNTIL_EOF;
  } else if (head->has_length) {
    parser->left = head->length;
    parser->state = head->length ? STATE_LENGTH : STATE_DONE;
  } else {
    parser->state = parser_until_eof(parser) ? STATE_UNTIL_EOF : STATE_DONE;
  }
  return true;
}

static bool chunk_extension_count(lode_http_parser *parser) {
  if (++parser->extension > LODE_HTTP_MAX_EXTENSION) {
    return lode_http_fail(parser, LODE_HPE_CHUNK_EXTENSIONS_OVERFLOW,
                          "Chunk extensions overflow");
  }
  return true;
}

// The end of the line that opens a chunk, at its CR or LF.
static bool chunk_newline(lode_http_parser *parser, char c, const char *no_cr) {
  if (c == '\r') {
    parser->stage = CHUNK_LF;
    return true;
  }
  if (parser->lenient & LODE_HTTP_LENIENT_OPTIONAL_CR_BEFORE_LF) {
    parser->stage = CHUNK_FIRST_DIGIT;
    return true;
  }
  return lode_http_fail(parser, LODE_HPE_CR_EXPECTED, no_cr);
}

static bool chunk_digit(lode_http_parser *parser, char c) {
  unsigned digit;
  if (c >= '0' && c <= '9') {
    digit = (unsigned)(c - '0');
  } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
    digit = (unsigned)((c | 0x20) - 'a' + 10);
  } else if (parser->stage == CHUNK_FIRST_DIGIT) {
    return lode_http_fail(parser, LODE_HPE_INVALID_CHUNK_SIZE,
                          "Invalid character in chunk size");
  } else if (c == ';') {
    parser->stage = CHUNK_EXTENSION_START;
    return true;
  } else if (c == '\r' || c == '\n') {
    return chunk_newline(parser, c, "Missing expected CR after chunk size");
  } else if (c == ' ' &&
             (parser->lenient & LODE_HTTP_LENIENT_SPACES_AFTER_CHUNK_SIZE)) {
    parser->stage = CHUNK_SPACE;
    return true;
  } else {
    return lode_http_fail(parser, LODE_HPE_INVALID_CHUNK_SIZE,
                          "Invalid character in chunk size");
  }
  if (parser->left >> 60) {
    return lode_http_fail(parser, LODE_HPE_INVALID_CHUNK_SIZE,
                          "Chunk size overflow");
  }
  parser->left = parser->left << 4 | digit;
  parser->stage = CHUNK_DIGIT;
  return true;
}

static bool chunk_extension(lode_http_parser *parser, char c) {
  if (parser->stage == CHUNK_EXTENSION_ESCAPE) {
    unsigned char u = (unsigned char)c;
    if ((u < 0x20 && c != '\t') || u == 0x7f) {
      return lode_http_fail(parser, LODE_HPE_STRICT,
                            "Invalid quoted-pair in chunk extensions quoted "
                            "value");
    }
    parser->stage = CHUNK_EXTENSION_QUOTED;
    return chunk_extension_count(parser);
  }
  if (parser->stage == CHUNK_EXTENSION_QUOTED) {
    unsigned char u = (unsigned char)c;
    if ((u < 0x20 && c != '\t') || u == 0x7f) {
      return lode_http_fail(
          parser, LODE_HPE_STRICT,
          "Invalid character in chunk extensions quoted value");
    }
    parser->stage = c == '"'    ? CHUNK_EXTENSION_AFTER_QUOTE
                    : c == '\\' ? CHUNK_EXTENSION_ESCAPE
                                : CHUNK_EXTENSION_QUOTED;
    return chunk_extension_count(parser);
  }
  bool value = parser->stage == CHUNK_EXTENSION_VALUE;
  if (c == ';') {
    parser->stage = CHUNK_EXTENSION_START;
    return true;
  }
  if (parser->stage != CHUNK_EXTENSION_START && (c == '\r' || c == '\n')) {
    return chunk_newline(parser, c,
                         parser->stage == CHUNK_EXTENSION_NAME
                             ? "Missing expected CR after chunk extension name"
                             : "Missing expected CR after chunk extension "
                               "value");
  }
  if (parser->stage == CHUNK_EXTENSION_AFTER_QUOTE) {
    return lode_http_fail(parser, LODE_HPE_STRICT,
                          "Invalid character in chunk extensions quote value");
  }
  if (c == '=' && !value) {
    parser->stage = CHUNK_EXTENSION_VALUE;
    return true;
  }
  if (c == '"' && value) {
    parser->stage = CHUNK_EXTENSION_QUOTED;
    return chunk_extension_count(parser);
  }
  if (!lode_http_is_token((unsigned char)c)) {
    bool none = parser->stage == CHUNK_EXTENSION_START &&
                (c == '\r' || c == '\n' || c == ' ');
    return lode_http_fail(parser, LODE_HPE_STRICT,
                          none ? "Invalid character in chunk extensions"
                          : value
                              ? "Invalid character in chunk extensions value"
                              : "Invalid character in chunk extensions name");
  }
  if (!value) {
    parser->stage = CHUNK_EXTENSION_NAME;
  }
  return chunk_extension_count(parser);
}

static bool chunk_size_byte(lode_http_parser *parser, char c) {
  switch (parser->stage) {
    case CHUNK_FIRST_DIGIT:
    case CHUNK_DIGIT:
      return chunk_digit(parser, c);
    case CHUNK_SPACE:
      if (c == ' ') {
        return true;
      }
      if (c == '\r' || c == '\n') {
        return chunk_newline(parser, c, "Missing expected CR after chunk size");
      }
      return lode_http_fail(parser, LODE_HPE_INVALID_CHUNK_SIZE,
                            "Invalid character in chunk size");
    default:
      return chunk_extension(parser, c);
  }
}

// The line that opens a chunk, byte by byte: it is short.
static bool parser_chunk_size(lode_http_parser *parser, const char *data,
                              size_t size, size_t *used) {
  size_t i = *used;
  if (parser->stage == CHUNK_FIRST_DIGIT) {
    parser->left = 0;
    parser->extension = 0;
  }
  while (i < size) {
    bool ended = false;
    if (parser->stage == CHUNK_LF) {
      if (data[i] == '\n') {
        i++;
      } else if (!(parser->lenient & LODE_HTTP_LENIENT_OPTIONAL_LF_AFTER_CR)) {
        *used = i;
        return lode_http_fail(parser, LODE_HPE_STRICT,
                              "Expected LF after chunk size");
      }
      ended = true;
    } else {
      if (!chunk_size_byte(parser, data[i])) {
        *used = i;
        return false;
      }
      i++;
      // A bare LF, let pass, has ended the line.
      ended = parser->stage == CHUNK_FIRST_DIGIT;
    }
    if (ended) {
      if (parser->left > 0) {
        parser->state = STATE_CHUNK_DATA;
      } else {
        parser->state = STATE_TRAILERS;
        parser->head.field_count = 0;
        parser->held.size = 0;
        parser->line = parser->counted = 0;
        parser->stage = UINT8_MAX;  // fields only
      }
      break;
    }
  }
  *used = i;
  return true;
}

// The line end behind a chunk.
static bool parser_chunk_end(lode_http_parser *parser, const char *data,
                             size_t size, size_t *used) {
  unsigned lenient = parser->lenient;
  if (parser->stage == CHUNK_LF) {
    if (data[*used] == '\n') {
      (*used)++;
    } else if (!(lenient & LODE_HTTP_LENIENT_OPTIONAL_LF_AFTER_CR)) {
      return lode_http_fail(parser, LODE_HPE_STRICT,
                            "Expected LF after chunk data");
    }
  } else if (data[*used] == '\r') {
    (*used)++;
    parser->stage = CHUNK_LF;
    if (*used == size) {
      return true;
    }
    return parser_chunk_end(parser, data, size, used);
  } else if (data[*used] == '\n') {
    if (!(lenient & LODE_HTTP_LENIENT_OPTIONAL_CR_BEFORE_LF)) {
      return lode_http_fail(parser, LODE_HPE_CR_EXPECTED,
                            "Missing expected CR after chunk data");
    }
    (*used)++;
  } else if (!(lenient & LODE_HTTP_LENIENT_OPTIONAL_CRLF_AFTER_CHUNK)) {
    return lode_http_fail(parser, LODE_HPE_STRICT,
                          "Expected LF after chunk data");
  }
  parser->state = STATE_CHUNK_SIZE;
  parser->stage = CHUNK_FIRST_DIGIT;
  return true;
}

static lode_http_event parser_body(lode_http_parser *parser, const char *data,
                                   size_t size, size_t *used) {
  size_t n = size - *used;
  if (parser->state != STATE_UNTIL_EOF) {
    if (n > parser->left) {
      n = (size_t)parser->left;
    }
    parser->left -= n;
    if (parser->left == 0) {
      parser->stage = CHUNK_FIRST_DIGIT;
      parser->state =
          parser->state == STATE_LENGTH ? STATE_DONE : STATE_CHUNK_END;
    }
  }
  parser->body = data + *used;
  parser->body_size = n;
  *used += n;
  return LODE_HTTP_BODY;
}

static lode_http_event parser_done(lode_http_parser *parser) {
  // Behind a 101 nothing is HTTP, also when it does not say to what it turns.
  if (parser->head.upgrade || parser->head.status == 101) {
    parser->state = STATE_UPGRADED;
  } else if (parser_keep_alive(parser) ||
             (parser->lenient & LODE_HTTP_LENIENT_DATA_AFTER_CLOSE)) {
    parser->state = STATE_START;
  } else {
    parser->state = STATE_CLOSED;
  }
  return LODE_HTTP_DONE;
}

lode_http_event lode_http_parser_next(lode_http_parser *parser,
                                      const char *data, size_t size,
                                      size_t *used) {
  *used = 0;
  lode_http_event event;
  size_t n;
  for (;;) {
    switch (parser->state) {
      case STATE_AFTER_HEAD:
        if (!parser_after_head(parser)) {
          return LODE_HTTP_FAILED;
        }
        continue;
      case STATE_DONE:
        return parser_done(parser);
      case STATE_UPGRADED:
        return LODE_HTTP_UPGRADED;
      case STATE_FAILED:
        return LODE_HTTP_FAILED;
      default:
        break;
    }
    if (*used == size) {
      return LODE_HTTP_NEED_MORE;
    }
    switch (parser->state) {
      case STATE_START:
        while (*used < size && (data[*used] == '\r' || data[*used] == '\n')) {
          (*used)++;
        }
        if (*used < size) {
          parser_begin(parser);
        }
        break;
      case STATE_HEAD:
      case STATE_TRAILERS:
        event = parser_head(parser, data + *used, size - *used, &n);
        *used += n;
        if (event != LODE_HTTP_NEED_MORE) {
          return event;
        }
        break;
      case STATE_LENGTH:
      case STATE_UNTIL_EOF:
      case STATE_CHUNK_DATA:
        return parser_body(parser, data, size, used);
      case STATE_CHUNK_SIZE:
        if (!parser_chunk_size(parser, data, size, used)) {
          return LODE_HTTP_FAILED;
        }
        break;
      case STATE_CHUNK_END:
        if (!parser_chunk_end(parser, data, size, used)) {
          return LODE_HTTP_FAILED;
        }
        break;
      default:  // STATE_CLOSED
        if (data[*used] != '\r' && data[*used] != '\n') {
          return parser_fail(parser, LODE_HPE_CLOSED_CONNECTION,
                             "Data after `Connection: close`");
        }
        (*used)++;
        break;
    }
  }
}

lode_http_event lode_http_parser_finish(lode_http_parser *parser) {
  switch (parser->state) {
    case STATE_START:
    case STATE_UPGRADED:
    case STATE_CLOSED:
    case STATE_FAILED:  // it has been told
      return LODE_HTTP_NEED_MORE;
    case STATE_UNTIL_EOF:
      parser->state = STATE_CLOSED;
      return LODE_HTTP_DONE;
    case STATE_DONE:
      return parser_done(parser);
    default:
      return parser_fail(parser, LODE_HPE_INVALID_EOF_STATE,
                         "Invalid EOF state");
  }
}

void lode_http_parser_skip_body(lode_http_parser *parser) {
  parser->flags |= FLAG_SKIP_BODY;
}

void lode_http_parser_set_upgrade(lode_http_parser *parser, bool upgrade) {
  parser->head.upgrade = upgrade;
  if (upgrade) {
    parser->flags |= FLAG_SKIP_BODY;
  }
}
