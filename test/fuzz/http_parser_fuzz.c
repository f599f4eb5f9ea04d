// SPDX-License-Identifier: MIT
// The first byte chooses kind and leniency, the second where the input is cut.
// Whole and cut input must give the same events.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "http/parser.h"

typedef struct fuzz_result {
  uint64_t events;  // a hash over events, heads and body bytes
  uint8_t error;
} fuzz_result;

static void fuzz_mix(fuzz_result *r, const void *bytes, size_t n) {
  const uint8_t *b = bytes;
  for (size_t i = 0; i < n; i++) {
    r->events = (r->events ^ b[i]) * UINT64_C(1099511628211);
  }
}

static bool fuzz_feed(lode_http_parser *p, fuzz_result *r, const char *data,
                      size_t size) {
  for (;;) {
    size_t used;
    lode_http_event event = lode_http_parser_next(p, data, size, &used);
    if (used > size) {
      abort();
    }
    data += used;
    size -= used;
    if (event == LODE_HTTP_NEED_MORE) {
      return true;
    }
    if (event == LODE_HTTP_BODY) {
      fuzz_mix(r, p->body, p->body_size);
      continue;
    }
    fuzz_mix(r, &event, sizeof event);
    for (uint32_t i = 0; event == LODE_HTTP_HEAD && i < p->head.field_count;
         i++) {
      lode_http_field *f = &p->head.fields[i];
      fuzz_mix(r, p->head.base + f->name.at, f->name.size);
      fuzz_mix(r, p->head.base + f->value.at, f->value.size);
    }
    if (event == LODE_HTTP_FAILED || event == LODE_HTTP_UPGRADED) {
      r->error = p->error;
      return false;
    }
  }
}

static fuzz_result fuzz_run(const uint8_t *data, size_t size, size_t cut,
                            unsigned mode) {
  lode_http_parser p;
  lode_http_parser_init(&p, mode & 1 ? LODE_HTTP_RESPONSE : LODE_HTTP_REQUEST,
                        512, mode & 2 ? LODE_HTTP_LENIENT_ALL : 0);
  fuzz_result r = {UINT64_C(14695981039346656037), 0};
  // A copy of its own, so that reading past the end shows.
  char *first = malloc(cut);
  char *second = malloc(size - cut);
  memcpy(first, data, cut);
  memcpy(second, data + cut, size - cut);
  if (fuzz_feed(&p, &r, first, cut) && fuzz_feed(&p, &r, second, size - cut)) {
    int event = lode_http_parser_finish(&p);
    fuzz_mix(&r, &event, sizeof event);
  }
  free(first);
  free(second);
  lode_http_parser_deinit(&p);
  return r;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) {
    return 0;
  }
  unsigned mode = data[0];
  size_t cut = data[1];
  data += 2;
  size -= 2;
  fuzz_result whole = fuzz_run(data, size, 0, mode);
  fuzz_result pieces = fuzz_run(data, size, cut < size ? cut : size, mode);
  if (whole.events != pieces.events || whole.error != pieces.error) {
    abort();
  }
  return 0;
}
