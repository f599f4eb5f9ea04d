// SPDX-License-Identifier: MIT
// Whether a text may need the compiler. First a pass over its bytes, for words
// that could mean something: most texts have none. Where there is one, a
// second pass tells code from strings, templates, comments and regular
// expressions, and looks at words in code alone. It has no grammar: whatever
// it is not sure of counts as wanted, which costs a parse and nothing else.
#include <string.h>

#include "base/simd.h"
#include "compiler/compiler.h"

enum { WANTED_DEPTH = 1024 };  // of brackets; what is deeper is not sure

enum {
  WANTED_PAREN,      // '(' of an expression
  WANTED_CONDITION,  // '(' behind if, while, for, with
  WANTED_BRACE,      // '{'
  WANTED_TEMPLATE,   // '${'
};

typedef enum wanted_slash {
  WANTED_DIVISION,
  WANTED_REGEX,
  WANTED_UNSURE
} wanted_slash;

typedef struct wanted_text {
  const char *s;
  size_t n, i;
  size_t comment, comment_end;  // the last comments with blanks between only
  size_t regex_end;             // of the last regular expression
  bool tracks;     // brackets, everywhere; else in substitutions alone
  bool lost;       // the answer takes a pass that tracks them
  bool condition;  // the last tracked ')' closed a WANTED_CONDITION
  size_t depth;
  uint8_t open[WANTED_DEPTH];
} wanted_text;

// Whether a byte is part of a word for sure: beyond ASCII there are letters,
// blanks and line ends.
static bool wanted_is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '$';
}

static bool wanted_is_word(char c) {
  return wanted_is_ascii_word(c) || (c & 0x80) != 0;
}

static bool wanted_is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t wanted_skip_space(const char *s, size_t n, size_t i) {
  while (i < n && wanted_is_blank(s[i])) {
    i++;
  }
  return i;
}

// "using" and a name, then "=" or "of": English rarely goes on so.
static bool wanted_using(const char *s, size_t n, size_t i) {
  size_t name = wanted_skip_space(s, n, i);
  size_t end = name;
  while (end < n && (wanted_is_word(s[end]) || s[end] == '\\')) {
    end++;
  }
  if (name == i || end == name) {
    return name < n && (s[name] == '/' || (s[name] & 0x80) != 0);
  }
  end = wanted_skip_space(s, n, end);
  return end < n && (s[end] == '=' || s[end] == '/' ||
                     (s[end] == '<' && end + 1 < n && s[end + 1] == '!') ||
                     (s[end] == 'o' && end + 1 < n && s[end + 1] == 'f'));
}

// "await" as a name: no operand begins like this.
static bool wanted_await(const char *s, size_t n, size_t i) {
  i = wanted_skip_space(s, n, i);
  return i < n && (s[i] == '\0' || strchr(":,;)]}=.?&|*%<>^", s[i]) == NULL);
}

// Behind "async": what else than a function goes on like this?
static bool wanted_async(const char *s, size_t n, size_t i) {
  i = wanted_skip_space(s, n, i);
  return i < n && (wanted_is_word(s[i]) ||
                   (s[i] != '\0' && strchr("(*[\"'#/\\", s[i]) != NULL));
}

// A word at `i` is a member's name; but "...await x" spreads.
static bool wanted_is_part(const char *s, size_t i) {
  return i > 0 && (wanted_is_ascii_word(s[i - 1]) ||
                   (s[i - 1] == '.' && (i < 3 || s[i - 3] != '.')));
}

// Whether a word that matters begins at `i`, or is "async" with its "sy" there:
// "as" is everywhere.
static bool wanted_at(const char *s, size_t n, size_t i) {
  size_t left = n - i;
  if (s[i] == 's') {
    return i > 0 && s[i - 1] == 'a' && left > 4 &&
           memcmp(s + i, "sync", 4) == 0 && !wanted_is_ascii_word(s[i + 4]) &&
           !wanted_is_part(s, i - 1) && wanted_async(s, n, i + 4);
  }
  if (wanted_is_part(s, i)) {
    return false;
  }
  if (left >= 5 && memcmp(s + i, "await", 5) == 0) {
    return (left == 5 || !wanted_is_ascii_word(s[i + 5])) &&
           wanted_await(s, n, i + 5);
  }
  if (left > 6 && memcmp(s + i, "import", 6) == 0) {
    size_t next = wanted_skip_space(s, n, i + 6);
    return next < n && (s[next] == '(' || s[next] == '.' || s[next] == '/' ||
                        (s[next] & 0x80) != 0);
  }
  if (left > 4 && memcmp(s + i, "eval", 4) == 0) {
    size_t next = wanted_skip_space(s, n, i + 4);
    return next < n && (s[next] == '(' || s[next] == '/');
  }
  return left > 5 && memcmp(s + i, "using", 5) == 0 &&
         !wanted_is_ascii_word(s[i + 5]) && wanted_using(s, n, i + 5);
}

