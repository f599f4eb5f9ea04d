// SPDX-License-Identifier: MIT
// Patterns over tokens: each function tries one form of export at a token and
// either leaves the cursor behind it or puts it back.
#include "compiler/cjs_lexer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compiler/cjs_tokens.h"

typedef struct lexer {
  const char *s;
  lode_cjs_tokens tokens;
  size_t i;  // the cursor
  lode_cjs_names *out;
  // `var x = require('y')`: token of x and of 'y', for exports by loops.
  struct lexer_binding {
    size_t name, source;
  } * bindings;
  size_t binding_count, binding_capacity;
  uint32_t *table;  // of names: 1 + index, open addressing
  size_t mask;
  bool stopped;  // a literal's names end here
  int err;
} lexer;

void lode_cjs_names_deinit(lode_cjs_names *names) {
  free(names->items);
  lode_buf_deinit(&names->text);
  *names = (lode_cjs_names){0};
}

// Tokens.

static const lode_cjs_token *lexer_at(const lexer *x, size_t i) {
  static const lode_cjs_token end = {0, 0, LODE_CJS_OTHER, 0};
  return i < x->tokens.count ? &x->tokens.items[i] : &end;
}

static bool lexer_is(const lexer *x, size_t i, const char *text) {
  const lode_cjs_token *t = lexer_at(x, i);
  size_t n = strlen(text);
  return t->size == n && memcmp(x->s + t->at, text, n) == 0;
}

// Takes the token when it is this one.
static bool lexer_eat(lexer *x, const char *text) {
  bool found = lexer_is(x, x->i, text);
  x->i += found;
  return found;
}

// Takes a sequence of tokens, written with spaces between them: all or none.
static bool lexer_eat_all(lexer *x, const char *text) {
  size_t start = x->i;
  while (*text != '\0') {
    size_t n = strcspn(text, " ");
    const lode_cjs_token *t = lexer_at(x, x->i);
    if (t->size != n || memcmp(x->s + t->at, text, n) != 0) {
      x->i = start;
      return false;
    }
    x->i++;
    text += n;
    text += *text == ' ';
  }
  return true;
}

static bool lexer_word(lexer *x) {
  const lode_cjs_token *t = lexer_at(x, x->i);
  bool found = t->kind == LODE_CJS_WORD &&
               !(x->s[t->at] >= '0' && x->s[t->at] <= '9') &&
               memchr(x->s + t->at, '\\', t->size) == NULL;
  x->i += found;
  return found;
}

static bool lexer_string(lexer *x) {
  bool found = lexer_at(x, x->i)->kind == LODE_CJS_STRING;
  x->i += found;
  return found;
}

// The same text as token `i`.
static bool lexer_same(lexer *x, size_t i) {
  const lode_cjs_token *a = lexer_at(x, x->i), *b = lexer_at(x, i);
  bool same =
      a->size == b->size && memcmp(x->s + a->at, x->s + b->at, a->size) == 0;
  x->i += same;
  return same;
}

// Names.

static size_t lexer_encode(char *out, uint32_t c) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xc0 | c >> 6);
    out[1] = (char)(0x80 | (c & 0x3f));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xe0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3f));
    out[2] = (char)(0x80 | (c & 0x3f));
    return 3;
  }
  out[0] = (char)(0xf0 | c >> 18);
  out[1] = (char)(0x80 | (c >> 12 & 0x3f));
  out[2] = (char)(0x80 | (c >> 6 & 0x3f));
  out[3] = (char)(0x80 | (c & 0x3f));
  return 4;
}

// Reads up to `max` hexadecimal digits; the count read.
static size_t lexer_hex(const char *s, size_t n, size_t max, uint32_t *value) {
  size_t i = 0;
  *value = 0;
  while (i < n && i < max) {
    char c = s[i];
    uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                            : 16;
    if (digit == 16) {
      break;
    }
    *value = *value * 16 + digit;
    i++;
  }
  return i;
}

// One escape behind the backslash; the bytes it takes, 0 for a bad one.
static size_t lexer_escape(const char *s, size_t n, uint32_t *c) {
  static const char from[] = "bfnrtv0", to[] = "\b\f\n\r\t\v\0";
  const char *plain = *s != '\0' ? strchr(from, *s) : NULL;
  if (plain != NULL) {
    *c = (unsigned char)to[plain - from];
    return 1;
  }
  if (*s == 'x') {
    return lexer_hex(s + 1, n - 1, 2, c) == 2 ? 3 : 0;
  }
  if (*s == 'u' && n > 1 && s[1] == '{') {
    size_t digits = lexer_hex(s + 2, n - 2, 6, c);
    return digits > 0 && n > digits + 2 && s[digits + 2] == '}' &&
                   *c <= 0x10ffff
               ? digits + 3
               : 0;
  }
  if (*s == 'u') {
    return lexer_hex(s + 1, n - 1, 4, c) == 4 ? 5 : 0;
  }
  *c = (unsigned char)*s;
  return *s == '\n' ? 0 : 1;
}

