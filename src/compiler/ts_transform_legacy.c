// SPDX-License-Identifier: MIT
// What experimentalDecorators has beyond the decorators of the standard: those
// of parameters.
#include <string.h>

#include "compiler/ts_transform.h"

// Decorators in [start, end), in the order of the text, one a call; `after` is
// the one that was given before.
static const lode_node *legacy_next(const lode_transform *t, uint32_t start,
                                    uint32_t end, const lode_node *after) {
  const lode_ts *ts = t->program->ts;
  const lode_node *best = NULL;
  for (size_t i = 0; i < ts->found_count; i++) {
    const lode_ts_found *f = &ts->found[i];
    bool inside = f->kind == LODE_TS_PARAMETER_DECORATOR && f->start >= start &&
                  f->start < end && (after == NULL || f->start >= after->end);
    if (inside && (best == NULL || f->start < best->start)) {
      best = f->node;
    }
  }
  return best;
}

bool lode_transform_has_parameters(lode_transform *t,
                                   const lode_node *function) {
  if (!t->options->legacy_decorators || function == NULL) {
    return false;
  }
  uint32_t start = function->at;
  for (const lode_node *p = function->u.child[1]; p != NULL; p = p->next) {
    if (legacy_next(t, start, p->start, NULL) != NULL) {
      return true;
    }
    start = p->end;
  }
  return false;
}

// Appends a text without its line ends and line comments.
static void legacy_flatten(lode_transform *t, const char *s, size_t n,
                           lode_buf *out) {
  char quote = 0;
  for (size_t i = 0; i < n; i++) {
    size_t end = lode_line_end(s + i, n - i);
    const char *put = NULL;
    if (quote == 0 && s[i] == '/' && i + 1 < n && s[i + 1] == '/') {
      while (i + 1 < n && lode_line_end(s + i + 1, n - i - 1) == 0) {
        i++;
      }
      continue;
    }
    if (end > 0) {
      put = quote == '`' ? "\\n" : " ";
      i += end - 1;
    } else if (quote != 0 && s[i] == '\\' && i + 1 < n) {
      t->failed |= lode_buf_append(out, s + i, 1) < 0;
      i++;
    } else if (quote == 0 && (s[i] == '"' || s[i] == '\'' || s[i] == '`')) {
      quote = s[i];
    } else if (quote == s[i]) {
      quote = 0;
    }
    t->failed |= lode_buf_append(out, put != NULL ? put : s + i,
                                 put != NULL ? strlen(put) : 1) < 0;
  }
}

// The text of an expression as it is transformed, on one line.
static const char *legacy_text(lode_transform *t, const lode_node *node) {
  lode_edits own = {0}, *edits = t->edits;
  t->edits = &own;
  lode_transform_node(t, node);
  t->edits = edits;
  for (size_t i = 0; i < own.count; i++) {
    own.items[i].at -= node->start;
  }
  lode_buf text = LODE_BUF_INIT, flat = LODE_BUF_INIT;
  size_t n = node->end - node->start;
  t->failed |=
      lode_edits_apply(&own, t->text + node->start, n, &text, NULL) < 0;
  legacy_flatten(t, text.data, text.size, &flat);
  const char *result =
      lode_transform_text(t, "%.*s", (int)flat.size, flat.data);
  lode_edits_deinit(&own);
  lode_buf_deinit(&text);
  lode_buf_deinit(&flat);
  return result;
}

const char *lode_transform_parameters(lode_transform *t, const char *state,
                                      const lode_node *function) {
  const char *text = "";
  if (function == NULL) {
    return text;
  }
  uint32_t start = function->at;
  unsigned index = 0;
  for (const lode_node *p = function->u.child[1]; p != NULL; p = p->next) {
    const lode_node *d = legacy_next(t, start, p->start, NULL);
    while (d != NULL && !t->failed) {
      text = lode_transform_text(t, "%s,%s.param(%u,%s)", text, state, index,
                                 legacy_text(t, d->u.child[0]));
      lode_transform_edit(t, d->start, d->end, "%s", "");
      d = legacy_next(t, d->end, p->start, d);
    }
    start = p->end;
    index++;
  }
  return text;
}
