// SPDX-License-Identifier: MIT
// Numbers, strings, templates and their escapes; UTF-8 one code point at a
// time.
#include <string.h>

#include "base/simd.h"
#include "compiler/parser_internal.h"

uint32_t lode_utf8_peek(const uint8_t *s, const uint8_t *limit,
                        unsigned *size) {
  *size = 1;
  uint32_t c = *s;
  if (c < 0x80) {
    return c;
  }
  unsigned more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
  if (c < 0xC2 || c > 0xF4 || (size_t)(limit - s) <= more) {
    return 0xFFFD;
  }
  c &= 0x3Fu >> more;
  for (unsigned i = 1; i <= more; i++) {
    if ((s[i] & 0xC0) != 0x80) {
      return 0xFFFD;
    }
    c = c << 6 | (s[i] & 0x3F);
  }
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  if (c < least[more] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
    return 0xFFFD;
  }
  *size = more + 1;
  return c;
}

size_t lode_utf8_put(uint8_t *out, uint32_t c) {
  if (c < 0x80) {
    out[0] = (uint8_t)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (uint8_t)(0xC0 | c >> 6);
    out[1] = (uint8_t)(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (uint8_t)(0xE0 | c >> 12);
    out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    out[2] = (uint8_t)(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = (uint8_t)(0xF0 | c >> 18);
  out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
  out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
  out[3] = (uint8_t)(0x80 | (c & 0x3F));
  return 4;
}

static int literal_digit(uint8_t c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

static uint32_t literal_offset(const lode_parser *p, const uint8_t *at) {
  return (uint32_t)(at - p->source);
}

static LODE_NORETURN void literal_fail(lode_parser *p, const uint8_t *from,
                                       const uint8_t *to, const char *message) {
  lode_parser_fail(p, literal_offset(p, from), literal_offset(p, to), "%s",
                   message);
}

// From behind `\u`: the code point, with *s behind it; UINT32_MAX with *s at
// the fault.
static uint32_t literal_unicode(const uint8_t **s, const char **message) {
  const uint8_t *at = *s;
  uint32_t c = 0;
  *message = "Invalid Unicode escape sequence";
  if (*at != '{') {
    for (unsigned i = 0; i < 4; i++, at++) {
      int digit = literal_digit(*at);
      if (digit == 16) {
        *s = at;
        return UINT32_MAX;
      }
      c = c << 4 | (uint32_t)digit;
    }
    *s = at;
    return c;
  }
  at++;
  const uint8_t *from = at;
  while (literal_digit(*at) != 16) {
    c = c << 4 | (uint32_t)literal_digit(*at++);
    if (c > 0x10FFFF) {
      *message = "Undefined Unicode code-point";
      *s = at;
      return UINT32_MAX;
    }
  }
  bool whole = *at == '}' && at > from;
  *s = whole ? at + 1 : at;
  return whole ? c : UINT32_MAX;
}

uint32_t lode_scan_unicode_escape(lode_parser *p, const uint8_t **s) {
  const uint8_t *from = *s;
  if (from[1] != 'u') {
    literal_fail(p, from, from + 1, "Invalid or unexpected token");
  }
  const char *message;
  *s = from + 2;
  uint32_t c = literal_unicode(s, &message);
  if (c == UINT32_MAX) {
    literal_fail(p, from, *s < p->limit ? *s + 1 : p->limit, message);
  }
  return c;
}

// Digits with separators; at least one. Returns behind them.
static const uint8_t *literal_digits(lode_parser *p, const uint8_t *s,
                                     int base) {
  const uint8_t *from = s;
  for (;;) {
    if (literal_digit(*s) < base) {
      s++;
    } else if (*s == '_' && s > from && s[-1] != '_') {
      s++;
    } else {
      break;
    }
  }
  if (s == from) {
    literal_fail(p, p->source + p->tok.start, s + (s < p->limit),
                 "Invalid or unexpected token");
  }
  if (*s == '_') {
    literal_fail(p, s, s + 1,
                 "Only one underscore is allowed as numeric separator");
  }
  if (s[-1] == '_') {
    literal_fail(
        p, s - 1, s,
        "Numeric separators are not allowed at the end of numeric literals");
  }
  return s;
}

// A number that begins with 0 and another digit: 017 or 089.5.
static const uint8_t *literal_legacy(lode_parser *p, const uint8_t *s,
                                     bool *decimal) {
  p->tok.flags |= LODE_TOKEN_LEGACY;
  *decimal = false;
  for (; literal_digit(*s) < 10; s++) {
    *decimal = *decimal || *s >= '8';
  }
  if (*s == '_') {
    literal_fail(p, s, s + 1,
                 s - p->source == (ptrdiff_t)p->tok.start + 1
                     ? "Numeric separator can not be used after leading 0."
                     : "Invalid or unexpected token");
  }
  if (*decimal) {
    p->tok.flags |= LODE_TOKEN_NUL;
  }
  return s;
}

// Fraction, exponent, or n.
static const uint8_t *literal_decimal(lode_parser *p, const uint8_t *s,
                                      bool legacy) {
  bool whole = true;
  if (*s == '.') {
    whole = false;
    s++;
    if (literal_digit(*s) < 10) {
      s = literal_digits(p, s, 10);
    } else if (*s == '_') {
      literal_fail(p, s, s + 1, "Invalid or unexpected token");
    }
  }
  if ((*s | 0x20) == 'e') {
    whole = false;
    s++;
    s += *s == '+' || *s == '-';
    s = literal_digits(p, s, 10);
  }
  if (*s == 'n' && whole && !legacy) {
    p->tok.kind = LODE_T_BIGINT;
    s++;
  }
  return s;
}

static const uint8_t *literal_based(lode_parser *p, const uint8_t *s,
                                    int base) {
  s = literal_digits(p, s + 2, base);
  if (*s == 'n') {
    p->tok.kind = LODE_T_BIGINT;
    s++;
  }
  return s;
}

void lode_scan_number(lode_parser *p) {
  const uint8_t *s = p->at;
  p->tok.kind = LODE_T_NUMBER;
  uint8_t letter = s[1] | 0x20;
  if (*s == '0' && (letter == 'x' || letter == 'o' || letter == 'b')) {
    s = literal_based(p, s, letter == 'x' ? 16 : letter == 'o' ? 8 : 2);
  } else if (*s == '0' && (literal_digit(s[1]) < 10 || s[1] == '_')) {
    bool decimal;
    s = literal_legacy(p, s + 1, &decimal);
    s = decimal ? literal_decimal(p, s, true) : s;
  } else {
    s = *s == '.' ? s : literal_digits(p, s, 10);
    s = literal_decimal(p, s, false);
  }
  // Neither a digit nor a name may follow at once.
  unsigned size;
  if (literal_digit(*s) < 10 || *s == '\\' ||
      lode_is_id_start(lode_utf8_peek(s, p->limit, &size))) {
    literal_fail(p, p->source + p->tok.start, s + 1,
                 "Invalid or unexpected token");
  }
  p->at = s;
}

// Octal digits as Annex B has them: at most three, at most 0377.
static const uint8_t *literal_octal(const uint8_t *s, uint32_t *value) {
  const uint8_t *end = s + (*s <= '3' ? 3 : 2);
  for (*value = 0; s < end && *s >= '0' && *s <= '7'; s++) {
    *value = *value * 8 + (uint32_t)(*s - '0');
  }
  return s;
}

static uint32_t literal_simple(uint8_t c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
      return '\b';
    case 'v':
      return '\v';
    case 'f':
      return '\f';
    default:
      return c;
  }
}

// The escape at s[0] == '\\': behind it, its code point in *value (UINT32_MAX
// for a line continuation), LODE_TOKEN_LEGACY and _NUL in *flags. NULL with
// *message and *fault when it is malformed.
static const uint8_t *literal_escape(const lode_parser *p, const uint8_t *s,
                                     uint32_t *value, uint8_t *flags,
                                     const uint8_t **fault,
                                     const char **message) {
  s++;
  switch (*s) {
    case 'u':
      s++;
      *value = literal_unicode(&s, message);
      *fault = s;
      return *value == UINT32_MAX ? NULL : s;
    case 'x':
      if (literal_digit(s[1]) == 16 || literal_digit(s[2]) == 16) {
        *fault = literal_digit(s[1]) == 16 ? s + 1 : s + 2;
        *message = "Invalid hexadecimal escape sequence";
        return NULL;
      }
      *value = (uint32_t)(literal_digit(s[1]) << 4 | literal_digit(s[2]));
      return s + 3;
    case '\r':
      *value = UINT32_MAX;
      return s + (s[1] == '\n' ? 2 : 1);
    case '\n':
      *value = UINT32_MAX;
      return s + 1;
    default:
      break;
  }
  if (*s >= '0' && *s <= '7') {
    if (*s != '0' || literal_digit(s[1]) < 10) {
      *flags |= LODE_TOKEN_LEGACY;
    }
    return literal_octal(s, value);
  }
  if (*s == '8' || *s == '9') {
    *flags |= LODE_TOKEN_LEGACY | LODE_TOKEN_NUL;
  }
  if (*s < 0x80) {
    *value = literal_simple(*s);
    return s + (s < p->limit);
  }
  unsigned size;
  *value = lode_utf8_peek(s, p->limit, &size);
  if (*value == 0x2028 || *value == 0x2029) {
    *value = UINT32_MAX;
  }
  return s + size;
}

// The next byte that means something in a string: its quote, a backslash, a
// line terminator, or a zero byte.
static const uint8_t *literal_plain(const uint8_t *s, uint8_t quote) {
#if LODE_SIMD_X86
  const __m128i q = _mm_set1_epi8((char)quote), esc = _mm_set1_epi8('\\');
  const __m128i lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');
  const __m128i zero = _mm_setzero_si128();
  for (;; s += 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)s);
    __m128i a = _mm_or_si128(_mm_cmpeq_epi8(v, q), _mm_cmpeq_epi8(v, esc));
    __m128i b = _mm_or_si128(_mm_cmpeq_epi8(v, lf), _mm_cmpeq_epi8(v, cr));
    a = _mm_or_si128(_mm_or_si128(a, b), _mm_cmpeq_epi8(v, zero));
    unsigned bits = (unsigned)_mm_movemask_epi8(a);
    if (bits != 0) {
      return s + lode_low_bit(bits);
    }
  }
#else
  while (*s != quote && *s != '\\' && *s != '\n' && *s != '\r' && *s != 0) {
    s++;
  }
  return s;
#endif
}

void lode_scan_string(lode_parser *p, uint8_t quote) {
  const uint8_t *s = p->at + 1;
  p->tok.kind = LODE_T_STRING;
  p->tok.name = NULL;
  for (;;) {
    s = literal_plain(s, quote);
    if (*s == quote) {
      p->at = s + 1;
      return;
    }
    if (*s == '\\') {
      uint32_t value;
      const char *message;
      const uint8_t *from = s, *fault;
      p->tok.flags |= LODE_TOKEN_ESCAPED;
      s = literal_escape(p, s, &value, &p->tok.flags, &fault, &message);
      if (s == NULL) {
        literal_fail(p, from, fault + (fault < p->limit), message);
      }
      continue;
    }
    if (*s != 0 || s >= p->limit) {
      literal_fail(p, p->source + p->tok.start, p->source + p->tok.start + 1,
                   "Invalid or unexpected token");
    }
    s++;
  }
}

bool lode_scan_template(lode_parser *p, uint32_t *bad, const char **message) {
  const uint8_t *s = p->at;
  *bad = LODE_NOWHERE;
  for (;;) {
    if (*s == '`') {
      p->at = s + 1;
      p->tok.end = literal_offset(p, p->at);
      return false;
    }
    if (*s == '$' && s[1] == '{') {
      p->at = s + 2;
      p->tok.end = literal_offset(p, p->at);
      return true;
    }
    if (s >= p->limit) {
      literal_fail(p, p->limit, p->limit, "Unexpected end of input");
    }
    if (*s != '\\') {
      s++;
      continue;
    }
    uint8_t flags = 0;
    uint32_t value;
    const char *why = NULL;
    const uint8_t *from = s, *fault;
    s = literal_escape(p, s, &value, &flags, &fault, &why);
    if (flags != 0) {
      why = flags & LODE_TOKEN_NUL
                ? "\\8 and \\9 are not allowed in template strings."
                : "Octal escape sequences are not allowed in template strings";
    }
    if ((s == NULL || flags != 0) && *bad == LODE_NOWHERE) {
      *bad = literal_offset(p, s == NULL ? fault : from);
      *message = why;
    }
    s = s == NULL ? from + 2 : s;
  }
}

lode_name *lode_scan_string_value(lode_parser *p, const lode_token *t) {
  const uint8_t *s = p->source + t->start + 1, *end = p->source + t->end - 1;
  if (!(t->flags & LODE_TOKEN_ESCAPED)) {
    return lode_name_intern(p, s, (size_t)(end - s));
  }
  // A malformed byte becomes three.
  uint8_t *text = lode_parser_alloc(p, (size_t)(end - s) * 3 + 16);
  size_t n = 0;
  uint32_t high = 0;  // a surrogate that waits for its other half
  bool ill_formed = false;
  while (s < end) {
    uint32_t c;
    if (*s == '\\') {
      uint8_t flags = 0;
      const char *message;
      const uint8_t *fault;
      s = literal_escape(p, s, &c, &flags, &fault, &message);
    } else {
      unsigned size;
      c = lode_utf8_peek(s, end, &size);
      s += size;
    }
    if (c == UINT32_MAX) {
      continue;
    }
    if (high != 0 && c >= 0xDC00 && c <= 0xDFFF) {
      n -= 3;
      c = 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00);
      high = 0;
    } else {
      ill_formed = ill_formed || high != 0 || (c >= 0xDC00 && c <= 0xDFFF);
      high = c >= 0xD800 && c <= 0xDBFF ? c : 0;
    }
    n += lode_utf8_put(text + n, c);
  }
  memset(text + n, 0, 8);
  lode_name *name = lode_name_copy(p, text, n);
  if (ill_formed || high != 0) {
    name->flags |= LODE_NAME_ILL_FORMED;
  }
  return name;
}