// Appends the name a token spells. False for one that is no well-formed text.
static bool lexer_decode(lexer *x, const lode_cjs_token *t, lode_buf *out) {
  const char *s = x->s + t->at;
  size_t n = t->size;
  if (t->kind == LODE_CJS_STRING) {
    s++;
    n -= n > 1 ? 2 : 1;
  }
  uint32_t high = 0;
  for (size_t i = 0; i < n;) {
    char bytes[4] = {s[i]};
    size_t size = 1;
    if (s[i++] == '\\') {
      uint32_t c;
      size_t used = i < n ? lexer_escape(s + i, n - i, &c) : 0;
      if (used == 0) {
        return false;
      }
      i += used;
      if (c >= 0xd800 && c < 0xdc00 && high == 0) {
        high = c;
        continue;
      }
      if (high != 0) {
        if (c < 0xdc00 || c > 0xdfff) {
          return false;
        }
        c = 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00);
        high = 0;
      } else if (c >= 0xdc00 && c <= 0xdfff) {
        return false;
      }
      // Above ASCII a byte stands for itself, an escape for a character.
      size = c < 0x80 || s[i - used] == 'u' || s[i - used] == 'x'
                 ? lexer_encode(bytes, c)
                 : 1;
      if (size == 1) {
        bytes[0] = (char)c;
      }
    } else if (high != 0) {
      return false;
    }
    if (lode_buf_append(out, bytes, size) < 0) {
      x->err = -ENOMEM;
      return false;
    }
  }
  return high == 0;
}

static uint32_t lexer_hash(const char *s, size_t n, bool reexport) {
  uint32_t hash = reexport ? 7 : 2166136261u;
  for (size_t i = 0; i < n; i++) {
    hash = (hash ^ (unsigned char)s[i]) * 16777619u;
  }
  return hash;
}

static bool lexer_grow_table(lexer *x) {
  size_t size = x->mask == 0 ? 64 : (x->mask + 1) * 2;
  uint32_t *table = calloc(size, sizeof *table);
  // An empty name has a place in the text, too.
  if (table == NULL || lode_buf_reserve(&x->out->text, 1) < 0) {
    free(table);
    x->err = -ENOMEM;
    return false;
  }
  free(x->table);
  x->table = table;
  x->mask = size - 1;
  for (size_t i = 0; i < x->out->count; i++) {
    const lode_cjs_name *name = &x->out->items[i];
    size_t k =
        lexer_hash(x->out->text.data + name->text, name->size, name->reexport);
    while (table[k & x->mask] != 0) {
      k++;
    }
    table[k & x->mask] = (uint32_t)i + 1;
  }
  return true;
}

// The name's entry, a new one when there was none; NULL when memory is out.
static lode_cjs_name *lexer_intern(lexer *x, size_t start, bool reexport) {
  lode_cjs_names *out = x->out;
  size_t n = out->text.size - start;
  if (out->count * 2 >= x->mask && !lexer_grow_table(x)) {
    return NULL;
  }
  const char *s = out->text.data + start;
  size_t k = lexer_hash(s, n, reexport);
  for (; x->table[k & x->mask] != 0; k++) {
    lode_cjs_name *name = &out->items[x->table[k & x->mask] - 1];
    if (name->size == n && name->reexport == reexport &&
        (n == 0 || memcmp(out->text.data + name->text, s, n) == 0)) {
      out->text.size = start;
      return name;
    }
  }
  if (out->count == out->capacity) {
    size_t capacity = out->capacity ? out->capacity * 2 : 32;
    lode_cjs_name *items =
        lode_try_realloc(out->items, capacity * sizeof *items);
    if (items == NULL) {
      x->err = -ENOMEM;
      return NULL;
    }
    out->items = items;
    out->capacity = capacity;
  }
  out->items[out->count] =
      (lode_cjs_name){(uint32_t)start, (uint32_t)n, reexport};
  x->table[k & x->mask] = (uint32_t)++out->count;
  return &out->items[out->count - 1];
}

