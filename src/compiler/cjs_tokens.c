// SPDX-License-Identifier: MIT
// Cuts JavaScript into tokens without understanding it: what the lexer of
// CommonJS exports looks at. Where a slash begins a regular expression is
// told by the token before, and for ')' and '}' by what was opened.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compiler/cjs_tokens.h"

enum {
  OPEN_OTHER,      // '(' of an expression, '[', '{' of a literal
  OPEN_CONDITION,  // '(' behind if, while, for, with
  OPEN_BLOCK,      // '{' that begins a block
  OPEN_TEMPLATE,   // '${'
};

typedef struct tokens_state {
  lode_cjs_tokens *out;
  const char *s;
  size_t n, i;
  uint8_t *open;  // what is open, innermost last
  size_t depth, capacity;
  bool regex;      // whether a slash begins a regular expression here
  bool condition;  // the last token is if, while, for or with
  int err;
} tokens_state;

static bool tokens_is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '\\' ||
         (c & 0x80) != 0;
}

static void tokens_push(tokens_state *t, size_t start, lode_cjs_kind kind) {
  lode_cjs_tokens *out = t->out;
  if (out->count == out->capacity) {
    size_t capacity = out->capacity ? out->capacity * 2 : 1024;
    lode_cjs_token *items =
        lode_try_realloc(out->items, capacity * sizeof *items);
    if (items == NULL) {
      t->err = -ENOMEM;
      return;
    }
    out->items = items;
    out->capacity = capacity;
  }
  out->items[out->count++] = (lode_cjs_token){
      (uint32_t)start, (uint32_t)(t->i - start), kind, (uint32_t)t->depth};
}

static void tokens_open(tokens_state *t, uint8_t what) {
  if (t->depth == t->capacity) {
    size_t capacity = t->capacity ? t->capacity * 2 : 64;
    uint8_t *open = lode_try_realloc(t->open, capacity);
    if (open == NULL) {
      t->err = -ENOMEM;
      return;
    }
    t->open = open;
    t->capacity = capacity;
  }
  t->open[t->depth++] = what;
}

// Past a line comment's or block comment's end; false when none begins here.
static bool tokens_comment(tokens_state *t) {
  if (t->i + 1 >= t->n || (t->s[t->i + 1] != '/' && t->s[t->i + 1] != '*')) {
    return false;
  }
  const char *from = t->s + t->i + 2;
  size_t left = t->n - t->i - 2;
  if (t->s[t->i + 1] == '/') {
    const char *end = memchr(from, '\n', left);
    t->i = end == NULL ? t->n : (size_t)(end - t->s);
  } else {
    const char *end = left > 1 ? memmem(from, left, "*/", 2) : NULL;
    t->i = end == NULL ? t->n : (size_t)(end - t->s) + 2;
  }
  return true;
}

static void tokens_string(tokens_state *t, char quote) {
  size_t start = t->i++;
  while (t->i < t->n && t->s[t->i] != quote && t->s[t->i] != '\n') {
    t->i += t->s[t->i] == '\\' ? 2 : 1;
  }
  t->i = t->i < t->n ? t->i + 1 : t->n;
  tokens_push(t, start, LODE_CJS_STRING);
  t->regex = false;
}

// From '`' or the '}' of a substitution to the next '${' or the end.
static void tokens_template(tokens_state *t) {
  size_t start = t->i++;
  while (t->i < t->n && t->s[t->i] != '`') {
    if (t->s[t->i] == '$' && t->i + 1 < t->n && t->s[t->i + 1] == '{') {
      t->i += 2;
      tokens_push(t, start, LODE_CJS_OTHER);
      tokens_open(t, OPEN_TEMPLATE);
      t->regex = true;
      return;
    }
    t->i += t->s[t->i] == '\\' ? 2 : 1;
  }
  t->i = t->i < t->n ? t->i + 1 : t->n;
  tokens_push(t, start, LODE_CJS_OTHER);
  t->regex = false;
}

static void tokens_regex(tokens_state *t) {
  size_t start = t->i++;
  bool set = false;
  while (t->i < t->n && t->s[t->i] != '\n' && (set || t->s[t->i] != '/')) {
    set = t->s[t->i] == '[' || (set && t->s[t->i] != ']');
    t->i += t->s[t->i] == '\\' ? 2 : 1;
  }
  t->i = t->i < t->n ? t->i + 1 : t->n;
  tokens_push(t, start, LODE_CJS_OTHER);
  t->regex = false;
}

