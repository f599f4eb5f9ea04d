// SPDX-License-Identifier: MIT
// What the comments at the head of a file say of its JSX: @jsx, @jsxFrag,
// @jsxImportSource and @jsxRuntime, one a line.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "compiler/jsx.h"
#include "compiler/position.h"

typedef struct pragma_word {
  const char *text;  // NULL: not there
  size_t size;
} pragma_word;

typedef struct pragma_all {
  pragma_word factory, fragment, import_source, runtime;
} pragma_all;

static bool pragma_is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static pragma_word pragma_next(const char **s, const char *end) {
  while (*s < end && pragma_is_space(**s)) {
    ++*s;
  }
  pragma_word word = {*s, 0};
  while (*s < end && !pragma_is_space(**s)) {
    ++*s;
    word.size++;
  }
  return word;
}

static bool pragma_named(pragma_word word, const char *name) {
  return word.size == strlen(name) &&
         strncasecmp(word.text, name, word.size) == 0;
}

static void pragma_read_line(const char *s, const char *end, pragma_all *all) {
  s = memchr(s, '@', (size_t)(end - s));
  if (s == NULL) {
    return;
  }
  pragma_word name = pragma_next(&s, end), value = pragma_next(&s, end);
  if (value.size == 0) {
    return;
  }
  if (pragma_named(name, "@jsx") && all->factory.text == NULL) {
    all->factory = value;
  } else if (pragma_named(name, "@jsxFrag") && all->fragment.text == NULL) {
    all->fragment = value;
  } else if (pragma_named(name, "@jsxImportSource")) {
    all->import_source = value;
  } else if (pragma_named(name, "@jsxRuntime")) {
    all->runtime = value;
  }
}

// The comments in front of the first token.
static void pragma_read(const char *s, const char *limit, pragma_all *all) {
  while (s < limit) {
    if (pragma_is_space(*s)) {
      s++;
    } else if (*s == '/' && s[1] == '/') {
      while (s < limit && lode_line_end(s, (size_t)(limit - s)) == 0) {
        s++;
      }
    } else if (*s == '/' && s[1] == '*') {
      const char *line = s += 2;
      for (; memcmp(s, "*/", 2) != 0; s++) {
        if (lode_line_end(s, (size_t)(limit - s)) > 0) {
          pragma_read_line(line, s, all);
          line = s;
        }
      }
      pragma_read_line(line, s, all);
      s += 2;
    } else {
      return;
    }
  }
}

static bool pragma_is_name_part(char c, bool first) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '$' || (unsigned char)c >= 0x80 ||
         (!first && c >= '0' && c <= '9');
}

// name(.name)*
static bool pragma_is_factory(const char *s) {
  for (;; s++) {
    if (!pragma_is_name_part(*s, true)) {
      return false;
    }
    while (pragma_is_name_part(*s, false)) {
      s++;
    }
    if (*s != '.') {
      return *s == '\0';
    }
  }
}

static int pragma_take(lode_arena *arena, pragma_word word, const char **out) {
  if (word.text == NULL) {
    return 0;
  }
  char *text = lode_arena_alloc(arena, word.size + 1);
  if (text == NULL) {
    return -ENOMEM;
  }
  memcpy(text, word.text, word.size);
  text[word.size] = '\0';
  *out = text;
  return 0;
}

static lode_jsx_runtime pragma_runtime(const lode_jsx_options *options,
                                       const pragma_all *all) {
  bool dev = options->runtime == LODE_JSX_DEV;
  bool asked = all->runtime.text != NULL;
  if (asked && pragma_named(all->runtime, "classic")) {
    return LODE_JSX_CLASSIC;
  }
  if (dev || options->runtime == LODE_JSX_AUTOMATIC ||
      options->import_source != NULL ||
      (asked && pragma_named(all->runtime, "automatic"))) {
    return dev ? LODE_JSX_DEV : LODE_JSX_AUTOMATIC;
  }
  bool factory = options->factory != NULL || options->fragment != NULL;
  return options->runtime == LODE_JSX_CLASSIC || factory ? LODE_JSX_CLASSIC
                                                         : LODE_JSX_AUTOMATIC;
}

static int pragma_check(const lode_program *program, const char *name,
                        pragma_word word, lode_parse_error *error) {
  if (pragma_is_factory(name)) {
    return 0;
  }
  size_t at = word.text == NULL ? 0 : (size_t)(word.text - program->source);
  error->fault = LODE_FAULT_SYNTAX;
  error->offset = (uint32_t)at;
  error->end = (uint32_t)(at + word.size);
  lode_position(program->source, at, &error->line, &error->column);
  snprintf(error->message, sizeof error->message,
           "'%.100s' cannot make JSX elements: it is no name, nor names "
           "joined by dots",
           name);
  return LODE_PARSE_SYNTAX;
}

int lode_jsx_settle(const lode_program *program, lode_arena *arena,
                    lode_jsx_options *options, lode_parse_error *error) {
  pragma_all all = {0};
  pragma_read(program->source + program->body_start,
              program->source + program->size, &all);
  int err = pragma_take(arena, all.factory, &options->factory);
  if (err == 0) {
    err = pragma_take(arena, all.fragment, &options->fragment);
  }
  if (err == 0) {
    err = pragma_take(arena, all.import_source, &options->import_source);
  }
  if (err < 0) {
    return err;
  }
  options->runtime = pragma_runtime(options, &all);
  if (options->factory == NULL) {
    options->factory = "React.createElement";
  }
  if (options->fragment == NULL) {
    options->fragment = "React.Fragment";
  }
  if (options->import_source == NULL) {
    options->import_source = "react";
  }
  if (options->file_name == NULL) {
    options->file_name = "";
  }
  err = pragma_check(program, options->factory, all.factory, error);
  return err < 0
             ? err
             : pragma_check(program, options->fragment, all.fragment, error);
}