static bool wanted_is_pair(char c, char d) {
  return (c == 'a' && d == 'w') || (c == 'i' && d == 'm') ||
         (c == 'u' && d == 's') || (c == 'e' && d == 'v') ||
         (c == 's' && d == 'y');
}

// Whether something stands at `i` that the second pass must look at.
static bool wanted_is_mark(const char *s, size_t n, size_t i, bool brackets) {
  char c = s[i];
  return (c != '\0' && strchr(brackets ? "\"'/`(){}" : "\"'/`", c) != NULL) ||
         (i + 1 < n &&
          (wanted_is_pair(c, s[i + 1]) || (c == '<' && s[i + 1] == '!') ||
           (c == '-' && s[i + 1] == '-')));
}

#if LODE_SIMD_X86
static __m128i wanted_equal(__m128i x, char c) {
  return _mm_cmpeq_epi8(x, _mm_set1_epi8(c));
}

// Where one of `x` stands before one of `y`.
static __m128i wanted_both(__m128i x, char c, __m128i y, char d) {
  return _mm_and_si128(wanted_equal(x, c), wanted_equal(y, d));
}

static inline __m128i wanted_pairs(__m128i x, __m128i y) {
  __m128i others =
      _mm_or_si128(wanted_both(x, 'u', y, 's'), wanted_both(x, 's', y, 'y'));
  return _mm_or_si128(
      _mm_or_si128(wanted_both(x, 'a', y, 'w'), wanted_both(x, 'e', y, 'v')),
      _mm_or_si128(wanted_both(x, 'i', y, 'm'), others));
}

static __m128i wanted_load(const char *s) {
  return _mm_loadu_si128((const __m128i *)(const void *)s);
}

static inline __m128i wanted_brackets(__m128i x) {
  return _mm_or_si128(_mm_or_si128(wanted_equal(x, '('), wanted_equal(x, ')')),
                      _mm_or_si128(wanted_equal(x, '{'), wanted_equal(x, '}')));
}

// The next mark at or behind `i`, or `n`.
static inline size_t wanted_next_of_marks(const char *s, size_t n, size_t i,
                                          bool brackets) {
  for (; i + 17 <= n; i += 16) {
    __m128i x = wanted_load(s + i), y = wanted_load(s + i + 1);
    __m128i quotes =
        _mm_or_si128(_mm_or_si128(wanted_equal(x, '"'), wanted_equal(x, '\'')),
                     _mm_or_si128(wanted_equal(x, '`'), wanted_equal(x, '/')));
    __m128i html =
        _mm_or_si128(wanted_both(x, '<', y, '!'), wanted_both(x, '-', y, '-'));
    __m128i hit = _mm_or_si128(quotes, _mm_or_si128(html, wanted_pairs(x, y)));
    if (brackets) {
      hit = _mm_or_si128(hit, wanted_brackets(x));
    }
    unsigned bits = (unsigned)_mm_movemask_epi8(hit);
    if (bits != 0) {
      return i + lode_low_bit(bits);
    }
  }
  while (i < n && !wanted_is_mark(s, n, i, brackets)) {
    i++;
  }
  return i;
}

// Two loops: most of a text is passed by the one without brackets.
static size_t wanted_next_mark(const char *s, size_t n, size_t i,
                               bool brackets) {
  return brackets ? wanted_next_of_marks(s, n, i, true)
                  : wanted_next_of_marks(s, n, i, false);
}

// The next of three bytes at or behind `i`, or `n`.
static size_t wanted_next_of(const wanted_text *t, size_t i, const char *of) {
  for (; i + 16 <= t->n; i += 16) {
    __m128i x = wanted_load(t->s + i);
    __m128i hit = _mm_or_si128(
        _mm_or_si128(wanted_equal(x, of[0]), wanted_equal(x, of[1])),
        wanted_equal(x, of[2]));
    unsigned bits = (unsigned)_mm_movemask_epi8(hit);
    if (bits != 0) {
      return i + lode_low_bit(bits);
    }
  }
  while (i < t->n && memchr(of, t->s[i], 3) == NULL) {
    i++;
  }
  return i;
}

