// SPDX-License-Identifier: MIT
// What text between tags means: lines lose the white space at their ends, empty
// ones go, the rest is joined by spaces; entities become characters. What an
// entity names is never white space to be removed.
#include <stdio.h>
#include <string.h>

#include "compiler/jsx.h"
#include "compiler/parser_internal.h"

static void text_add(lode_buf *out, const char *s, size_t n, bool *failed) {
  if (lode_buf_append(out, s, n) < 0) {
    *failed = true;
  }
}

static void text_unit(lode_buf *out, uint32_t unit, bool *failed) {
  char escape[8];
  int n = snprintf(escape, sizeof escape, "\\u%04X", (unsigned)unit & 0xFFFF);
  text_add(out, escape, (size_t)n, failed);
}

// One character of a string between double quotes.
static void text_character(lode_buf *out, uint32_t c, bool *failed) {
  if (c == '\n') {
    text_add(out, "\\n", 2, failed);
  } else if (c == '"' || c == '\\') {
    char both[2] = {'\\', (char)c};
    text_add(out, both, 2, failed);
  } else if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029 ||
             (c >= 0xD800 && c <= 0xDFFF)) {
    text_unit(out, c, failed);
  } else {
    uint8_t bytes[4];
    size_t n = lode_utf8_put(bytes, c);
    text_add(out, (const char *)bytes, n, failed);
  }
}

// Plain text with or without entities.
static void text_put(const char *s, size_t n, bool entities, lode_buf *out,
                     bool *failed) {
  const uint8_t *limit = (const uint8_t *)s + n;
  while (n > 0) {
    size_t entity = 0;
    uint32_t c = *s == '&' && entities ? lode_jsx_entity(s, n, &entity)
                                       : LODE_JSX_NO_ENTITY;
    unsigned size = (unsigned)entity;
    if (c == LODE_JSX_NO_ENTITY) {
      c = lode_utf8_peek((const uint8_t *)s, limit, &size);
    }
    text_character(out, c, failed);
    s += size;
    n -= size;
  }
}

// The bytes of the white space at `s` that stays within a line, or 0.
static unsigned text_space(const uint8_t *s, const uint8_t *limit) {
  if (s == limit) {
    return 0;
  }
  unsigned size;
  uint32_t c = lode_utf8_peek(s, limit, &size);
  bool space = c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == 0x85 ||
               c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
               c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
  return space ? size : 0;
}

// A line without the white space at its ends: from the first that is none to
// the last.
typedef struct text_line {
  const char *start;
  const char *end;
} text_line;

static text_line text_trim(const char *s, const char *end, bool first,
                           bool last) {
  const uint8_t *limit = (const uint8_t *)end, *at = (const uint8_t *)s;
  for (unsigned n = 1; !first && n > 0; at += n) {
    n = text_space(at, limit);
  }
  text_line line = {(const char *)at, (const char *)at};
  while (at < limit) {
    unsigned size = text_space(at, limit);
    bool space = size > 0;
    if (!space) {
      lode_utf8_peek(at, limit, &size);
    }
    at += size;
    if (!space || last) {
      line.end = (const char *)at;
    }
  }
  return line;
}

static const char *text_line_end(const char *s, const char *limit) {
  while (s < limit && lode_line_end(s, (size_t)(limit - s)) == 0) {
    s++;
  }
  return s;
}

void lode_jsx_text(const char *s, size_t n, lode_buf *out, bool *failed) {
  const char *limit = s + n;
  bool opened = false;
  for (bool first = true, last = false; !last; first = false) {
    const char *end = text_line_end(s, limit);
    last = end == limit;
    text_line line = text_trim(s, end, first, last);
    if (line.end > line.start) {
      text_add(out, opened ? " " : "\"", 1, failed);
      opened = true;
      text_put(line.start, (size_t)(line.end - line.start), true, out, failed);
    }
    s = last ? end : end + lode_line_end(end, (size_t)(limit - end));
  }
  if (opened) {
    text_add(out, "\"", 1, failed);
  }
}

static void text_quoted(const char *s, size_t n, bool entities, lode_buf *out,
                        bool *failed) {
  text_add(out, "\"", 1, failed);
  text_put(s, n, entities, out, failed);
  text_add(out, "\"", 1, failed);
}

void lode_jsx_string(const char *s, size_t n, lode_buf *out, bool *failed) {
  text_quoted(s + 1, n - 2, true, out, failed);
}

void lode_jsx_quote(const char *s, size_t n, lode_buf *out, bool *failed) {
  text_quoted(s, n, false, out, failed);
}
