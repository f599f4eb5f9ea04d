// SPDX-License-Identifier: MIT
// Patterns of regular expressions: disjunctions, groups and quantifiers. What
// is well-formed here is well-formed to the engine; nothing is kept of it.
#include <string.h>

#include "compiler/regexp_internal.h"

void lode_regexp_fail(lode_regexp *r, const char *message) {
  lode_parser *p = r->p;
  int n = r->end - r->from > 80 ? 80 : (int)(r->end - r->from);
  while (n > 0 && (r->from[n] & 0xC0) == 0x80) {
    n--;
  }
  lode_parser_fail(p, p->tok.start, (uint32_t)(r->whole - p->source),
                   "Invalid regular expression: /%.*s/%.*s: %s", n,
                   (const char *)r->from, (int)(r->whole - r->end - 1),
                   (const char *)r->end + 1, message);
}

uint32_t lode_regexp_take(lode_regexp *r) {
  unsigned size;
  uint32_t c = lode_utf8_peek(r->at, r->end, &size);
  r->at += size;
  return c;
}

static void pattern_disjunction(lode_regexp *r);

// {n}, {n,} or {n,m} at hand: true, and taken. False leaves it there.
static bool pattern_braces(lode_regexp *r) {
  const uint8_t *s = r->at + 1;
  uint64_t least = 0, most = UINT64_MAX;
  const uint8_t *digits = s;
  for (; s < r->end && *s >= '0' && *s <= '9'; s++) {
    least = least > UINT32_MAX ? least : least * 10 + (uint64_t)(*s - '0');
  }
  if (s == digits || s >= r->end) {
    return false;
  }
  if (*s == ',') {
    digits = ++s;
    uint64_t n = 0;
    for (; s < r->end && *s >= '0' && *s <= '9'; s++) {
      n = n > UINT32_MAX ? n : n * 10 + (uint64_t)(*s - '0');
    }
    most = s == digits ? UINT64_MAX : n;
  }
  if (s >= r->end || *s != '}') {
    return false;
  }
  if (least > most) {
    lode_regexp_fail(r, "numbers out of order in {} quantifier");
  }
  r->at = s + 1;
  return true;
}

static void pattern_quantifier(lode_regexp *r, bool allowed) {
  if (r->at >= r->end) {
    return;
  }
  bool quantified = false;
  if (*r->at == '*' || *r->at == '+' || *r->at == '?') {
    quantified = true;
    r->at++;
  } else if (*r->at == '{') {
    quantified = pattern_braces(r);
    if (!quantified && r->unicode) {
      lode_regexp_fail(r, "Incomplete quantifier");
    }
  }
  if (quantified) {
    if (!allowed) {
      lode_regexp_fail(r, "Nothing to repeat");
    }
    lode_regexp_eat(r, '?');
  }
}

// A name may come back only in another alternative: it is taken while its
// alternative lasts, and again when the whole disjunction is over.
#define PATTERN_TAKEN 0x4000
#define PATTERN_DEFINED 0x2000

static void pattern_name_group(lode_regexp *r) {
  lode_regexp_name *group = lode_parser_alloc(r->p, sizeof *group);
  *group = (lode_regexp_name){r->names, lode_regexp_group_name(r)};
  if (group->name->flags & PATTERN_TAKEN) {
    lode_regexp_fail(r, "Duplicate capture group name");
  }
  group->name->flags |= PATTERN_TAKEN | PATTERN_DEFINED;
  r->names = group;
}

// Letters of (?ims-ims:…); returns them as bits.
static unsigned pattern_modifier_letters(lode_regexp *r, unsigned seen) {
  static const char letters[] = "ims";
  for (; r->at < r->end; r->at++) {
    const char *letter = *r->at == 0 ? NULL : strchr(letters, *r->at);
    if (letter == NULL) {
      break;
    }
    unsigned bit = 1u << (letter - letters);
    if (seen & bit) {
      lode_regexp_fail(r, "Repeated flag in flag group");
    }
    seen |= bit;
  }
  return seen;
}

static void pattern_modifiers(lode_regexp *r) {
  unsigned seen = pattern_modifier_letters(r, 0);
  bool dash = lode_regexp_eat(r, '-');
  if (dash) {
    seen = pattern_modifier_letters(r, seen);
  }
  if (!lode_regexp_at(r, ':')) {
    lode_regexp_fail(r, dash && lode_regexp_at(r, '-')
                            ? "Multiple dashes in flag group"
                            : "Invalid group");
  }
  if (seen == 0) {
    lode_regexp_fail(r, "Invalid flag group");
  }
  r->at++;
}

