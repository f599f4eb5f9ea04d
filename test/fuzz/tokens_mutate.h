// SPDX-License-Identifier: MIT
// A libFuzzer mutator for program texts: half of the time whole tokens are
// dropped, doubled, swapped or put in, so that what comes out still gets past
// the first lines of a parser. The other half is libFuzzer's own.
#ifndef LODE_FUZZ_TOKENS_MUTATE_H
#define LODE_FUZZ_TOKENS_MUTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/compiler.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max,
                               unsigned seed);

static const char *const tokens_words[] = {
    "(",           ")",           "{",
    "}",           "[",           "]",
    ";",           ",",           "=>",
    "=",           "?.",          "...",
    ":",           "?",           ".",
    "`",           "${",          "/",
    "'",           "//",          "/*",
    "*/",          "<!--",        "-->",
    "\n",          "\\",          "#x",
    "**",          "??",          "&&",
    "++",          "--",          "<",
    ">",           "</a>",        "@",
    "!",           "\\u0061",     "\xe2\x80\xa8",
    "0n",          "1_0",         "08",
    "/a/v",        "/[",          "async ",
    "await ",      "yield ",      "let ",
    "const ",      "var ",        "using ",
    "static ",     "get ",        "set ",
    "function ",   "class ",      "extends ",
    "super",       "new ",        "of ",
    "in ",         "for",         "while",
    "do ",         "if",          "else ",
    "try{",        "catch",       "finally{",
    "switch",      "case ",       "default:",
    "break ",      "continue ",   "return ",
    "throw ",      "import ",     "import(",
    "import.meta", "export ",     "from ",
    "as ",         "with",        "eval(",
    "arguments",   "delete ",     "typeof ",
    "void ",       "this",        "null",
    "new.target",  "debugger",    "'use strict';",
    "type ",       "enum ",       "interface ",
    "namespace ",  "declare ",    "abstract ",
    "implements ", "satisfies ",  "keyof ",
    "infer ",      "is ",         "readonly ",
    "private ",    "unique ",     "accessor ",
    "override ",   "asserts ",    "module ",
    "require(",    "exports.",    "Object.defineProperty(exports,",
    "__esModule",  "constructor", "x",
};

static uint32_t tokens_random(uint32_t *state, size_t below) {
  *state = *state * 1664525 + 1013904223;
  return (uint32_t)(((uint64_t)(*state >> 8) * below) >> 24);
}

static bool tokens_is_word(uint8_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '$' || c >= 0x80;
}

// The bounds of the token around or behind `at`.
static void tokens_around(const uint8_t *s, size_t n, size_t at, size_t *start,
                          size_t *end) {
  *start = at;
  while (*start > 1 && tokens_is_word(s[*start - 1]) && tokens_is_word(s[at])) {
    --*start;
  }
  *end = at;
  while (*end < n && tokens_is_word(s[*end])) {
    ++*end;
  }
  *end += *end == at;
}

// Replaces [start, end) by `with`; the size, or 0 when there is no room.
static size_t tokens_splice(uint8_t *s, size_t n, size_t max, size_t start,
                            size_t end, const uint8_t *with, size_t length) {
  if (n - (end - start) + length > max) {
    return 0;
  }
  memmove(s + start + length, s + end, n - end);
  memcpy(s + start, with, length);
  return n - (end - start) + length;
}

// The first byte of an input is its options, not text.
static size_t tokens_mutate(uint8_t *s, size_t n, size_t max, uint32_t *state) {
  size_t start, end, from, to;
  tokens_around(s, n, 1 + tokens_random(state, n - 1), &start, &end);
  tokens_around(s, n, 1 + tokens_random(state, n - 1), &from, &to);
  uint8_t copy[64];
  uint32_t way = tokens_random(state, 8);
  if (way == 0) {  // drop a token
    return tokens_splice(s, n, max, start, end, copy, 0);
  }
  if (way == 1 && from != start) {  // drop a range
    return start < from ? tokens_splice(s, n, max, start, from, copy, 0)
                        : tokens_splice(s, n, max, from, start, copy, 0);
  }
  if (way <= 4) {  // another token of the text, or several, here
    for (uint32_t more = tokens_random(state, 6); more > 0 && to < n; more--) {
      size_t ignored;
      tokens_around(s, n, to, &ignored, &to);
    }
    size_t length = to - from < sizeof copy ? to - from : sizeof copy;
    memcpy(copy, s + from, length);
    bool replaces = tokens_random(state, 2) != 0;
    return tokens_splice(s, n, max, start, replaces ? end : start, copy,
                         length);
  }
  const char *word =
      tokens_words[tokens_random(state, LODE_COUNT_OF(tokens_words))];
  return tokens_splice(s, n, max, start, way == 5 ? end : start,
                       (const uint8_t *)word, strlen(word));
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max,
                               unsigned seed) {
  uint32_t state = seed;
  if (size < 4 || (seed & 1) != 0) {
    return LLVMFuzzerMutate(data, size, max);
  }
  for (uint32_t times = 1 + tokens_random(&state, 4); times > 0; times--) {
    size_t changed = tokens_mutate(data, size, max, &state);
    if (changed >= 4) {
      size = changed;
    }
  }
  return size;
}

#endif