static lode_cjs_name *lexer_add(lexer *x, size_t token, bool reexport) {
  size_t start = x->out->text.size;
  if (!lexer_decode(x, lexer_at(x, token), &x->out->text)) {
    x->out->text.size = start;
    return NULL;
  }
  return lexer_intern(x, start, reexport);
}

// Only the last `module.exports = require()` counts: what was re-exported
// before is gone.
static void lexer_forget_reexports(lexer *x) {
  size_t kept = 0;
  for (size_t i = 0; i < x->out->count; i++) {
    if (!x->out->items[i].reexport) {
      x->out->items[kept++] = x->out->items[i];
    }
  }
  if (kept != x->out->count) {
    x->out->count = kept;
    // Entries have moved: the table is made anew.
    if (x->mask != 0) {
      x->mask = x->mask / 2;
      lexer_grow_table(x);
    }
  }
}

// Forms.

// exports | module.exports
static bool lexer_exports(lexer *x) {
  return lexer_eat(x, "exports") || lexer_eat_all(x, "module . exports");
}

// require('x'): the token of the string, or 0.
static size_t lexer_require(lexer *x) {
  size_t start = x->i;
  if (lexer_eat_all(x, "require (") && lexer_string(x) && lexer_eat(x, ")")) {
    return x->i - 2;
  }
  x->i = start;
  return 0;
}

// `: name` of a property. What a require() there gives is re-exported, too.
static bool lexer_value(lexer *x) {
  x->i++;
  size_t source = lexer_require(x);
  if (source != 0) {
    lexer_add(x, source, true);
    x->i = source + 2;
    x->stopped = true;
    return true;
  }
  return lexer_word(x);
}

// Behind `module.exports = {`: until something is no plain name.
static void lexer_literal(lexer *x) {
  x->stopped = false;
  for (;;) {
    size_t name = x->i;
    if (lexer_eat(x, "...")) {
      size_t source = lexer_require(x);
      if (source != 0) {
        lexer_add(x, source, true);
      } else if (!lexer_word(x)) {
        return;
      }
    } else if (lexer_word(x)) {
      if ((lexer_is(x, x->i, ":") && !lexer_value(x)) ||
          (lexer_is(x, name, "get") &&
           lexer_at(x, x->i)->kind == LODE_CJS_WORD)) {
        return;
      }
      lexer_add(x, name, false);
    } else if (lexer_string(x)) {
      if (!lexer_is(x, x->i, ":") || !lexer_value(x)) {
        return;
      }
      lexer_add(x, name, false);
    } else {
      return;
    }
    if (x->stopped || !lexer_eat(x, ",")) {
      return;
    }
  }
}

// Behind exports or module.exports.
static void lexer_after_exports(lexer *x, bool module) {
  size_t start = x->i;
  if (lexer_eat(x, ".")) {
    size_t name = x->i;
    if (lexer_word(x) && x->s[lexer_at(x, x->i)->at] == '=') {
      lexer_add(x, name, false);
      return;
    }
  } else if (lexer_eat(x, "[")) {
    size_t name = x->i;
    if (lexer_string(x) && lexer_eat(x, "]") &&
        x->s[lexer_at(x, x->i)->at] == '=') {
      lexer_add(x, name, false);
      return;
    }
  } else if (module && lexer_eat(x, "=")) {
    lexer_forget_reexports(x);
    if (lexer_eat(x, "{")) {
      size_t inside = x->i;
      lexer_literal(x);
      // Requires and the like inside are looked at again.
      x->i = inside;
      return;
    }
    size_t behind = x->i;
    size_t source = lexer_require(x);
    if (source != 0) {
      lexer_add(x, source, true);
      x->i = behind;
    }
    return;
  }
  x->i = start;
}

// enumerable: true,
static void lexer_enumerable(lexer *x) {
  lexer_eat_all(x, "enumerable : true ,");
}

// get() { return a.b; } and the forms near it, up to the end of the call.
static bool lexer_getter(lexer *x) {
  if (!lexer_eat(x, "get")) {
    return false;
  }
  if (lexer_eat(x, ":")) {
    if (!lexer_eat(x, "function")) {
      return false;
    }
    lexer_word(x);
  }
  if (!lexer_eat_all(x, "( ) { return") || !lexer_word(x)) {
    return false;
  }
  if (lexer_eat(x, ".")) {
    if (!lexer_word(x)) {
      return false;
    }
  } else if (lexer_eat(x, "[") && !(lexer_string(x) && lexer_eat(x, "]"))) {
    return false;
  }
  lexer_eat(x, ";");
  if (!lexer_eat(x, "}")) {
    return false;
  }
  lexer_eat(x, ",");
  return lexer_eat_all(x, "} )");
}

