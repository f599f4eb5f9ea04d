// SPDX-License-Identifier: MIT
// White space, comments, names and punctuators. Reads up to 16 bytes behind the
// text, which is padded with zeros; a zero byte at `limit` is the end.
#include "compiler/scanner.h"
#include "compiler/position.h"

#include <string.h>

#include "base/simd.h"
#include "compiler/parser_internal.h"

static const char *const scanner_texts[] = {
#define SCANNER_TEXT(name, text) text,
    LODE_TOKENS(SCANNER_TEXT) "identifier",
    LODE_CONTEXTUAL_WORDS(SCANNER_TEXT) LODE_RESERVED_WORDS(SCANNER_TEXT)
#undef SCANNER_TEXT
};

const char *lode_token_text(lode_token_kind kind) {
  return scanner_texts[kind];
}

// 1 for the ASCII characters of names.
static const uint8_t scanner_name_part[256] = {
    ['$'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1,
    ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1,
    ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
    ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1,
    ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1,
    ['Y'] = 1, ['Z'] = 1, ['_'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1,
    ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1,
    ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
    ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1,
    ['z'] = 1,
};

static LODE_NORETURN void scanner_illegal(lode_parser *p, const uint8_t *at) {
  uint32_t start = (uint32_t)(at - p->source);
  unsigned size = 1;
  if (at < p->limit) {
    lode_utf8_peek(at, p->limit, &size);
  }
  lode_parser_fail(p, start, start + size, "Invalid or unexpected token");
}

// U+2028 or U+2029.
static bool scanner_is_separator(const uint8_t *s) {
  return s[0] == 0xE2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9);
}

// The next line terminator or the end. A zero byte inside is no end.
static const uint8_t *scanner_line_end(const lode_parser *p, const uint8_t *s) {
#if LODE_SIMD_X86
  const __m128i lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');
  const __m128i e2 = _mm_set1_epi8((char)0xE2);
  for (; s < p->limit; s += 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)s);
    __m128i hit =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, lf), _mm_cmpeq_epi8(v, cr)),
                     _mm_cmpeq_epi8(v, e2));
    unsigned bits = (unsigned)_mm_movemask_epi8(hit);
    for (; bits != 0; bits &= bits - 1) {
      const uint8_t *at = s + lode_low_bit(bits);
      if (*at != 0xE2 || scanner_is_separator(at)) {
        return at < p->limit ? at : p->limit;
      }
    }
  }
  return p->limit;
#else
  while (s < p->limit && *s != '\n' && *s != '\r' && !scanner_is_separator(s)) {
    s++;
  }
  return s;
#endif
}

// Behind the comment that begins at `s` with a slash and a star.
static const uint8_t *scanner_block_comment(lode_parser *p, const uint8_t *s,
                                            bool *newline) {
  const uint8_t *from = s + 2, *at = from;
  for (;;) {
    at = memchr(at, '*', (size_t)(p->limit - at));
    if (at == NULL) {
      scanner_illegal(p, s);
    }
    at++;
    if (*at == '/') {
      break;
    }
  }
  if (!*newline) {
    *newline = scanner_line_end(p, from) < at;
  }
  return at + 1;
}

