// SPDX-License-Identifier: MIT
// Character classes, plain ones and those of the flag v.
#include <string.h>

#include "compiler/regexp_internal.h"

static void class_check_range(lode_regexp *r, uint32_t low, uint32_t high) {
  if (low == LODE_REGEXP_SET || high == LODE_REGEXP_SET) {
    if (r->unicode) {
      lode_regexp_fail(r, "Invalid character class");
    }
    return;
  }
  if (!r->unicode) {  // by code units
    low = low > 0xFFFF ? 0xDC00 | (low & 0x3FF) : low;
    high = high > 0xFFFF ? 0xD800 + ((high - 0x10000) >> 10) : high;
  }
  if (low > high) {
    lode_regexp_fail(r, "Range out of order in character class");
  }
}

static uint32_t class_atom(lode_regexp *r) {
  if (r->at >= r->end) {
    lode_regexp_fail(r, "Unterminated character class");
  }
  uint32_t c = lode_regexp_take(r);
  return c == '\\' ? lode_regexp_escape(r, true, NULL) : c;
}

static void class_plain(lode_regexp *r) {
  lode_regexp_eat(r, '^');
  while (!lode_regexp_eat(r, ']')) {
    uint32_t low = class_atom(r);
    if (!lode_regexp_at(r, '-')) {
      continue;
    }
    r->at++;
    if (lode_regexp_at(r, ']')) {
      continue;  // a dash at the end
    }
    class_check_range(r, low, class_atom(r));
  }
}

static bool class_set(lode_regexp *r);

// Two of the same punctuator are kept for operators to come.
static bool class_at_double(const lode_regexp *r) {
  return r->end - r->at >= 2 && r->at[0] == r->at[1] && r->at[0] != 0 &&
         strchr("&!#$%*+,.:;<=>?@^`~", r->at[0]) != NULL;
}

static uint32_t class_set_character(lode_regexp *r) {
  if (r->at >= r->end) {
    lode_regexp_fail(r, "Unterminated character class");
  }
  if (class_at_double(r)) {
    lode_regexp_fail(r, "Invalid set operation in character class");
  }
  uint32_t c = lode_regexp_take(r);
  if (c == '\\') {
    return lode_regexp_escape(r, true, NULL);
  }
  if (c < 0x80 && c != 0 && strchr("()[]{}/-|", (int)c) != NULL) {
    lode_regexp_fail(r, "Invalid character in character class");
  }
  return c;
}

// \q{abc|d}: true when it may match something else than one character.
static bool class_strings(lode_regexp *r) {
  bool strings = false;
  unsigned length = 0;
  if (!lode_regexp_eat(r, '{')) {
    lode_regexp_fail(r, "Invalid escape");
  }
  for (;;) {
    bool over = lode_regexp_at(r, '}');
    if (over || lode_regexp_at(r, '|')) {
      strings = strings || length != 1;
      length = 0;
      r->at++;
      if (over) {
        return strings;
      }
      continue;
    }
    if (class_set_character(r) == LODE_REGEXP_SET) {
      lode_regexp_fail(r, "Invalid escape");
    }
    length++;
  }
}

// One operand: the character, or LODE_REGEXP_SET; *strings is set if it may
// match strings.
static uint32_t class_operand(lode_regexp *r, bool *strings) {
  if (lode_regexp_eat(r, '[')) {
    *strings = class_set(r);
    return LODE_REGEXP_SET;
  }
  if (lode_regexp_at(r, '\\') && r->end - r->at >= 2) {
    if (r->at[1] == 'q') {
      r->at += 2;
      *strings = class_strings(r);
      return LODE_REGEXP_SET;
    }
    r->at++;
    return lode_regexp_escape(r, true, strings);
  }
  return class_set_character(r);
}

static bool class_eat_double(lode_regexp *r, char c) {
  if (r->end - r->at >= 2 && r->at[0] == (uint8_t)c && r->at[1] == (uint8_t)c) {
    r->at += 2;
    return true;
  }
  return false;
}

// From behind the first operand of && or --, which is at hand.
static bool class_operation(lode_regexp *r, bool strings) {
  bool both = lode_regexp_at(r, '&');
  char op = both ? '&' : '-';
  while (!lode_regexp_eat(r, ']')) {
    if (!class_eat_double(r, op)) {
      lode_regexp_fail(r, r->at >= r->end
                              ? "Unterminated character class"
                              : "Invalid set operation in character class");
    }
    if (both && lode_regexp_at(r, '&')) {
      lode_regexp_fail(r, "Invalid character in character class");
    }
    bool right = false;
    class_operand(r, &right);
    strings = both ? strings && right : strings;
  }
  return strings;
}

static bool class_union(lode_regexp *r) {
  bool strings = false, first = true;
  while (!lode_regexp_eat(r, ']')) {
    bool some = false;
    uint32_t low = class_operand(r, &some);
    strings = strings || some;
    bool operation = r->end - r->at >= 2 && r->at[0] == r->at[1] &&
                     (r->at[0] == '&' || r->at[0] == '-');
    if (operation) {
      if (!first) {
        lode_regexp_fail(r, "Invalid set operation in character class");
      }
      return class_operation(r, strings);
    }
    first = false;
    if (lode_regexp_eat(r, '-')) {
      bool none = false;
      uint32_t high = class_operand(r, &none);
      class_check_range(r, low, high);
    }
  }
  return strings;
}

// A class of the flag v, from behind its bracket; true when it may match
// strings.
static bool class_set(lode_regexp *r) {
  lode_parser_descend(r->p);
  bool negated = lode_regexp_eat(r, '^');
  bool strings = class_union(r);
  if (negated && strings) {
    lode_regexp_fail(r, "Negated character class may contain strings");
  }
  return strings;
}

void lode_regexp_class(lode_regexp *r) {
  if (r->sets) {
    class_set(r);
  } else {
    class_plain(r);
  }
}
