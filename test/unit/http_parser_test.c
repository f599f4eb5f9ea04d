// SPDX-License-Identifier: MIT
// The HTTP parser: every case whole, then cut at every byte, then byte by byte,
// always ending at an unmapped page.
#include "http/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct {
  lode_http_kind kind;
  uint16_t lenient;
  const char *input;
  size_t size;
  const char *expected;
  size_t expected_size;
} test_case;

#define TEXT(s) s, sizeof(s) - 1

static const test_case test_cases[] = {
#include "http_parser_cases.h"
};

static char *test_page_end;  // writable below, unmapped from here on
static unsigned test_failures;

static void test_map(void) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t room = 64 * page;
  char *at = mmap(NULL, room + page, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED || mprotect(at + room, page, PROT_NONE) != 0) {
    perror("mmap");
    exit(2);
  }
  test_page_end = at + room;
}

// The events of one run, as text.
typedef struct {
  lode_buf text;
  bool in_body;
} test_log;

static void log_bytes(test_log *log, const char *s, size_t n) {
  if (lode_buf_append(&log->text, s, n) < 0) {
    exit(2);
  }
}

static void log_text(test_log *log, const char *s) {
  log_bytes(log, s, strlen(s));
}

static void log_close_body(test_log *log) {
  if (log->in_body) {
    log_text(log, "\n");
    log->in_body = false;
  }
}

static void log_fields(test_log *log, const lode_http_head *head) {
  for (uint32_t i = 0; i < head->field_count; i++) {
    const lode_http_field *f = &head->fields[i];
    log_text(log, " [");
    log_bytes(log, head->base + f->name.at, f->name.size);
    log_text(log, ": ");
    for (uint32_t k = 0; k < f->value.size; k++) {
      char c = head->base[f->value.at + k];
      if (!f->folded || (c != '\r' && c != '\n')) {
        log_bytes(log, &c, 1);
      }
    }
    log_text(log, "]");
  }
}

static void log_head(test_log *log, lode_http_kind kind,
                     const lode_http_head *head) {
  char line[64];
  snprintf(line, sizeof line, "head %d.%d ", head->major, head->minor);
  log_text(log, line);
  if (kind == LODE_HTTP_REQUEST) {
    log_text(log, lode_http_method_name((lode_http_method)head->method));
    log_text(log, " ");
    log_bytes(log, head->base + head->target.at, head->target.size);
  } else {
    snprintf(line, sizeof line, "%d ", head->status);
    log_text(log, line);
    log_bytes(log, head->base + head->reason.at, head->reason.size);
  }
  log_text(log, head->upgrade ? " upgrade" : "");
  log_text(log, head->keep_alive ? " keep-alive" : "");
  log_fields(log, head);
  log_text(log, "\n");
}

// Feeds one piece, placed against the unmapped page. False when it is over.
static bool test_feed(lode_http_parser *p, test_log *log, const char *input,
                      size_t size, size_t left_after) {
  char *data = test_page_end - size;
  memcpy(data, input, size);
  char line[64];
  for (;;) {
    size_t used;
    lode_http_event event = lode_http_parser_next(p, data, size, &used);
    if (used > size) {
      fprintf(stderr, "took more than was offered\n");
      exit(1);
    }
    if (event != LODE_HTTP_BODY && event != LODE_HTTP_NEED_MORE) {
      log_close_body(log);
    }
    switch (event) {
      case LODE_HTTP_NEED_MORE:
        if (used != size) {
          fprintf(stderr, "left bytes behind\n");
          exit(1);
        }
        return true;
      case LODE_HTTP_HEAD:
        log_head(log, (lode_http_kind)p->kind, &p->head);
        break;
      case LODE_HTTP_BODY:
        if (p->body < data || p->body + p->body_size > data + size) {
          fprintf(stderr, "body outside the bytes offered\n");
          exit(1);
        }
        log_text(log, log->in_body ? "" : "body ");
        log_bytes(log, p->body, p->body_size);
        log->in_body = true;
        break;
      case LODE_HTTP_TRAILERS:
        log_text(log, "trailers");
        log_fields(log, &p->head);
        log_text(log, "\n");
        break;
      case LODE_HTTP_DONE:
        log_text(log, "done\n");
        break;
      case LODE_HTTP_UPGRADED:
        snprintf(line, sizeof line, "rest %zu\n", size - used + left_after);
        if (size - used + left_after > 0) {
          log_text(log, line);
          return false;
        }
        return true;
      case LODE_HTTP_FAILED:
        log_text(log, "error ");
        log_text(log, lode_http_error_name((lode_http_error)p->error));
        log_text(log, " ");
        log_text(log, p->reason);
        log_text(log, "\n");
        return false;
    }
    data += used;
    size -= used;
  }
}

// Consecutive body pieces of one run read as one.
static void log_finish(lode_http_parser *p, test_log *log) {
  lode_http_event event = lode_http_parser_finish(p);
  log_close_body(log);
  if (event == LODE_HTTP_DONE) {
    log_text(log, "done\n");
  } else if (event == LODE_HTTP_FAILED) {
    log_text(log, "eof ");
    log_text(log, lode_http_error_name((lode_http_error)p->error));
    log_text(log, "\n");
  }
}

