// SPDX-License-Identifier: MIT
// A strict, incremental HTTP/1.x parser. It pulls: the caller offers bytes
// and gets one event back, with the number of bytes that it took. It allocates
// only for a head that arrives in pieces and for the list of fields, performs
// no I/O and knows no engine.
//
//   START ──▶ HEAD ──▶ body (LENGTH | CHUNKS ──▶ TRAILERS | UNTIL_EOF)
//     ▲         │                     │
//     │         └──▶ DONE ◀───────────┘
//     └── keep-alive ──┤
//                      ├──▶ UPGRADED  the rest is another protocol
//                      └──▶ CLOSED    more data is an error
//   FAILED is final and can be reached from everywhere.
#ifndef LODE_HTTP_PARSER_H
#define LODE_HTTP_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "http/method.h"

typedef enum lode_http_kind {
  LODE_HTTP_REQUEST = 1,
  LODE_HTTP_RESPONSE = 2,
} lode_http_kind;

// What to let pass; the values are those of node:http.
enum {
  LODE_HTTP_LENIENT_HEADERS = 1,
  LODE_HTTP_LENIENT_CHUNKED_LENGTH = 2,
  LODE_HTTP_LENIENT_KEEP_ALIVE = 4,
  LODE_HTTP_LENIENT_TRANSFER_ENCODING = 8,
  LODE_HTTP_LENIENT_VERSION = 16,
  LODE_HTTP_LENIENT_DATA_AFTER_CLOSE = 32,
  LODE_HTTP_LENIENT_OPTIONAL_LF_AFTER_CR = 64,
  LODE_HTTP_LENIENT_OPTIONAL_CRLF_AFTER_CHUNK = 128,
  LODE_HTTP_LENIENT_OPTIONAL_CR_BEFORE_LF = 256,
  LODE_HTTP_LENIENT_SPACES_AFTER_CHUNK_SIZE = 512,
  LODE_HTTP_LENIENT_ALL = 1023,
};

// X(symbol): what users see as HPE_symbol.
#define LODE_HTTP_ERROR_MAP(X) \
  X(OK)                        \
  X(INTERNAL)                  \
  X(STRICT)                    \
  X(CR_EXPECTED)               \
  X(LF_EXPECTED)               \
  X(UNEXPECTED_CONTENT_LENGTH) \
  X(UNEXPECTED_SPACE)          \
  X(CLOSED_CONNECTION)         \
  X(INVALID_METHOD)            \
  X(INVALID_URL)               \
  X(INVALID_CONSTANT)          \
  X(INVALID_VERSION)           \
  X(INVALID_HEADER_TOKEN)      \
  X(INVALID_CONTENT_LENGTH)    \
  X(INVALID_CHUNK_SIZE)        \
  X(INVALID_STATUS)            \
  X(INVALID_EOF_STATE)         \
  X(INVALID_TRANSFER_ENCODING) \
  X(PAUSED_H2_UPGRADE)         \
  X(HEADER_OVERFLOW)           \
  X(CHUNK_EXTENSIONS_OVERFLOW)

typedef enum lode_http_error {
#define X(symbol) LODE_HPE_##symbol,
  LODE_HTTP_ERROR_MAP(X)
#undef X
} lode_http_error;

// "HPE_INVALID_METHOD" and the like.
const char *lode_http_error_name(lode_http_error error);

typedef enum lode_http_event {
  LODE_HTTP_NEED_MORE,  // everything offered was taken
  LODE_HTTP_HEAD,       // parser->head is complete
  LODE_HTTP_BODY,       // parser->body holds bytes of the body
  LODE_HTTP_TRAILERS,   // parser->head.fields are the trailers
  LODE_HTTP_DONE,       // the message is complete
  LODE_HTTP_UPGRADED,   // bytes from here on are not HTTP (again each call)
  LODE_HTTP_FAILED,     // parser->error, ->reason; *used is where
} lode_http_event;