// The next place from `i` on where a word that matters may begin, or `n`.
static size_t wanted_next_pair(const char *s, size_t n, size_t i) {
  for (; i + 17 <= n; i += 16) {
    unsigned bits = (unsigned)_mm_movemask_epi8(
        wanted_pairs(wanted_load(s + i), wanted_load(s + i + 1)));
    if (LODE_UNLIKELY(bits != 0)) {
      return i + lode_low_bit(bits);
    }
  }
  while (i + 1 < n && !wanted_is_pair(s[i], s[i + 1])) {
    i++;
  }
  return i + 1 < n ? i : n;
}
#else
static size_t wanted_next_mark(const char *s, size_t n, size_t i,
                               bool brackets) {
  while (i < n && !wanted_is_mark(s, n, i, brackets)) {
    i++;
  }
  return i;
}

static size_t wanted_next_of(const wanted_text *t, size_t i, const char *of) {
  while (i < t->n && memchr(of, t->s[i], 3) == NULL) {
    i++;
  }
  return i;
}

static size_t wanted_next_pair(const char *s, size_t n, size_t i) {
  while (i + 1 < n && !wanted_is_pair(s[i], s[i + 1])) {
    i++;
  }
  return i + 1 < n ? i : n;
}
#endif

// Behind the code in front of `i`, with blanks and comments left out; 0 when
// there is none.
static size_t wanted_before(const wanted_text *t, size_t i) {
  for (;;) {
    while (i > 0 && wanted_is_blank(t->s[i - 1])) {
      i--;
    }
    if (i == 0 || i != t->comment_end) {
      return i;
    }
    i = t->comment;
  }
}

static size_t wanted_word_start(const wanted_text *t, size_t end) {
  while (end > 0 && wanted_is_word(t->s[end - 1])) {
    end--;
  }
  return end;
}

static bool wanted_one_of(const char *word, size_t n, const char *const *words,
                          size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (strlen(words[i]) == n && memcmp(word, words[i], n) == 0) {
      return true;
    }
  }
  return false;
}

static bool wanted_is_member(const wanted_text *t, size_t start) {
  size_t before = wanted_before(t, start);
  return before > 0 && (t->s[before - 1] == '.' || t->s[before - 1] == '#');
}

// What a slash is behind the word that ends at `end`.
static wanted_slash wanted_slash_after_word(const wanted_text *t, size_t end) {
  static const char *const operators[] = {
      "return", "typeof", "case",  "do",     "else",      "in",
      "new",    "void",   "throw", "delete", "instanceof"};
  static const char *const either[] = {
      "of",      "yield", "await",    "let",      "extends",
      "default", "break", "continue", "debugger", "async"};
  size_t start = wanted_word_start(t, end);
  const char *word = t->s + start;
  size_t n = end - start;
  for (size_t i = 0; i < n; i++) {
    if ((word[i] & 0x80) != 0) {  // maybe a blank
      return WANTED_UNSURE;
    }
  }
  // A line end may stand for a semicolon here.
  if (memchr(t->s + end, '\n', t->i - end) != NULL ||
      memchr(t->s + end, '\r', t->i - end) != NULL ||
      (start > 0 && t->s[start - 1] == '\\')) {
    return WANTED_UNSURE;
  }
  bool operator= wanted_one_of(word, n, operators, LODE_COUNT_OF(operators));
  if (!operator&& !wanted_one_of(word, n, either, LODE_COUNT_OF(either))) {
    return WANTED_DIVISION;
  }
  return !operator|| wanted_is_member(t, start) ? WANTED_UNSURE : WANTED_REGEX;
}

// Whether the word that ends at `end` has a condition behind it.
static bool wanted_is_condition(const wanted_text *t, size_t end) {
  static const char *const words[] = {"if", "while", "for", "with"};
  if (end == 0 || strchr("fehr", t->s[end - 1]) == NULL) {
    return false;
  }
  size_t start = wanted_word_start(t, end);
  return wanted_one_of(t->s + start, end - start, words,
                       LODE_COUNT_OF(words)) &&
         !wanted_is_member(t, start);
}