static void test_run(const test_case *t, size_t cut, size_t step) {
  lode_http_parser p;
  lode_http_parser_init(&p, t->kind, 0, t->lenient);
  test_log log = {LODE_BUF_INIT, false};
  size_t at = 0;
  bool open = true;
  while (open && at < t->size) {
    size_t n = step ? step : at < cut ? cut - at : t->size - at;
    open = test_feed(&p, &log, t->input + at, n, t->size - at - n);
    at += n;
  }
  if (open) {
    log_finish(&p, &log);
  }
  log_close_body(&log);
  if (log.text.size == 0) {
    log_text(&log, "\n");
  }
  if (log.text.size != t->expected_size ||
      memcmp(log.text.data, t->expected, t->expected_size) != 0) {
    test_failures++;
    fprintf(stderr, "case %td cut %zu step %zu: %s\n  expected: %s  got: %.*s",
            t - test_cases, cut, step, t->input, t->expected,
            (int)log.text.size, log.text.data);
  }
  lode_buf_deinit(&log.text);
  lode_http_parser_deinit(&p);
}

static void test_limit(size_t value, lode_http_event expected) {
  lode_http_parser p;
  lode_http_parser_init(&p, LODE_HTTP_REQUEST, 100, 0);
  lode_buf input = LODE_BUF_INIT;
  char *filler = malloc(value);
  memset(filler, 'a', value);
  if (lode_buf_append(&input, "GET / HTTP/1.1\r\nA: ", 19) < 0 ||
      lode_buf_append(&input, filler, value) < 0 ||
      lode_buf_append(&input, "\r\n\r\n", 4) < 0) {
    exit(2);
  }
  size_t used;
  lode_http_event event =
      lode_http_parser_next(&p, input.data, input.size, &used);
  if (event != expected) {
    test_failures++;
    fprintf(stderr, "limit %zu: event %d\n", value, event);
  }
  if (event == LODE_HTTP_FAILED &&
      (p.error != LODE_HPE_HEADER_OVERFLOW || used != 19 + value)) {
    test_failures++;
    fprintf(stderr, "limit %zu: error %d at %zu\n", value, p.error, used);
  }
  free(filler);
  lode_buf_deinit(&input);
  lode_http_parser_deinit(&p);
}

// Blanks are not counted, but cannot fill memory either.
static void test_blanks(void) {
  lode_http_parser p;
  lode_http_parser_init(&p, LODE_HTTP_REQUEST, 100, 0);
  size_t used;
  lode_http_event event =
      lode_http_parser_next(&p, "GET / HTTP/1.1\r\nA:", 18, &used);
  for (int i = 0; i < 1000 && event == LODE_HTTP_NEED_MORE; i++) {
    event = lode_http_parser_next(&p, " ", 1, &used);
  }
  if (event != LODE_HTTP_FAILED || p.error != LODE_HPE_HEADER_OVERFLOW ||
      p.held.size > 1000) {
    test_failures++;
    fprintf(stderr, "blanks are kept without limit\n");
  }
  lode_http_parser_deinit(&p);
}

// An answer to HEAD has no body; an unwanted upgrade is an ordinary request.
static void test_choices(void) {
  lode_http_parser p;
  lode_http_parser_init(&p, LODE_HTTP_RESPONSE, 0, 0);
  const char *text = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
  size_t used;
  bool ok =
      lode_http_parser_next(&p, text, strlen(text), &used) == LODE_HTTP_HEAD;
  lode_http_parser_skip_body(&p);
  ok = ok && lode_http_parser_next(&p, "", 0, &used) == LODE_HTTP_DONE;
  ok = ok && !lode_http_parser_in_message(&p);
  lode_http_parser_deinit(&p);

  lode_http_parser_init(&p, LODE_HTTP_REQUEST, 0, 0);
  text = "GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nGET";
  ok = ok &&
       lode_http_parser_next(&p, text, strlen(text), &used) == LODE_HTTP_HEAD;
  ok = ok && p.head.upgrade && used == strlen(text) - 3;
  lode_http_parser_set_upgrade(&p, false);
  ok = ok && lode_http_parser_next(&p, "GET", 3, &used) == LODE_HTTP_DONE;
  ok = ok && lode_http_parser_next(&p, "GET", 3, &used) == LODE_HTTP_NEED_MORE;
  ok = ok && lode_http_parser_in_head(&p);
  lode_http_parser_deinit(&p);
  if (!ok) {
    test_failures++;
    fprintf(stderr, "choices after the head\n");
  }
}

int main(void) {
  test_map();
  for (size_t i = 0; i < LODE_COUNT_OF(test_cases); i++) {
    const test_case *t = &test_cases[i];
    test_run(t, 0, 0);
    for (size_t cut = 1; cut < t->size; cut++) {
      test_run(t, cut, 0);
    }
    test_run(t, 0, 1);
  }
  test_limit(93, LODE_HTTP_HEAD);  // "/", "A" and 97 more make 99
  test_limit(98, LODE_HTTP_FAILED);
  test_blanks();
  test_choices();
  printf("%zu cases, %u failures\n", LODE_COUNT_OF(test_cases), test_failures);
  return test_failures > 0;
}
