// SPDX-License-Identifier: MIT
// The checker of regular expression patterns: its state, and what its three
// files call of each other.
#ifndef LODE_COMPILER_REGEXP_INTERNAL_H
#define LODE_COMPILER_REGEXP_INTERNAL_H

#include "compiler/parser_internal.h"

typedef struct lode_regexp_name {
  struct lode_regexp_name *next;
  lode_name *name;
} lode_regexp_name;

typedef struct lode_regexp {
  lode_parser *p;
  const uint8_t *at;
  const uint8_t *from;   // first byte of the pattern
  const uint8_t *end;    // its closing slash
  const uint8_t *whole;  // behind the flags
  bool unicode;          // flag u or v
  bool sets;             // flag v
  bool named;            // \k begins a reference to a group
  uint32_t groups;
  uint32_t largest;  // of the references \1, \2, …
  lode_regexp_name *names;
  lode_regexp_name *references;
} lode_regexp;

#define LODE_REGEXP_SET UINT32_MAX  // a class escape: more than one character

LODE_NORETURN LODE_COLD void lode_regexp_fail(lode_regexp *r,
                                              const char *message);
// The code point at hand, and on. In a pattern without u or v a code point
// above 0xFFFF is two characters; that matters in ranges only.
uint32_t lode_regexp_take(lode_regexp *r);
static inline bool lode_regexp_eat(lode_regexp *r, char c) {
  if (r->at < r->end && *r->at == (uint8_t)c) {
    r->at++;
    return true;
  }
  return false;
}
static inline bool lode_regexp_at(const lode_regexp *r, char c) {
  return r->at < r->end && *r->at == (uint8_t)c;
}

// regexp_escape.c: from behind the backslash. The character it means, or
// LODE_REGEXP_SET. `strings` (may be NULL) is set when it may match strings.
uint32_t lode_regexp_escape(lode_regexp *r, bool in_class, bool *strings);
// <name> of a group or reference, decoded.
lode_name *lode_regexp_group_name(lode_regexp *r);

// regexp_class.c: from behind the opening bracket to behind the closing one.
void lode_regexp_class(lode_regexp *r);

// regexp_property.c: \p{name=value}; value NULL when there is none.
typedef enum lode_regexp_property {
  LODE_PROPERTY_NONE,
  LODE_PROPERTY_CHARACTERS,
  LODE_PROPERTY_STRINGS
} lode_regexp_property;
lode_regexp_property lode_regexp_find_property(const uint8_t *name, size_t n,
                                               const uint8_t *value, size_t m);

#endif
