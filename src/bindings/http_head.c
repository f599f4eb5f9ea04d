// SPDX-License-Identifier: MIT
#include "bindings/http_head.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "engine/string.h"
#include "engine/value.h"

#define HEAD_CACHE 256
#define HEAD_CACHE_NAME 32
#define HEAD_LOCAL 64

// Names seen before. A full cache stays as it is, so that nobody can make it
// churn; a miss only costs what every name would cost without it.
typedef struct head_name {
  lode_value value;  // protected; NULL is free
  uint8_t size;
  char text[HEAD_CACHE_NAME];
} head_name;

typedef struct head_cache {
  head_name names[HEAD_CACHE];
} head_cache;

static head_cache *head_cache_of(lode_env *env) {
  head_cache *cache = env->binding[LODE_BINDING_http_parser];
  if (cache == NULL) {
    cache = lode_malloc(sizeof *cache);
    env->binding[LODE_BINDING_http_parser] = cache;
    lode_at_exit(env, free, cache);
  }
  return cache;
}

static lode_value head_name_value(lode_env *env, head_cache *cache,
                                  const char *text, size_t n) {
  if (n > HEAD_CACHE_NAME) {
    return lode_string_latin1(env, text, n);
  }
  uint32_t hash = (uint32_t)n;
  for (size_t i = 0; i < n; i++) {
    hash = hash * 31 + (unsigned char)text[i];
  }
  head_name *name = &cache->names[(hash ^ hash >> 8) % HEAD_CACHE];
  if (name->value == NULL) {
    name->value = lode_string_latin1(env, text, n);
    lode_protect(env, name->value);
    name->size = (uint8_t)n;
    memcpy(name->text, text, n);
    return name->value;
  }
  if (name->size == n && memcmp(name->text, text, n) == 0) {
    return name->value;
  }
  return lode_string_latin1(env, text, n);
}

// A folded value without its line ends.
static lode_value head_folded(lode_env *env, const char *text, size_t n) {
  char *flat = lode_try_malloc(n);
  if (flat == NULL) {
    return NULL;
  }
  size_t size = 0;
  for (size_t i = 0; i < n; i++) {
    if (text[i] != '\r' && text[i] != '\n') {
      flat[size++] = text[i];
    }
  }
  lode_value value = lode_string_latin1(env, flat, size);
  free(flat);
  return value;
}

lode_value lode_http_head_array(lode_env *env, const lode_http_head *head,
                                lode_value first) {
  size_t count = head->field_count * 2u + (first != NULL);
  lode_value local[HEAD_LOCAL];
  lode_value *values = local;
  JSObjectRef keep = NULL;
  if (count > HEAD_LOCAL) {
    // Values off the stack are out of the collector's sight: put them into an
    // array as they come.
    keep = lode_as_object(lode_array(env, NULL, 0));
    values = NULL;
  }
  head_cache *cache = head_cache_of(env);
  size_t at = 0;
  if (first != NULL) {
    if (keep != NULL) {
      JSObjectSetPropertyAtIndex(env->ctx, keep, 0, first, NULL);
    } else {
      values[0] = first;
    }
    at = 1;
  }
  for (uint32_t i = 0; i < head->field_count; i++) {
    const lode_http_field *field = &head->fields[i];
    const char *text = head->base + field->value.at;
    lode_value pair[2] = {
        head_name_value(env, cache, head->base + field->name.at,
                        field->name.size),
        field->folded ? head_folded(env, text, field->value.size)
                      : lode_string_latin1(env, text, field->value.size)};
    if (pair[0] == NULL || pair[1] == NULL) {
      return NULL;
    }
    for (int k = 0; k < 2; k++, at++) {
      if (keep != NULL) {
        JSObjectSetPropertyAtIndex(env->ctx, keep, (unsigned)at, pair[k], NULL);
      } else {
        values[at] = pair[k];
      }
    }
  }
  return keep != NULL ? (lode_value)keep : lode_array(env, values, count);
}

void lode_http_head_info(const lode_http_head *head, int32_t *info) {
  info[LODE_HTTP_INFO_METHOD] =
      head->method == LODE_METHOD_NONE ? -1 : head->method;
  info[LODE_HTTP_INFO_MAJOR] = head->major;
  info[LODE_HTTP_INFO_MINOR] = head->minor;
  info[LODE_HTTP_INFO_STATUS] = head->status;
  bool body = head->has_encoding || (head->has_length && head->length > 0);
  info[LODE_HTTP_INFO_FLAGS] =
      (head->upgrade ? LODE_HTTP_IS_UPGRADE : 0) |
      (head->keep_alive ? LODE_HTTP_IS_KEEP_ALIVE : 0) |
      (head->expect ? LODE_HTTP_IS_EXPECT : 0) |
      (head->host_count > 0 ? LODE_HTTP_IS_HOSTED : 0) |
      (body ? LODE_HTTP_IS_BODY : 0);
}
