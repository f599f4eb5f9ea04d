// SPDX-License-Identifier: MIT
// What a parse of TypeScript gathers, and trying to read a text one way.
#include <string.h>

#include "compiler/ts_parse.h"

static void *ts_grow(lode_parser *p, void *items, size_t count, size_t *room,
                     size_t size) {
  if (count < *room) {
    return items;
  }
  size_t more = *room == 0 ? 32 : *room * 2;
  void *made = lode_parser_alloc(p, more * size);
  if (count > 0) {
    memcpy(made, items, count * size);
  }
  *room = more;
  return made;
}

void lode_ts_cut_add(lode_parser *p, uint32_t start, uint32_t end) {
  lode_ts *ts = p->ts;
  ts->cuts =
      ts_grow(p, ts->cuts, ts->cut_count, &ts->cut_room, sizeof *ts->cuts);
  ts->cuts[ts->cut_count++] = (lode_ts_cut){start, end};
}

void lode_ts_put_add(lode_parser *p, uint32_t at, char c) {
  lode_ts *ts = p->ts;
  ts->puts =
      ts_grow(p, ts->puts, ts->put_count, &ts->put_room, sizeof *ts->puts);
  ts->puts[ts->put_count++] = (lode_ts_put){at, c};
}

void lode_ts_found_add(lode_parser *p, lode_ts_kind kind, uint32_t start,
                       uint32_t end, lode_node *node) {
  lode_ts *ts = p->ts;
  if (ts->ambient > 0) {
    return;
  }
  ts->found = ts_grow(p, ts->found, ts->found_count, &ts->found_room,
                      sizeof *ts->found);
  ts->found[ts->found_count++] = (lode_ts_found){kind, start, end, node};
}

void lode_ts_erase(lode_parser *p, uint32_t start, uint32_t end) {
  lode_ts *ts = p->ts;
  while (ts->cut_count > 0 && ts->cuts[ts->cut_count - 1].start >= start) {
    ts->cut_count--;
  }
  while (ts->put_count > 0 && ts->puts[ts->put_count - 1].at >= start) {
    ts->put_count--;
  }
  while (ts->found_count > 0 && ts->found[ts->found_count - 1].start >= start) {
    ts->found_count--;
  }
  while (ts->element_count > 0 &&
         ts->elements[ts->element_count - 1]->start >= start) {
    ts->element_count--;
  }
  lode_ts_cut_add(p, start, end);
}

void lode_ts_erase_statement(lode_parser *p, uint32_t start, uint32_t before) {
  lode_ts_erase(p, start, p->last_end);
  bool joins = false;
  switch (p->tok.kind) {
    case LODE_T_LPAREN:
    case LODE_T_LBRACKET:
    case LODE_T_BACKTICK:
    case LODE_T_ADD:
    case LODE_T_SUB:
    case LODE_T_DIV:
    case LODE_T_ASSIGN_DIV:
    case LODE_T_LT:
      joins = before > p->program->body_start;
      break;
    default:
      break;
  }
  if (joins) {
    bool closed = p->source[before - 1] == ';';
    lode_ts_put_add(p, closed ? before - 1 : start, ';');
  }
}

lode_ts_saved lode_ts_save(lode_parser *p) {
  const lode_ts *ts = p->ts;
  return (lode_ts_saved){
      p->at,         p->tok,        p->last_start,   p->last_end,
      ts->cut_count, ts->put_count, ts->found_count, ts->no_conditional};
}

void lode_ts_restore(lode_parser *p, const lode_ts_saved *saved) {
  p->at = saved->at;
  p->tok = saved->tok;
  p->last_start = saved->last_start;
  p->last_end = saved->last_end;
  p->ts->cut_count = saved->cuts;
  p->ts->put_count = saved->puts;
  p->ts->found_count = saved->found;
  p->ts->no_conditional = saved->no_conditional;
}

bool lode_ts_try(lode_parser *p, bool (*parse)(lode_parser *p)) {
  const lode_ts_saved saved = lode_ts_save(p);
  jmp_buf outer;
  memcpy(&outer, &p->fault, sizeof outer);
  volatile bool done = false;
  if (setjmp(p->fault) == 0) {
    done = parse(p);
  } else if (p->result != LODE_PARSE_SYNTAX) {
    memcpy(&p->fault, &outer, sizeof outer);
    longjmp(p->fault, 1);
  }
  memcpy(&p->fault, &outer, sizeof outer);
  if (!done) {
    p->result = 0;
    lode_ts_restore(p, &saved);
  }
  return done;
}

bool lode_ts_is(const lode_token *t, const char *word) {
  size_t n = strlen(word);
  return lode_token_is_name(t) && !(t->flags & LODE_TOKEN_ESCAPED) &&
         t->name->size == n && memcmp(t->name->text, word, n) == 0;
}

void lode_ts_expect_greater(lode_parser *p) {
  if (p->source[p->tok.start] != '>' || p->tok.end == p->tok.start) {
    lode_parser_unexpected(p, &p->tok);
  }
  p->tok.end = p->tok.start + 1;
  p->at = p->source + p->tok.end;
  lode_scan_next(p);
}

bool lode_ts_newline_in(const lode_parser *p, uint32_t start, uint32_t end) {
  for (; start < end; start++) {
    if (lode_ts_is_line_end(p->source + start)) {
      return true;
    }
  }
  return false;
}
