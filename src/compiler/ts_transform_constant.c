// SPDX-License-Identifier: MIT
// Constant expressions, as far as an enum has to know them: the number that
// the next member goes on from, and whether it is a string, which has no way
// back from value to name.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/scanner.h"
#include "compiler/ts_transform.h"

// Constants that lead to constants: as far as anybody writes.
#define CONSTANT_DEPTH 64

static transform_value constant_of(lode_transform *t, const lode_node *node,
                                   unsigned depth);

static transform_value constant_number(double number) {
  return (transform_value){TRANSFORM_NUMBER, number};
}

static const transform_value constant_unknown = {TRANSFORM_UNKNOWN, 0};

static transform_value constant_literal(const lode_transform *t,
                                        const lode_node *node) {
  char text[128];
  size_t n = 0;
  for (uint32_t i = node->start; i < node->end && n + 1 < sizeof text; i++) {
    if (t->text[i] != '_') {
      text[n++] = t->text[i];
    }
  }
  text[n] = '\0';
  int kind = text[0] == '0' ? text[1] | 0x20 : 0;
  if (kind == 'x' || kind == 'o' || kind == 'b') {
    double value = 0;
    int base = kind == 'x' ? 16 : kind == 'o' ? 8 : 2;
    for (const char *s = text + 2; *s != '\0'; s++) {
      int digit = *s <= '9' ? *s - '0' : (*s | 0x20) - 'a' + 10;
      value = value * base + digit;
    }
    return constant_number(value);
  }
  return constant_number(strtod(text, NULL));
}

static int32_t constant_to_int(double x) {
  if (!isfinite(x)) {
    return 0;
  }
  double wrapped = fmod(trunc(x), 4294967296.0);
  return (int32_t)(uint32_t)(int64_t)wrapped;
}

// The value of a variable that is written once, with nothing said of its type.
static transform_value constant_variable(lode_transform *t,
                                         const lode_declaration *d,
                                         unsigned depth) {
  if (d->kind != LODE_DECLARE_CONST || d->owner == NULL ||
      d->owner->kind != LODE_VARIABLE) {
    return constant_unknown;
  }
  const lode_node *declarator = d->owner->u.child[0];
  while (declarator != NULL && declarator->u.child[0] != d->node) {
    declarator = declarator->next;
  }
  if (declarator == NULL || declarator->u.child[1] == NULL) {
    return constant_unknown;
  }
  uint32_t start = d->node->end;
  if (memchr(t->program->source + start, ':', declarator->at - start) != NULL) {
    return constant_unknown;
  }
  return constant_of(t, declarator->u.child[1], depth);
}

static transform_value constant_name(lode_transform *t, const lode_node *node,
                                     unsigned depth) {
  const lode_name *name = node->u.ident.name;
  if (t->value != NULL) {
    const transform_member *m = t->value->levels[0].symbol->members;
    while (m != NULL && m->name != name) {
      m = m->next;
    }
    if (m != NULL) {
      return m->value;
    }
  }
  const lode_declaration *d =
      lode_scope_resolve(node->u.ident.scope, name, NULL);
  if (d != NULL) {
    return constant_variable(t, d, depth);
  }
  if (name->size == 3 && memcmp(name->text, "NaN", 3) == 0) {
    return constant_number((double)NAN);
  }
  if (name->size == 8 && memcmp(name->text, "Infinity", 8) == 0) {
    return constant_number((double)INFINITY);
  }
  return constant_unknown;
}

static transform_value constant_unary(lode_transform *t, const lode_node *node,
                                      unsigned depth) {
  transform_value v = constant_of(t, node->u.child[0], depth);
  if (v.kind != TRANSFORM_NUMBER) {
    return constant_unknown;
  }
  switch (node->op) {
    case LODE_T_ADD:
      return v;
    case LODE_T_SUB:
      return constant_number(-v.number);
    case LODE_T_TILDE:
      return constant_number(~constant_to_int(v.number));
    default:
      return constant_unknown;
  }
}

