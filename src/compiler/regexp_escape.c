// SPDX-License-Identifier: MIT
// Escapes of regular expressions, inside and outside of classes, with and
// without the flags u and v.
#include <string.h>

#include "compiler/regexp_internal.h"

static int escape_hex(uint8_t c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Exactly n hexadecimal digits; UINT32_MAX and nothing taken if they are not
// there.
static uint32_t escape_digits(lode_regexp *r, unsigned n) {
  uint32_t c = 0;
  for (unsigned i = 0; i < n; i++) {
    int digit = r->at + i < r->end ? escape_hex(r->at[i]) : -1;
    if (digit < 0) {
      return UINT32_MAX;
    }
    c = c << 4 | (uint32_t)digit;
  }
  r->at += n;
  return c;
}

// From behind `\u`, as in patterns with u: UINT32_MAX when malformed.
static uint32_t escape_unicode(lode_regexp *r) {
  if (!lode_regexp_eat(r, '{')) {
    uint32_t c = escape_digits(r, 4);
    const uint8_t *at = r->at;
    if (c >= 0xD800 && c <= 0xDBFF && r->end - at >= 6 && at[0] == '\\' &&
        at[1] == 'u') {
      r->at += 2;
      uint32_t low = escape_digits(r, 4);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      }
      r->at = at;
    }
    return c;
  }
  uint32_t c = 0;
  const uint8_t *from = r->at;
  while (r->at < r->end && escape_hex(*r->at) >= 0) {
    c = c << 4 | (uint32_t)escape_hex(*r->at++);
    if (c > 0x10FFFF) {
      return UINT32_MAX;
    }
  }
  return r->at > from && lode_regexp_eat(r, '}') ? c : UINT32_MAX;
}

lode_name *lode_regexp_group_name(lode_regexp *r) {
  uint8_t *text = NULL;
  size_t n = 0, room = 0;
  if (!lode_regexp_eat(r, '<')) {
    lode_regexp_fail(r, "Invalid named reference");
  }
  while (!lode_regexp_eat(r, '>')) {
    if (r->at >= r->end) {
      lode_regexp_fail(r, "Invalid capture group name");
    }
    uint32_t c = lode_regexp_take(r);
    if (c == '\\') {
      c = lode_regexp_eat(r, 'u') ? escape_unicode(r) : UINT32_MAX;
      if (c == UINT32_MAX) {
        lode_regexp_fail(r, "Invalid Unicode escape");
      }
    }
    if (n == 0 ? !lode_is_id_start(c) : !lode_is_id_continue(c)) {
      lode_regexp_fail(r, "Invalid capture group name");
    }
    if (n + 12 > room) {
      uint8_t *more = lode_parser_alloc(r->p, room = room * 2 + 64);
      if (n > 0) {
        memcpy(more, text, n);
      }
      text = more;
    }
    n += lode_utf8_put(text + n, c);
  }
  if (n == 0) {
    lode_regexp_fail(r, "Invalid capture group name");
  }
  memset(text + n, 0, 8);
  return lode_name_copy(r->p, text, n);
}

static uint32_t escape_property(lode_regexp *r, bool negated, bool in_class,
                                bool *strings) {
  const char *message = in_class ? "Invalid property name in character class"
                                 : "Invalid property name";
  const uint8_t *name = r->at + 1, *s = name, *equals = NULL;
  if (!lode_regexp_eat(r, '{')) {
    lode_regexp_fail(r, message);
  }
  while (s < r->end && *s != '}') {
    equals = *s == '=' && equals == NULL ? s : equals;
    s++;
  }
  if (s >= r->end) {
    lode_regexp_fail(r, message);
  }
  const uint8_t *name_end = equals == NULL ? s : equals;
  const uint8_t *value = equals == NULL ? NULL : equals + 1;
  lode_regexp_property found =
      lode_regexp_find_property(name, (size_t)(name_end - name), value,
                                value == NULL ? 0 : (size_t)(s - value));
  bool strung = found == LODE_PROPERTY_STRINGS;
  if (found == LODE_PROPERTY_NONE || (strung && (!r->sets || negated))) {
    lode_regexp_fail(r, message);
  }
  if (strung && strings != NULL) {
    *strings = true;
  }
  r->at = s + 1;
  return LODE_REGEXP_SET;
}