// From behind `(`: true when a quantifier may follow.
static bool pattern_group(lode_regexp *r) {
  bool quantifiable = true;
  if (!lode_regexp_eat(r, '?')) {
    r->groups++;
  } else if (lode_regexp_eat(r, '=') || lode_regexp_eat(r, '!')) {
    quantifiable = !r->unicode;
  } else if (lode_regexp_at(r, '<') && r->end - r->at >= 2 &&
             (r->at[1] == '=' || r->at[1] == '!')) {
    r->at += 2;
    quantifiable = false;
  } else if (lode_regexp_at(r, '<')) {
    r->groups++;
    pattern_name_group(r);
  } else if (!lode_regexp_eat(r, ':')) {
    pattern_modifiers(r);
  }
  pattern_disjunction(r);
  if (!lode_regexp_eat(r, ')')) {
    lode_regexp_fail(r, "Unterminated group");
  }
  return quantifiable;
}

static void pattern_term(lode_regexp *r) {
  bool quantifiable = true;
  uint32_t c = lode_regexp_take(r);
  switch (c) {
    case '^':
    case '$':
      quantifiable = false;
      break;
    case '(':
      quantifiable = pattern_group(r);
      break;
    case '*':
    case '+':
    case '?':
      lode_regexp_fail(r, "Nothing to repeat");
    case '{':
      r->at--;
      if (r->unicode || pattern_braces(r)) {
        lode_regexp_fail(r, "Nothing to repeat");
      }
      r->at++;
      break;
    case '}':
    case ']':
      if (r->unicode) {
        lode_regexp_fail(r, "Lone quantifier brackets");
      }
      break;
    case '[':
      lode_regexp_class(r);
      break;
    case '\\':
      quantifiable = !(r->at < r->end && (*r->at == 'b' || *r->at == 'B'));
      if (!quantifiable) {
        r->at++;
      } else {
        lode_regexp_escape(r, false, NULL);
      }
      break;
    default:
      break;
  }
  pattern_quantifier(r, quantifiable);
}

static void pattern_disjunction(lode_regexp *r) {
  lode_parser_descend(r->p);
  const lode_regexp_name *outer = r->names, *alternative = r->names, *n;
  while (r->at < r->end && *r->at != ')') {
    if (!lode_regexp_eat(r, '|')) {
      pattern_term(r);
      continue;
    }
    for (n = r->names; n != alternative; n = n->next) {
      n->name->flags &= (uint16_t)~PATTERN_TAKEN;
    }
    alternative = r->names;
  }
  for (n = r->names; n != outer; n = n->next) {
    n->name->flags |= PATTERN_TAKEN;
  }
}

// A named group anywhere makes \k special in the whole pattern.
static bool pattern_has_names(const uint8_t *s, const uint8_t *end) {
  bool in_class = false;
  for (; s < end; s++) {
    if (*s == '\\') {
      s++;
    } else if (*s == '[' || *s == ']') {
      in_class = *s == '[';
    } else if (*s == '(' && !in_class && end - s >= 4 && s[1] == '?' &&
               s[2] == '<' && s[3] != '=' && s[3] != '!') {
      return true;
    }
  }
  return false;
}

static void pattern_check_references(lode_regexp *r) {
  if (r->largest > r->groups) {
    lode_regexp_fail(r, "Invalid escape");
  }
  for (const lode_regexp_name *k = r->references; k != NULL; k = k->next) {
    if (!(k->name->flags & PATTERN_DEFINED)) {
      lode_regexp_fail(r, "Invalid named capture referenced");
    }
  }
  for (const lode_regexp_name *n = r->names; n != NULL; n = n->next) {
    n->name->flags &= (uint16_t) ~(PATTERN_TAKEN | PATTERN_DEFINED);
  }
}

void lode_regexp_check(lode_parser *p, const uint8_t *from, const uint8_t *end,
                       const uint8_t *whole, unsigned flags) {
  lode_regexp r = {
      .p = p, .at = from, .from = from, .end = end, .whole = whole};
  r.sets = (flags & LODE_REGEXP_SETS) != 0;
  r.unicode = flags != 0;
  r.named = r.unicode || pattern_has_names(from, end);
  pattern_disjunction(&r);
  if (r.at < end) {
    lode_regexp_fail(&r, "Unmatched ')'");
  }
  pattern_check_references(&r);
}
