// SPDX-License-Identifier: MIT
// Inserted text from templates: see emit.h.
#include <stdio.h>
#include <string.h>

#include "compiler/emit.h"

static bool text_is_word(const char *s, size_t n) {
  if (n == 0 || (s[0] >= '0' && s[0] <= '9')) {
    return false;
  }
  for (size_t i = 0; i < n; i++) {
    char c = s[i];
    bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                (c >= '0' && c <= '9') || c == '_' || c == '$';
    if (!word) {
      return false;
    }
  }
  return true;
}

// A string literal, ASCII but for what is well-formed UTF-8 in it.
void lode_emit_string(lode_buf *out, const char *text, size_t n) {
  int err = lode_buf_append(out, "\"", 1);
  for (size_t i = 0; i < n && err == 0; i++) {
    unsigned char c = (unsigned char)text[i];
    char escape[8];
    if (c < ' ' || c == '"' || c == '\\' || c == 0x7f) {
      int size = snprintf(escape, sizeof escape, "\\u%04x", c);
      err = lode_buf_append(out, escape, (size_t)size);
    } else if (lode_line_end(text + i, n - i) == 3) {
      err = lode_buf_append(out, text[i + 2] == '\xa8' ? "\\u2028" : "\\u2029",
                            6);
      i += 2;
    } else {
      err = lode_buf_append(out, text + i, 1);
    }
  }
  if (err < 0 || lode_buf_append(out, "\"", 1) < 0) {
    out->size = 0;  // out of memory: whoever appends next fails, too
  }
}

int lode_emit_access(lode_buf *out, const char *text, size_t n) {
  if (text_is_word(text, n)) {
    int err = lode_buf_append(out, ".", 1);
    return err < 0 ? err : lode_buf_append(out, text, n);
  }
  int err = lode_buf_append(out, "[", 1);
  if (err == 0) {
    lode_emit_string(out, text, n);
    err = lode_buf_append(out, "]", 1);
  }
  return err;
}

int lode_emit_template(lode_buf *out, const char *prefix, const char *template,
                       const lode_name *name, uint32_t number) {
  int err = 0;
  while (*template != '\0' && err == 0) {
    size_t n = strcspn(template, "$@#&%?");
    err = lode_buf_append(out, template, n);
    template += n;
    char digits[16];
    if (err < 0 || *template == '\0') {
      break;
    }
    switch (*template ++) {
      case '$':
        err = lode_buf_append(out, prefix, strlen(prefix));
        break;
      case '@':
        err = lode_emit_access(out, name->text, name->size);
        break;
      case '#':
        err = lode_buf_append(out, "[", 1);
        if (err == 0) {
          lode_emit_string(out, name->text, name->size);
          err = lode_buf_append(out, "]", 1);
        }
        break;
      case '&':
        err = lode_buf_append(out, name->text, name->size);
        break;
      case '%':
        n = (size_t)snprintf(digits, sizeof digits, "%u", (unsigned)number);
        err = lode_buf_append(out, digits, n);
        break;
      default:
        digits[0] = EMIT_REFERENCE;
        memcpy(digits + 1, &number, 4);
        err = lode_buf_append(out, digits, 5);
    }
  }
  return err;
}

bool lode_emit_joins(const lode_emitter *e, uint32_t at) {
  const lode_edits *edits = e->edits;
  const lode_edit *last =
      edits->count > 0 ? &edits->items[edits->count - 1] : NULL;
  if (at == 0 || (last != NULL && last->at == at && last->size > 0)) {
    return false;
  }
  char c = e->unit->source[at - 1];
  return text_is_word(&c, 1) || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

void lode_emit_replace(lode_emitter *e, uint32_t start, uint32_t end,
                       const char *template, const lode_name *name,
                       uint32_t number) {
  lode_edits *edits = e->edits;
  bool joins = template[0] == '$' && lode_emit_joins(e, start);
  lode_edits_open(edits, start, end - start);
  if (edits->failed) {
    return;
  }
  size_t before = edits->text.size;
  if (joins) {
    edits->failed = lode_buf_append(&edits->text, " ", 1) < 0;
  }
  edits->failed |= lode_emit_template(&edits->text, e->unit->prefix, template,
                                      name, number) < 0;
  edits->items[edits->count - 1].size = (uint32_t)(edits->text.size - before);
}

void lode_emit_insert(lode_emitter *e, uint32_t at, const char *template,
                      const lode_name *name, uint32_t number) {
  lode_emit_replace(e, at, at, template, name, number);
}
