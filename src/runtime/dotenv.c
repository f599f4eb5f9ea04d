// SPDX-License-Identifier: MIT
// The parser of .env files.
#include "runtime/dotenv.h"

#include <stdbool.h>
#include <string.h>

// What is left to read, or a piece of it.
typedef struct dotenv_slice {
  char *data;
  size_t size;
} dotenv_slice;

static bool dotenv_is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\v' || c == '\f';
}

static dotenv_slice dotenv_skip(dotenv_slice s, size_t n) {
  return (dotenv_slice){s.data + n, s.size - n};
}

static dotenv_slice dotenv_trim_start(dotenv_slice s) {
  while (s.size > 0 && dotenv_is_blank(s.data[0])) {
    s = dotenv_skip(s, 1);
  }
  return s;
}

static dotenv_slice dotenv_trim(dotenv_slice s) {
  s = dotenv_trim_start(s);
  while (s.size > 0 && dotenv_is_blank(s.data[s.size - 1])) {
    s.size--;
  }
  return s;
}

// The place of `c`, or the size when it is not there.
static size_t dotenv_find(dotenv_slice s, char c) {
  const char *found = s.size > 0 ? memchr(s.data, c, s.size) : NULL;
  return found != NULL ? (size_t)(found - s.data) : s.size;
}

static dotenv_slice dotenv_skip_line(dotenv_slice s) {
  size_t end = dotenv_find(s, '\n');
  return dotenv_skip(s, end < s.size ? end + 1 : end);
}

// Carriage returns mean nothing anywhere in the file.
static size_t dotenv_drop_returns(char *text, size_t size) {
  size_t kept = 0;
  for (size_t i = 0; i < size; i++) {
    if (text[i] != '\r') {
      text[kept++] = text[i];
    }
  }
  return kept;
}

// Between double quotes "\n" is a line break. Shrinks in place.
static void dotenv_expand(dotenv_slice *s) {
  size_t kept = 0;
  for (size_t i = 0; i < s->size; i++) {
    bool line_break =
        s->data[i] == '\\' && i + 1 < s->size && s->data[i + 1] == 'n';
    s->data[kept++] = line_break ? '\n' : s->data[i];
    i += line_break;
  }
  s->size = kept;
}

// Takes the value off the front of `rest`.
static dotenv_slice dotenv_value(dotenv_slice *rest) {
  char quote = rest->data[0];
  if (quote == '"' || quote == '\'' || quote == '`') {
    dotenv_slice inner = dotenv_skip(*rest, 1);
    size_t end = dotenv_find(inner, quote);
    if (end < inner.size) {
      *rest = dotenv_skip_line(dotenv_skip(inner, end + 1));
      inner.size = end;
      if (quote == '"') {
        dotenv_expand(&inner);
      }
      return inner;
    }
  }
  dotenv_slice line = {rest->data, dotenv_find(*rest, '\n')};
  *rest = dotenv_skip_line(*rest);
  // Behind a quote that nothing closes the line counts as it is.
  if (quote == '"' || quote == '\'' || quote == '`') {
    return line;
  }
  line.size = dotenv_find(line, '#');
  return dotenv_trim(line);
}

void lode_dotenv_parse(char *text, size_t size, lode_dotenv_each each,
                       void *data) {
  static const char export_word[] = "export ";
  dotenv_slice rest = {text, dotenv_drop_returns(text, size)};
  rest = dotenv_trim(rest);
  while (rest.size > 0) {
    size_t line_end = dotenv_find(rest, '\n');
    size_t equal = dotenv_find(rest, '=');
    if (rest.data[0] == '#' || equal > line_end || equal == rest.size) {
      rest = dotenv_trim_start(dotenv_skip_line(rest));
      continue;
    }
    dotenv_slice key = dotenv_trim((dotenv_slice){rest.data, equal});
    if (key.size >= sizeof export_word - 1 &&
        memcmp(key.data, export_word, sizeof export_word - 1) == 0) {
      key = dotenv_trim(dotenv_skip(key, sizeof export_word - 1));
    }
    rest = dotenv_skip(rest, equal + 1);
    if (key.size == 0 && rest.size > 0 && rest.data[0] != '\n') {
      rest = dotenv_trim_start(dotenv_skip_line(rest));
      continue;
    }
    dotenv_slice value = {rest.data, 0};
    if (rest.size > 0 && rest.data[0] != '\n') {
      rest = dotenv_trim_start(rest);
      value = rest;
      if (rest.size > 0) {
        value = dotenv_value(&rest);
      }
    }
    each(data, key.data, key.size, value.data, value.size);
    rest = dotenv_trim_start(rest);
  }
}