// \1 and so on outside of classes; the first digit is taken.
static uint32_t escape_reference(lode_regexp *r, uint8_t first) {
  const uint8_t *after = r->at;
  uint32_t n = (uint32_t)(first - '0');
  while (r->at < r->end && *r->at >= '0' && *r->at <= '9') {
    n = n > 100000000 ? n : n * 10 + (uint32_t)(*r->at - '0');
    r->at++;
  }
  if (r->unicode) {
    r->largest = n > r->largest ? n : r->largest;
  } else {
    // A reference or an octal escape: either is fine, nothing hangs on it.
    r->at = after;
  }
  return first;
}

static uint32_t escape_octal(lode_regexp *r, uint8_t first) {
  uint32_t c = (uint32_t)(first - '0');
  unsigned more = first <= '3' ? 2 : 1;
  for (; more > 0 && r->at < r->end && *r->at >= '0' && *r->at <= '7'; more--) {
    c = c * 8 + (uint32_t)(*r->at++ - '0');
  }
  return c;
}

static uint32_t escape_digit(lode_regexp *r, uint8_t c, bool in_class) {
  bool digit = r->at < r->end && *r->at >= '0' && *r->at <= '9';
  if (c == '0' && !digit) {
    return 0;
  }
  if (r->unicode && (in_class || c == '0')) {
    lode_regexp_fail(
        r, in_class ? "Invalid class escape" : "Invalid decimal escape");
  }
  if (!in_class && c != '0') {
    return escape_reference(r, c);
  }
  return c <= '7' ? escape_octal(r, c) : c;
}

// \c
static uint32_t escape_control(lode_regexp *r, bool in_class) {
  uint8_t c = r->at < r->end ? *r->at : 0;
  bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  bool more = in_class && ((c >= '0' && c <= '9') || c == '_');
  if (letter || (more && !r->unicode)) {
    r->at++;
    return c & 31;
  }
  if (r->unicode) {
    lode_regexp_fail(
        r, in_class ? "Invalid class escape" : "Invalid unicode escape");
  }
  r->at--;  // the backslash stands for itself
  return '\\';
}

static uint32_t escape_named_reference(lode_regexp *r) {
  lode_regexp_name *reference = lode_parser_alloc(r->p, sizeof *reference);
  *reference = (lode_regexp_name){r->references, lode_regexp_group_name(r)};
  r->references = reference;
  return LODE_REGEXP_SET;
}

static uint32_t escape_identity(lode_regexp *r, uint32_t c, bool in_class) {
  if (!r->unicode) {
    return c;
  }
  bool syntax =
      c < 0x80 && c != 0 && strchr("^$\\.*+?()[]{}|/", (int)c) != NULL;
  bool dash = in_class && c == '-';
  bool set = in_class && r->sets && c < 0x80 && c != 0 &&
             strchr("&-!#%,:;<=>@`~", (int)c) != NULL;
  if (!syntax && !dash && !set) {
    lode_regexp_fail(r, in_class ? "Invalid class escape" : "Invalid escape");
  }
  return c;
}

static uint32_t escape_letter_u(lode_regexp *r) {
  const uint8_t *after = r->at;
  if (r->unicode) {
    uint32_t c = escape_unicode(r);
    if (c == UINT32_MAX) {
      lode_regexp_fail(r, "Invalid Unicode escape");
    }
    return c;
  }
  uint32_t c = escape_digits(r, 4);
  if (c == UINT32_MAX) {
    r->at = after;
    return 'u';
  }
  return c;
}

uint32_t lode_regexp_escape(lode_regexp *r, bool in_class, bool *strings) {
  if (r->at >= r->end) {
    lode_regexp_fail(r, "\\ at end of pattern");
  }
  uint32_t c = lode_regexp_take(r);
  switch (c) {
    case 'd':
    case 'D':
    case 's':
    case 'S':
    case 'w':
    case 'W':
      return LODE_REGEXP_SET;
    case 'p':
    case 'P':
      return r->unicode ? escape_property(r, c == 'P', in_class, strings) : c;
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case 'b':
      return in_class ? '\b' : LODE_REGEXP_SET;
    case 'c':
      return escape_control(r, in_class);
    case 'x': {
      uint32_t value = escape_digits(r, 2);
      if (value == UINT32_MAX && r->unicode) {
        lode_regexp_fail(r, "Invalid escape");
      }
      return value == UINT32_MAX ? 'x' : value;
    }
    case 'u':
      return escape_letter_u(r);
    case 'k':
      if (!r->named) {
        return c;
      }
      if (in_class) {
        lode_regexp_fail(r, "Invalid class escape");
      }
      return escape_named_reference(r);
    default:
      if (c >= '0' && c <= '9') {
        return escape_digit(r, (uint8_t)c, in_class);
      }
      return escape_identity(r, c, in_class);
  }
}
