// SPDX-License-Identifier: MIT
// A regular expression literal: where it ends, its flags; the pattern is
// checked by regexp_pattern.c.
#include "compiler/parser_internal.h"

static bool regexp_line_end(const uint8_t *s) {
  return *s == '\n' || *s == '\r' ||
         (s[0] == 0xE2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9));
}

static LODE_NORETURN void regexp_missing(lode_parser *p) {
  lode_parser_fail(p, p->tok.start, p->tok.start + 1,
                   "Invalid regular expression: missing /");
}

static const uint8_t *regexp_body_end(lode_parser *p, const uint8_t *s) {
  bool in_class = false;
  for (;; s++) {
    if (s >= p->limit || regexp_line_end(s)) {
      regexp_missing(p);
    }
    switch (*s) {
      case '\\':
        s++;
        if (s >= p->limit || regexp_line_end(s)) {
          regexp_missing(p);
        }
        break;
      case '[':
        in_class = true;
        break;
      case ']':
        in_class = false;
        break;
      case '/':
        if (!in_class) {
          return s;
        }
        break;
      default:
        break;
    }
  }
}

static LODE_NORETURN void regexp_bad_flags(lode_parser *p, const uint8_t *s) {
  lode_parser_fail(p, p->tok.start, (uint32_t)(s - p->source),
                   "Invalid regular expression flags");
}

void lode_scan_regexp(lode_parser *p) {
  static const char letters[] = "dgimsuvy";
  const uint8_t *from = p->source + p->tok.start + 1;
  const uint8_t *end = regexp_body_end(p, from), *s = end + 1;
  unsigned seen = 0;
  for (;; s++) {
    unsigned size;
    uint32_t c = lode_utf8_peek(s, p->limit, &size);
    if (*s != '\\' && !lode_is_id_continue(c)) {
      break;
    }
    unsigned i = 0;
    while (letters[i] != '\0' && (uint8_t)letters[i] != c) {
      i++;
    }
    if (letters[i] == '\0' || (seen & 1u << i)) {
      regexp_bad_flags(p, s + 1);
    }
    seen |= 1u << i;
  }
  bool unicode = (seen & 1u << 5) != 0, sets = (seen & 1u << 6) != 0;
  if (unicode && sets) {
    regexp_bad_flags(p, s);
  }
  lode_regexp_check(
      p, from, end, s,
      (unicode ? LODE_REGEXP_UNICODE : 0) | (sets ? LODE_REGEXP_SETS : 0));
  p->at = s;
  p->tok.end = (uint32_t)(s - p->source);
}