// Behind `Object.defineProperty(`.
static void lexer_define(lexer *x) {
  if (!lexer_exports(x) || !lexer_eat(x, ",")) {
    return;
  }
  size_t name = x->i;
  if (!lexer_string(x)) {
    return;
  }
  if (lexer_eat_all(x, ", {")) {
    lexer_enumerable(x);
    if (lexer_eat_all(x, "value :") || lexer_getter(x)) {
      lexer_add(x, name, false);
      return;
    }
  }
}

// `if (k === 'default' || k === '__esModule') return;` and what Babel and
// TypeScript write for it; `key` and `from` are tokens. True when all of what
// stands in front of the export itself was understood.
static bool lexer_loop_guards(lexer *x, size_t key, size_t from) {
  if (!lexer_eat_all(x, "if (") || !lexer_same(x, key)) {
    return false;
  }
  if (lexer_eat(x, "!==")) {
    // if (k !== 'default' && !exports.hasOwnProperty(k)) exports[k] = ...
    if (!lexer_eat(x, "'default'") && !lexer_eat(x, "\"default\"")) {
      return false;
    }
    if (lexer_eat_all(x, "&& !")) {
      if (lexer_eat_all(x, "Object . prototype . hasOwnProperty . call (")) {
        if (!lexer_word(x) || !lexer_eat(x, ",")) {
          return false;
        }
      } else if (!lexer_word(x) || !lexer_eat_all(x, ". hasOwnProperty (")) {
        return false;
      }
      if (!lexer_same(x, key) || !lexer_eat(x, ")")) {
        return false;
      }
    }
    return lexer_eat(x, ")");
  }
  if (!lexer_eat(x, "===") ||
      (!lexer_eat(x, "'default'") && !lexer_eat(x, "\"default\"")) ||
      !lexer_eat(x, "||") || !lexer_same(x, key) || !lexer_eat(x, "===") ||
      (!lexer_eat(x, "'__esModule'") && !lexer_eat(x, "\"__esModule\"")) ||
      !lexer_eat_all(x, ") return")) {
    return false;
  }
  lexer_eat(x, ";");
  if (lexer_eat_all(x, "if ( Object . prototype . hasOwnProperty . call (")) {
    if (!lexer_word(x) || !lexer_eat(x, ",") || !lexer_same(x, key) ||
        !lexer_eat_all(x, ") ) return")) {
      return false;
    }
    lexer_eat(x, ";");
  }
  size_t start = x->i;
  if (lexer_eat_all(x, "if (") && lexer_same(x, key) && lexer_eat(x, "in") &&
      lexer_exports(x) && lexer_eat(x, "&&") && lexer_exports(x) &&
      lexer_eat(x, "[") && lexer_same(x, key) && lexer_eat_all(x, "] ===") &&
      lexer_same(x, from) && lexer_eat(x, "[") && lexer_same(x, key) &&
      lexer_eat_all(x, "] ) return")) {
    lexer_eat(x, ";");
  } else {
    x->i = start;
  }
  return true;
}

// exports[k] = m[k]; or the same by defineProperty.
static bool lexer_loop_export(lexer *x, size_t key, size_t from) {
  if (lexer_eat_all(x, "Object . defineProperty (")) {
    if (!lexer_exports(x) || !lexer_eat(x, ",") || !lexer_same(x, key) ||
        !lexer_eat_all(x, ", { enumerable : true , get")) {
      return false;
    }
    if (lexer_eat_all(x, ": function")) {
      lexer_word(x);
    }
    if (!lexer_eat_all(x, "( ) { return") || !lexer_same(x, from) ||
        !lexer_eat(x, "[") || !lexer_same(x, key) || !lexer_eat(x, "]")) {
      return false;
    }
    lexer_eat(x, ";");
    if (!lexer_eat(x, "}")) {
      return false;
    }
    lexer_eat(x, ",");
    if (!lexer_eat_all(x, "} )")) {
      return false;
    }
  } else if (!lexer_exports(x) || !lexer_eat(x, "[") || !lexer_same(x, key) ||
             !lexer_eat_all(x, "] =") || !lexer_same(x, from) ||
             !lexer_eat(x, "[") || !lexer_same(x, key) || !lexer_eat(x, "]")) {
    return false;
  }
  lexer_eat(x, ";");
  return lexer_eat_all(x, "} )");
}