// The same behind the ')' that ends at `end`, where brackets are not tracked:
// its '(' is looked for in the line, as far as that is code for sure.
static wanted_slash wanted_slash_after_parenthesis(wanted_text *t, size_t end) {
  size_t depth = 0;
  for (size_t i = end; i > 0 && memchr("\"'`/\n\r\xe2", t->s[i - 1], 7) == NULL;
       i--) {
    depth += t->s[i - 1] == ')';
    depth -= t->s[i - 1] == '(';
    if (depth == 0) {
      size_t before = wanted_before(t, i - 1);
      if (before > 0 && t->s[before - 1] == '/') {
        break;  // maybe another comment
      }
      return wanted_is_condition(t, before) ? WANTED_REGEX : WANTED_DIVISION;
    }
  }
  t->lost = true;
  return WANTED_UNSURE;
}

// What the slash at i is: told by what stands before it.
static wanted_slash wanted_what_slash(wanted_text *t) {
  size_t end = wanted_before(t, t->i);
  char c = end > 0 ? t->s[end - 1] : ';';
  if (wanted_is_word(c)) {
    return wanted_slash_after_word(t, end);
  }
  switch (c) {
    case ')':
      if (!t->tracks && t->depth == 0) {
        return wanted_slash_after_parenthesis(t, end);
      }
      return t->condition ? WANTED_REGEX : WANTED_DIVISION;
    case ']':
    case '"':
    case '\'':
    case '`':
      return WANTED_DIVISION;
    case '/':
      return end == t->regex_end ? WANTED_DIVISION : WANTED_REGEX;
    case '+':
    case '-':
      return end > 1 && t->s[end - 2] == c ? WANTED_UNSURE : WANTED_REGEX;
    case '}':
    case '.':
    case '\\':
    case '#':
    case '@':
      return WANTED_UNSURE;
    default:
      return WANTED_REGEX;
  }
}

// The functions from here on move i past what stands there, and return false
// when they are not sure of it.

static bool wanted_pass_comment(wanted_text *t, bool block) {
  size_t from = t->i + 2, end;
  if (block) {
    const char *close =
        from < t->n ? memmem(t->s + from, t->n - from, "*/", 2) : NULL;
    if (close == NULL) {
      return false;
    }
    end = (size_t)(close - t->s) + 2;
  } else {
    // \xe2 begins line ends beyond ASCII.
    end = wanted_next_of(t, from, "\n\r\xe2");
    while (end < t->n && t->s[end] == '\xe2' &&
           (end + 1 >= t->n || t->s[end + 1] != '\x80')) {
      end = wanted_next_of(t, end + 1, "\n\r\xe2");
    }
    if (end < t->n && t->s[end] == '\xe2') {
      return false;
    }
  }
  size_t before = t->i;
  while (before > 0 && wanted_is_blank(t->s[before - 1])) {
    before--;
  }
  if (before == 0 || before != t->comment_end) {
    t->comment = t->i;
  }
  t->comment_end = end;
  t->i = end;
  return true;
}

static bool wanted_pass_regex(wanted_text *t) {
  bool set = false;
  size_t i = t->i + 1;
  for (; i < t->n && (set || t->s[i] != '/'); i++) {
    if (t->s[i] == '\\') {
      i++;
    } else {
      set = t->s[i] == '[' || (set && t->s[i] != ']');
    }
    if (i >= t->n || t->s[i] == '\n' || t->s[i] == '\r') {
      return false;
    }
  }
  t->i = t->regex_end = i + 1;
  return i < t->n;
}

static bool wanted_pass_slash(wanted_text *t) {
  char next = t->i + 1 < t->n ? t->s[t->i + 1] : '\0';
  if (next == '/' || next == '*') {
    return wanted_pass_comment(t, next == '*');
  }
  wanted_slash what = wanted_what_slash(t);
  if (what == WANTED_REGEX) {
    return wanted_pass_regex(t);
  }
  t->i++;
  return what == WANTED_DIVISION;
}

static bool wanted_pass_string(wanted_text *t, char quote) {
  const char of[3] = {quote, '\\', '\n'};
  size_t i = wanted_next_of(t, t->i + 1, of);
  while (i < t->n && t->s[i] == '\\') {
    i += i + 2 < t->n && t->s[i + 1] == '\r' && t->s[i + 2] == '\n' ? 3 : 2;
    i = i < t->n ? wanted_next_of(t, i, of) : t->n;
  }
  t->i = i + 1;
  return i < t->n && t->s[i] == quote;
}