static bool tokens_is(const char *s, size_t n, const char *word) {
  return strlen(word) == n && memcmp(s, word, n) == 0;
}

static void tokens_word(tokens_state *t) {
  static const char *const before_expression[] = {
      "return", "typeof", "case",  "do",    "else",  "in",    "instanceof",
      "new",    "void",   "throw", "await", "yield", "delete"};
  static const char *const conditions[] = {"if", "while", "for", "with"};
  size_t start = t->i;
  while (t->i < t->n && tokens_is_word(t->s[t->i])) {
    t->i++;
  }
  const char *word = t->s + start;
  size_t n = t->i - start;
  size_t count = t->out->count;
  bool member = count > 0 && t->s[t->out->items[count - 1].at] == '.' &&
                t->out->items[count - 1].size == 1;
  tokens_push(t, start, LODE_CJS_WORD);
  t->regex = false;
  t->condition = false;
  if (member || n > 10) {
    return;
  }
  for (size_t i = 0; i < LODE_COUNT_OF(before_expression); i++) {
    t->regex = t->regex || tokens_is(word, n, before_expression[i]);
  }
  for (size_t i = 0; i < LODE_COUNT_OF(conditions); i++) {
    t->condition = t->condition || tokens_is(word, n, conditions[i]);
  }
}

// A '{' behind ')', ';', '{', '}' or a word begins a block, or near enough.
static bool tokens_at_block(const tokens_state *t) {
  if (t->out->count == 0) {
    return true;
  }
  const lode_cjs_token *last = &t->out->items[t->out->count - 1];
  char c = t->s[last->at];
  if (last->kind == LODE_CJS_WORD) {
    return !t->regex || tokens_is(t->s + last->at, last->size, "else") ||
           tokens_is(t->s + last->at, last->size, "do");
  }
  return last->kind == LODE_CJS_MARK &&
         (c == ')' || c == ';' || c == '{' || c == '}' ||
          (c == '=' && last->size == 2));
}

static void tokens_close(tokens_state *t, char c) {
  uint8_t what = t->depth > 0 ? t->open[--t->depth] : OPEN_OTHER;
  if (c == '}' && what == OPEN_TEMPLATE) {
    tokens_template(t);
    return;
  }
  t->i++;
  tokens_push(t, t->i - 1, LODE_CJS_MARK);
  t->regex = what == OPEN_CONDITION || what == OPEN_BLOCK;
}

static void tokens_mark(tokens_state *t, char c) {
  size_t start = t->i;
  if (c == '(' || c == '[' || c == '{') {
    uint8_t what = c == '(' && t->condition         ? OPEN_CONDITION
                   : c == '{' && tokens_at_block(t) ? OPEN_BLOCK
                                                    : OPEN_OTHER;
    t->i++;
    tokens_push(t, start, LODE_CJS_MARK);
    tokens_open(t, what);
    t->regex = true;
  } else if (c == ')' || c == ']' || c == '}') {
    tokens_close(t, c);
  } else {
    // Runs of one operator character are one token: "...", "===", "&&".
    char next = start + 1 < t->n ? t->s[start + 1] : ' ';
    t->i++;
    if (c == '=' && next == '>') {
      t->i++;
    } else if (strchr("=!&|.+-", c) != NULL && c != '\0') {
      while (t->i < t->n && t->i - start < 3 &&
             (t->s[t->i] == c || (c == '!' && t->s[t->i] == '='))) {
        t->i++;
      }
    }
    tokens_push(t, start, LODE_CJS_MARK);
    t->regex = !((c == '+' || c == '-') && t->i - start == 2);
  }
  t->condition = false;
}

int lode_cjs_tokenize(const char *source, size_t size, lode_cjs_tokens *out) {
  tokens_state t = {.out = out, .s = source, .n = size, .regex = true};
  if (size > 1 && source[0] == '#' && source[1] == '!') {
    const char *end = memchr(source, '\n', size);
    t.i = end == NULL ? size : (size_t)(end - source);
  }
  while (t.i < t.n && t.err == 0) {
    char c = source[t.i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      t.i++;
    } else if (tokens_is_word(c)) {
      tokens_word(&t);
    } else if (c == '"' || c == '\'') {
      tokens_string(&t, c);
    } else if (c == '`') {
      tokens_template(&t);
    } else if (c == '/' && tokens_comment(&t)) {
    } else if (c == '/' && t.regex) {
      tokens_regex(&t);
    } else {
      tokens_mark(&t, c);
    }
  }
  free(t.open);
  return t.err;
}