// The operator behind an operand: its characters, without blanks and comments.
static const char *constant_operator(const lode_transform *t, uint32_t at) {
  const char *s = t->text + at;
  for (;;) {
    if (s[0] == '/' && s[1] == '*') {
      s = strstr(s + 2, "*/") + 2;
    } else if (s[0] == '/' && s[1] == '/') {
      s += strcspn(s, "\r\n");
    } else if ((*s >= '\t' && *s <= ' ') || (unsigned char)*s >= 0x80) {
      s++;
    } else {
      return s;
    }
  }
}

static double constant_shift(const char *op, double a, double b) {
  int32_t x = constant_to_int(a);
  unsigned n = (unsigned)constant_to_int(b) & 31;
  if (op[0] == '<') {
    return (int32_t)((uint32_t)x << n);
  }
  if (op[2] == '>') {
    return (uint32_t)x >> n;
  }
  return x < 0 ? (double)(int32_t) ~(~(uint32_t)x >> n) : (double)(x >> n);
}

static transform_value constant_apply(const char *op, double a, double b) {
  switch (op[0]) {
    case '+':
      return constant_number(a + b);
    case '-':
      return constant_number(a - b);
    case '*':
      return constant_number(op[1] == '*' ? pow(a, b) : a * b);
    case '/':
      return constant_number(a / b);
    case '%':
      return constant_number(fmod(a, b));
    case '|':
    case '&':
    case '^':
      if (op[1] == op[0]) {
        return constant_unknown;
      }
      a = constant_to_int(a);
      b = constant_to_int(b);
      return constant_number(op[0] == '|'   ? (int32_t)a | (int32_t)b
                             : op[0] == '&' ? (int32_t)a & (int32_t)b
                                            : (int32_t)a ^ (int32_t)b);
    case '<':
    case '>':
      return op[1] == op[0] ? constant_number(constant_shift(op, a, b))
                            : constant_unknown;
    default:
      return constant_unknown;
  }
}

static transform_value constant_binary(lode_transform *t, const lode_node *node,
                                       unsigned depth) {
  const lode_node *operand = node->u.child[0];
  transform_value sum = constant_of(t, operand, depth);
  for (; operand->next != NULL; operand = operand->next) {
    const char *op = constant_operator(t, operand->end);
    transform_value v = constant_of(t, operand->next, depth);
    if (op[0] == '+' &&
        (sum.kind == TRANSFORM_STRING || v.kind == TRANSFORM_STRING)) {
      sum.kind = TRANSFORM_STRING;
    } else if (sum.kind == TRANSFORM_NUMBER && v.kind == TRANSFORM_NUMBER) {
      sum = constant_apply(op, sum.number, v.number);
    } else {
      sum = constant_unknown;
    }
  }
  return sum;
}

static transform_value constant_member(lode_transform *t,
                                       const lode_node *node) {
  const lode_node *object = node->u.child[0];
  const lode_node *index = node->kind == LODE_INDEX ? node->u.child[1] : NULL;
  const transform_member *m = NULL;
  if (object->kind != LODE_IDENTIFIER) {
    return constant_unknown;
  }
  if (node->kind == LODE_MEMBER) {
    const lode_name *name = node->u.member.name;
    m = lode_transform_member_of(t, object, name->text, name->size);
  } else if (index != NULL && index->kind == LODE_STRING) {
    m = lode_transform_member_of(t, object, t->text + index->start + 1,
                                 index->end - index->start - 2);
  }
  return m != NULL ? m->value : constant_unknown;
}

static transform_value constant_of(lode_transform *t, const lode_node *node,
                                   unsigned depth) {
  if (depth == 0) {
    return constant_unknown;
  }
  depth--;
  switch (node->kind) {
    case LODE_NUMBER:
      return constant_literal(t, node);
    case LODE_STRING:
    case LODE_TEMPLATE:
      return (transform_value){TRANSFORM_STRING, 0};
    case LODE_PAREN:
      return constant_of(t, node->u.child[0], depth);
    case LODE_UNARY:
      return constant_unary(t, node, depth);
    case LODE_BINARY:
      return constant_binary(t, node, depth);
    case LODE_IDENTIFIER:
      return constant_name(t, node, depth);
    case LODE_MEMBER:
    case LODE_INDEX:
      return constant_member(t, node);
    default:
      return constant_unknown;
  }
}

transform_value lode_transform_constant(lode_transform *t,
                                        const lode_node *node) {
  return constant_of(t, node, CONSTANT_DEPTH);
}