// A byte above 0x7F between tokens: true when it is white space.
static bool scanner_wide_space(const lode_parser *p, const uint8_t *s,
                               unsigned *size, bool *newline) {
  uint32_t c = lode_utf8_peek(s, p->limit, size);
  if (c == 0x2028 || c == 0x2029) {
    *newline = true;
    return true;
  }
  return c == 0xA0 || c == 0xFEFF || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

// A slash, or < or - that may begin an HTML-like comment: behind the comment,
// or NULL when it is none.
static const uint8_t *scanner_comment(lode_parser *p, const uint8_t *s,
                                      bool *newline) {
  if (*s == '/') {
    if (s[1] == '/') {
      return scanner_line_end(p, s + 2);
    }
    return s[1] == '*' ? scanner_block_comment(p, s, newline) : NULL;
  }
  bool comment = *s == '<' ? memcmp(s, "<!--", 4) == 0
                           : *newline && memcmp(s, "-->", 3) == 0;
  if (comment && !p->html_comments) {
    // a<!--b would be an expression; the engine, which reads modules as
    // functions, could not tell.
    uint32_t start = (uint32_t)(s - p->source);
    lode_parser_fail(p, start, start + 3,
                     "HTML comments are not allowed in modules");
  }
  return comment ? scanner_line_end(p, s + 3) : NULL;
}

// A "-->" that is a comment only because the text begins on its line.
static void scanner_note_first(lode_parser *p, const uint8_t *s) {
  const uint8_t *from = p->source + p->program->body_start;
  while (from < s &&
         lode_line_end((const char *)from, (size_t)(s - from)) == 0) {
    from++;
  }
  if (from == s) {
    p->program->first_comment = (uint32_t)(s - p->source) + 1;
  }
}

const uint8_t *lode_scan_skip(lode_parser *p, const uint8_t *s) {
  bool newline = s == p->source + p->program->body_start;
  for (;;) {
    switch (*s) {
      case ' ':
      case '\t':
      case '\v':
      case '\f':
        s++;
        continue;
      case '\n':
      case '\r':
        newline = true;
        s++;
        continue;
      case '/':
      case '<':
      case '-': {
        const uint8_t *behind = scanner_comment(p, s, &newline);
        if (behind != NULL) {
          if (LODE_UNLIKELY(*s == '-')) {
            scanner_note_first(p, s);
          }
          s = behind;
          continue;
        }
        break;
      }
      default: {
        unsigned size;
        if (*s >= 0x80 && scanner_wide_space(p, s, &size, &newline)) {
          s += size;
          continue;
        }
        break;
      }
    }
    p->tok.newline = newline;
    return s;
  }
}

static void scanner_set_name(lode_parser *p, lode_name *name) {
  p->tok.name = name;
  p->tok.kind = name->word == 0 ? LODE_T_IDENTIFIER : (uint8_t)name->word;
}

// The name has escapes or other letters than ASCII, or `s` is at no name.
void lode_scan_name_slow(lode_parser *p, const uint8_t *from) {
  const uint8_t *s = from;
  uint8_t *text = NULL;
  size_t n = 0, room = 0;
  bool escaped = false;
  while (s < p->limit) {
    const uint8_t *before = s;
    uint32_t c = *s;
    if (c == '\\') {
      escaped = true;
      if (s[1] != 'u') {
        scanner_illegal(p, from);
      }
      c = lode_scan_unicode_escape(p, &s);
    } else {
      unsigned size = 1;
      c = c < 0x80 ? c : lode_utf8_peek(s, p->limit, &size);
      s += size;
    }
    if (before == from ? !lode_is_id_start(c) : !lode_is_id_continue(c)) {
      if (*before == '\\' || before == from) {
        scanner_illegal(p, before);
      }
      s = before;
      break;
    }
    if (n + 12 > room) {
      uint8_t *more = lode_parser_alloc(p, room = room * 2 + 64);
      if (n > 0) {
        memcpy(more, text, n);
      }
      text = more;
    }
    n += lode_utf8_put(text + n, c);
  }
  if (n == 0) {
    scanner_illegal(p, from);
  }
  memset(text + n, 0, 8);
  p->at = s;
  scanner_set_name(p, lode_name_copy(p, text, n));
  if (escaped) {
    p->tok.flags |= LODE_TOKEN_ESCAPED;
    p->tok.kind = p->tok.name->word >= LODE_T_FIRST_RESERVED
                      ? LODE_T_ESCAPED_KEYWORD
                      : LODE_T_IDENTIFIER;
  }
}

static void scanner_name(lode_parser *p, const uint8_t *from) {
  const uint8_t *s = from;
  while (scanner_name_part[*s]) {
    s++;
  }
  if (LODE_UNLIKELY(*s >= 0x80 || *s == '\\')) {
    lode_scan_name_slow(p, from);
    return;
  }
  p->at = s;
  scanner_set_name(p, lode_name_intern(p, from, (size_t)(s - from)));
}

static void scanner_private(lode_parser *p, const uint8_t *s) {
  const uint8_t *from = s + 1;
  if (!scanner_name_part[*from] && *from < 0x80 && *from != '\\') {
    scanner_illegal(p, s);
  }
  if (*from >= '0' && *from <= '9') {
    scanner_illegal(p, s);
  }
  scanner_name(p, from);
  const lode_name *plain = p->tok.name;
  uint8_t *text = lode_parser_alloc(p, (size_t)plain->size + 9);
  text[0] = '#';
  memcpy(text + 1, plain->text, plain->size);
  memset(text + 1 + plain->size, 0, 8);
  p->tok.name = lode_name_intern(p, text, (size_t)plain->size + 1);
  p->tok.kind = LODE_T_PRIVATE;
}

// Longest match among operators that begin with the same character: the
// candidates are tried in order.
typedef struct scanner_operator {
  char text[5];
  uint8_t size;
  uint8_t kind;
} scanner_operator;

static const scanner_operator scanner_operators[] = {
    {"===", 3, LODE_T_EQ_STRICT},  {"==", 2, LODE_T_EQ},
    {"=>", 2, LODE_T_ARROW},       {"=", 1, LODE_T_ASSIGN},
    {"!==", 3, LODE_T_NE_STRICT},  {"!=", 2, LODE_T_NE},
    {"!", 1, LODE_T_NOT},          {"++", 2, LODE_T_INCREMENT},
    {"+=", 2, LODE_T_ASSIGN_ADD},  {"+", 1, LODE_T_ADD},
    {"--", 2, LODE_T_DECREMENT},   {"-=", 2, LODE_T_ASSIGN_SUB},
    {"-", 1, LODE_T_SUB},          {"**=", 3, LODE_T_ASSIGN_EXP},
    {"**", 2, LODE_T_EXP},         {"*=", 2, LODE_T_ASSIGN_MUL},
    {"*", 1, LODE_T_MUL},          {"/=", 2, LODE_T_ASSIGN_DIV},
    {"/", 1, LODE_T_DIV},          {"%=", 2, LODE_T_ASSIGN_MOD},
    {"%", 1, LODE_T_MOD},          {"<<=", 3, LODE_T_ASSIGN_SHL},
    {"<<", 2, LODE_T_SHL},         {"<=", 2, LODE_T_LE},
    {"<", 1, LODE_T_LT},           {">>>=", 4, LODE_T_ASSIGN_USHR},
    {">>>", 3, LODE_T_USHR},       {">>=", 3, LODE_T_ASSIGN_SHR},
    {">>", 2, LODE_T_SHR},         {">=", 2, LODE_T_GE},
    {">", 1, LODE_T_GT},           {"&&=", 3, LODE_T_ASSIGN_LOGICAL_AND},
    {"&&", 2, LODE_T_LOGICAL_AND}, {"&=", 2, LODE_T_ASSIGN_AND},
    {"&", 1, LODE_T_AND},          {"||=", 3, LODE_T_ASSIGN_LOGICAL_OR},
    {"||", 2, LODE_T_LOGICAL_OR},  {"|=", 2, LODE_T_ASSIGN_OR},
    {"|", 1, LODE_T_OR},           {"^=", 2, LODE_T_ASSIGN_XOR},
    {"^", 1, LODE_T_XOR},          {"\?\?=", 3, LODE_T_ASSIGN_NULLISH},
    {"\?\?", 2, LODE_T_NULLISH},   {"?", 1, LODE_T_QUESTION},
};

enum {
  SCANNER_EQUALS = 0,
  SCANNER_NOT = 4,
  SCANNER_ADD = 7,
  SCANNER_SUB = 10,
  SCANNER_MUL = 13,
  SCANNER_DIV = 17,
  SCANNER_MOD = 19,
  SCANNER_LT = 21,
  SCANNER_GT = 25,
  SCANNER_AND = 31,
  SCANNER_OR = 35,
  SCANNER_XOR = 39,
  SCANNER_QUESTION = 41
};

static void scanner_operator_from(lode_parser *p, const uint8_t *s,
                                  unsigned first) {
  const scanner_operator *op = &scanner_operators[first];
  while (op->size > 1 &&
         (s[1] != (uint8_t)op->text[1] || memcmp(s, op->text, op->size) != 0)) {
    op++;
  }
  p->tok.kind = op->kind;
  p->at = s + op->size;
}

static void scanner_dot(lode_parser *p, const uint8_t *s) {
  if (s[1] >= '0' && s[1] <= '9') {
    p->at = s;
    lode_scan_number(p);
  } else if (s[1] == '.' && s[2] == '.') {
    p->tok.kind = LODE_T_ELLIPSIS;
    p->at = s + 3;
  } else {
    p->tok.kind = LODE_T_DOT;
    p->at = s + 1;
  }
}

static void scanner_question(lode_parser *p, const uint8_t *s) {
  if (s[1] == '.' && !(s[2] >= '0' && s[2] <= '9')) {
    p->tok.kind = LODE_T_QUESTION_DOT;
    p->at = s + 2;
  } else {
    scanner_operator_from(p, s, SCANNER_QUESTION);
  }
}

// Tokens of one character.
static const uint8_t scanner_single[128] = {
    ['{'] = LODE_T_LBRACE,    ['}'] = LODE_T_RBRACE,   ['('] = LODE_T_LPAREN,
    [')'] = LODE_T_RPAREN,    ['['] = LODE_T_LBRACKET, [']'] = LODE_T_RBRACKET,
    [';'] = LODE_T_SEMICOLON, [','] = LODE_T_COMMA,    [':'] = LODE_T_COLON,
    ['~'] = LODE_T_TILDE,     ['@'] = LODE_T_AT,       ['`'] = LODE_T_BACKTICK,
};

// What begins with neither a letter nor a one-character token.
static void scanner_other(lode_parser *p, const uint8_t *s) {
  switch (*s) {
    case '.':
      scanner_dot(p, s);
      return;
    case '"':
    case '\'':
      p->at = s;
      lode_scan_string(p, *s);
      return;
    case '#':
      scanner_private(p, s);
      return;
    case '?':
      scanner_question(p, s);
      return;
#define SCANNER_OPERATOR(c, first)        \
  case c:                                 \
    scanner_operator_from(p, s, (first)); \
    return
      SCANNER_OPERATOR('=', SCANNER_EQUALS);
      SCANNER_OPERATOR('!', SCANNER_NOT);
      SCANNER_OPERATOR('+', SCANNER_ADD);
      SCANNER_OPERATOR('-', SCANNER_SUB);
      SCANNER_OPERATOR('*', SCANNER_MUL);
      SCANNER_OPERATOR('/', SCANNER_DIV);
      SCANNER_OPERATOR('%', SCANNER_MOD);
      SCANNER_OPERATOR('<', SCANNER_LT);
      SCANNER_OPERATOR('>', SCANNER_GT);
      SCANNER_OPERATOR('&', SCANNER_AND);
      SCANNER_OPERATOR('|', SCANNER_OR);
      SCANNER_OPERATOR('^', SCANNER_XOR);
#undef SCANNER_OPERATOR
    case 0:
      if (s >= p->limit) {
        p->tok.kind = LODE_T_EOF;
        p->at = p->limit;
        return;
      }
      scanner_illegal(p, s);
    default:
      lode_scan_name_slow(p, s);
  }
}

void lode_scan_next(lode_parser *p) {
  p->last_start = p->tok.start;
  p->last_end = p->tok.end;
  const uint8_t *s = lode_scan_skip(p, p->at);
  p->tok.start = (uint32_t)(s - p->source);
  p->tok.flags = 0;
  uint8_t c = *s;
  if (scanner_name_part[c]) {
    if (c >= '0' && c <= '9') {
      p->at = s;
      lode_scan_number(p);
    } else {
      scanner_name(p, s);
    }
  } else if (c < 128 && scanner_single[c] != 0) {
    p->tok.kind = scanner_single[c];
    p->at = s + 1;
  } else {
    scanner_other(p, s);
  }
  p->tok.end = (uint32_t)(p->at - p->source);
}

lode_token lode_peek(lode_parser *p) {
  const uint8_t *at = p->at;
  lode_token tok = p->tok;
  uint32_t last_start = p->last_start, last_end = p->last_end;
  lode_scan_next(p);
  lode_token next = p->tok;
  p->at = at;
  p->tok = tok;
  p->last_start = last_start;
  p->last_end = last_end;
  return next;
}

void lode_expect_semicolon(lode_parser *p) {
  if (lode_at(p, LODE_T_SEMICOLON)) {
    lode_scan_next(p);
  } else if (!p->tok.newline && !lode_at(p, LODE_T_RBRACE) &&
             !lode_at(p, LODE_T_EOF)) {
    if (p->await_name_at != LODE_NOWHERE && p->await_name_at == p->last_start) {
      lode_token t = {.start = p->last_start, .end = p->last_end};
      lode_parser_fault(p, LODE_FAULT_AWAIT, &t,
                        "await is only valid in async functions and the top "
                        "level bodies of modules");
    }
    lode_parser_unexpected(p, &p->tok);
  }
}