// Behind `Object.keys(`: the loop over what a variable required.
static void lexer_keys(lexer *x) {
  size_t from = x->i;
  if (!lexer_word(x) || !lexer_eat_all(x, ") . forEach ( function (")) {
    return;
  }
  size_t key = x->i;
  if (!lexer_word(x) || !lexer_eat_all(x, ") {") ||
      !lexer_loop_guards(x, key, from) || !lexer_loop_export(x, key, from)) {
    return;
  }
  for (size_t i = x->binding_count; i-- > 0;) {
    const lode_cjs_token *a = lexer_at(x, x->bindings[i].name);
    const lode_cjs_token *b = lexer_at(x, from);
    if (a->size == b->size &&
        memcmp(x->s + a->at, x->s + b->at, a->size) == 0) {
      lexer_add(x, x->bindings[i].source, true);
      return;
    }
  }
}

// name = require('x'), name = _interopRequireWildcard(require('x')).
static void lexer_bind(lexer *x, size_t equals, size_t source) {
  if (source == 0 || equals == 0 || !lexer_is(x, equals, "=") ||
      lexer_at(x, equals - 1)->kind != LODE_CJS_WORD) {
    return;
  }
  if (x->binding_count == x->binding_capacity) {
    size_t capacity = x->binding_capacity ? x->binding_capacity * 2 : 16;
    struct lexer_binding *bindings =
        lode_try_realloc(x->bindings, capacity * sizeof *bindings);
    if (bindings == NULL) {
      x->err = -ENOMEM;
      return;
    }
    x->bindings = bindings;
    x->binding_capacity = capacity;
  }
  x->bindings[x->binding_count++] = (struct lexer_binding){equals - 1, source};
}

// A word at the cursor, which is behind it.
static void lexer_at_word(lexer *x, size_t word, bool member) {
  size_t behind = x->i;
  if (lexer_is(x, word, "__export") || lexer_is(x, word, "__exportStar")) {
    if (lexer_eat(x, "(")) {
      size_t source = lexer_require(x);
      if (source != 0) {
        lexer_add(x, source, true);
      }
    }
  } else if (lexer_is(x, word, "_interopRequireWildcard")) {
    if (lexer_eat(x, "(")) {
      lexer_bind(x, word > 0 ? word - 1 : 0, lexer_require(x));
    }
  } else if (member) {
    return;
  } else if (lexer_is(x, word, "exports")) {
    lexer_after_exports(x, false);
    return;
  } else if (lexer_is(x, word, "module")) {
    if (lexer_eat_all(x, ". exports")) {
      lexer_after_exports(x, true);
    }
    return;
  } else if (lexer_is(x, word, "Object")) {
    if (lexer_eat_all(x, ". defineProperty (")) {
      behind = x->i;
      lexer_define(x);
    } else if (lexer_at(x, word)->depth == 0 && lexer_eat_all(x, ". keys (")) {
      lexer_keys(x);
    }
  } else if (lexer_is(x, word, "require")) {
    x->i = word;
    lexer_bind(x, word > 0 ? word - 1 : 0, lexer_require(x));
  }
  x->i = behind;
}

// Whether the word begins what only a module may have.
static bool lexer_is_module(const lexer *x, size_t word) {
  const lode_cjs_token *next = lexer_at(x, word + 1);
  char c = next->size > 0 ? x->s[next->at] : '\0';
  if (lexer_is(x, word, "import")) {
    return c == '.' ||
           (lexer_at(x, word)->depth == 0 &&
            (next->kind == LODE_CJS_WORD || next->kind == LODE_CJS_STRING ||
             c == '{' || c == '*'));
  }
  return lexer_is(x, word, "export") && lexer_at(x, word)->depth == 0 &&
         (next->kind == LODE_CJS_WORD || c == '{' || c == '*');
}

int lode_cjs_lex(const char *source, size_t size, lode_cjs_names *out) {
  lexer x = {.s = source, .out = out};
  x.err = lode_cjs_tokenize(source, size, &x.tokens);
  while (x.i < x.tokens.count && x.err == 0) {
    size_t word = x.i++;
    if (x.tokens.items[word].kind == LODE_CJS_WORD) {
      bool member = word > 0 && lexer_is(&x, word - 1, ".");
      if (!member && lexer_is_module(&x, word)) {
        out->count = 0;
        break;
      }
      lexer_at_word(&x, word, member);
    }
  }
  free(x.tokens.items);
  free(x.bindings);
  free(x.table);
  return x.err;
}