// The fields that the parser or every server looks at.
typedef enum lode_http_known {
  LODE_HTTP_OTHER,
  LODE_HTTP_CONNECTION,
  LODE_HTTP_CONTENT_LENGTH,
  LODE_HTTP_EXPECT,
  LODE_HTTP_HOST,
  LODE_HTTP_TRANSFER_ENCODING,
  LODE_HTTP_UPGRADE,
} lode_http_known;

typedef struct lode_http_range {
  uint32_t at, size;  // in head->base
} lode_http_range;

typedef struct lode_http_field {
  lode_http_range name, value;
  uint8_t known;  // lode_http_known
  bool folded;    // the value spans lines: skip its CR and LF (lenient only)
} lode_http_field;

// A complete head. Ranges are valid until the next call on the parser and
// while the bytes offered live.
typedef struct lode_http_head {
  const char *base;
  lode_http_field *fields;
  uint32_t field_count;
  uint32_t size;           // from the first byte to the end of the empty line
  lode_http_range target;  // requests
  lode_http_range reason;  // responses
  uint8_t method;          // lode_http_method
  uint8_t major, minor;
  uint16_t status;
  uint8_t host_count;  // Host fields seen (stops at 255)
  bool expect;         // there is an Expect field
  bool upgrade;        // what follows the message is another protocol
  bool keep_alive;     // as the head alone tells
  bool chunked;        // the body comes in chunks
  bool has_length;     // there is a Content-Length
  bool has_encoding;   // there is a Transfer-Encoding
  uint64_t length;     // its value
} lode_http_head;

typedef struct lode_http_parser {
  lode_http_head head;
  lode_buf held;  // the bytes of a head that has not ended yet
  uint32_t field_capacity;
  uint32_t line;       // in the head: start of the first line not yet taken
  uint32_t counted;    // bytes counted against max_head
  uint32_t max_head;   // limit for target, names and values together
  uint64_t left;       // of the body or the chunk
  uint32_t extension;  // bytes of this chunk's extensions
  uint16_t lenient;
  uint16_t flags;  // what the fields have said
  uint8_t kind;    // lode_http_kind
  uint8_t state;
  uint8_t stage;       // of the head, or of the line that frames a chunk
  uint8_t error;       // lode_http_error
  const char *reason;  // static text
  const char *body;    // borrowed from the bytes offered
  size_t body_size;
} lode_http_parser;

#define LODE_HTTP_MAX_HEAD 16384
#define LODE_HTTP_MAX_EXTENSION 16384

// Starts afresh for a new connection; keeps no memory of an older one.
void lode_http_parser_init(lode_http_parser *parser, lode_http_kind kind,
                           uint32_t max_head, uint16_t lenient);
void lode_http_parser_deinit(lode_http_parser *parser);

// Takes bytes until there is something to say. On LODE_HTTP_FAILED *used is
// where in `data` the error lies.
LODE_NODISCARD lode_http_event lode_http_parser_next(lode_http_parser *parser,
                                                     const char *data,
                                                     size_t size, size_t *used);
// The peer has ended: LODE_HTTP_DONE when that completes a message,
// LODE_HTTP_NEED_MORE when none was open or the parser has failed before, else
// LODE_HTTP_FAILED.
LODE_NODISCARD lode_http_event
lode_http_parser_finish(lode_http_parser *parser);

// After LODE_HTTP_HEAD: the message has no body whatever its head says (an
// answer to HEAD).
void lode_http_parser_skip_body(lode_http_parser *parser);
// After LODE_HTTP_HEAD: what follows is, or is not, another protocol.
void lode_http_parser_set_upgrade(lode_http_parser *parser, bool upgrade);

// Whether a message has begun and not ended.
bool lode_http_parser_in_message(const lode_http_parser *parser);
// Whether its head is still incomplete.
bool lode_http_parser_in_head(const lode_http_parser *parser);

#endif