static bool wanted_push(wanted_text *t, uint8_t what) {
  if (t->depth == WANTED_DEPTH) {
    return false;
  }
  t->open[t->depth++] = what;
  return true;
}

// From '`' or the '}' of a substitution.
static bool wanted_pass_template(wanted_text *t) {
  size_t i = wanted_next_of(t, t->i + 1, "`\\$");
  while (i < t->n && t->s[i] != '`') {
    if (t->s[i] == '$' && i + 1 < t->n && t->s[i + 1] == '{') {
      t->i = i + 2;
      return wanted_push(t, WANTED_TEMPLATE);
    }
    i += t->s[i] == '\\' ? 2 : 1;
    i = i < t->n ? wanted_next_of(t, i, "`\\$") : t->n;
  }
  t->i = i + 1;
  return i < t->n;
}

static bool wanted_pass_parenthesis(wanted_text *t) {
  size_t end = wanted_before(t, t->i);
  t->i++;
  return wanted_push(
      t, wanted_is_condition(t, end) ? WANTED_CONDITION : WANTED_PAREN);
}

static bool wanted_pass_close(wanted_text *t, bool brace) {
  uint8_t what = t->depth > 0 ? t->open[--t->depth] : UINT8_MAX;
  if (brace && what == WANTED_TEMPLATE) {
    return wanted_pass_template(t);
  }
  t->i++;
  t->condition = what == WANTED_CONDITION;
  return brace ? what == WANTED_BRACE
               : what == WANTED_PAREN || what == WANTED_CONDITION;
}

// "--": what follows may be a comment when it begins a line and ends in ">".
static bool wanted_pass_minus(wanted_text *t) {
  size_t before = wanted_before(t, t->i);
  bool arrow = t->i + 2 < t->n && t->s[t->i + 2] == '>';
  bool first = before == 0 ||
               memchr(t->s + before, '\n', t->i - before) != NULL ||
               memchr(t->s + before, '\r', t->i - before) != NULL;
  t->i += 2;
  return !arrow || !first;
}

static bool wanted_pass(wanted_text *t) {
  char c = t->s[t->i];
  switch (c) {
    case '/':
      return wanted_pass_slash(t);
    case '"':
    case '\'':
      return wanted_pass_string(t, c);
    case '`':
      return wanted_pass_template(t);
    case '(':
      return wanted_pass_parenthesis(t);
    case '{':
      t->i++;
      return wanted_push(t, WANTED_BRACE);
    case ')':
    case '}':
      return wanted_pass_close(t, c == '}');
    case '-':
      return wanted_pass_minus(t);
    case '<':  // maybe a comment as HTML has them
      t->i += 2;
      return t->n - t->i < 2 || memcmp(t->s + t->i, "--", 2) != 0;
    default:
      return !wanted_at(t->s, t->n, t->i++);
  }
}

static bool wanted_in_text(wanted_text *t) {
  if (t->n > 1 && t->s[0] == '#' && t->s[1] == '!' &&
      !wanted_pass_comment(t, false)) {
    return true;
  }
  for (;;) {
    t->i = wanted_next_mark(t->s, t->n, t->i, t->tracks || t->depth > 0);
    if (t->i >= t->n) {
      return t->depth > 0;
    }
    if (!wanted_pass(t)) {
      return true;
    }
  }
}

// Brackets are a third of all marks, and matter where a slash stands behind one
// of another line: first without them.
static bool wanted_in_code(const char *s, size_t n) {
  wanted_text t;
  t.lost = false;
  t.tracks = false;
  for (;;) {
    t.s = s;
    t.n = n;
    t.i = t.comment = t.comment_end = t.regex_end = t.depth = 0;
    t.condition = false;
    bool wanted = wanted_in_text(&t);
    if (!t.lost || t.tracks) {
      return wanted;
    }
    t.tracks = true;
  }
}

bool lode_compiler_wanted(const char *s, size_t n) {
  size_t i = wanted_next_pair(s, n, 0);
  while (i < n && !wanted_at(s, n, i)) {
    i = wanted_next_pair(s, n, i + 1);
  }
  return i < n && wanted_in_code(s, n);
}
