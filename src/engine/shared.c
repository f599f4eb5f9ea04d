// SPDX-License-Identifier: MIT
// A SharedArrayBuffer's cell points to a JSC::ArrayBuffer; in that lie its
// JSC::ArrayBufferContents, which begin with the pointer to the bytes.
// ArrayBufferContents::shareWith(other) makes `other` one more reference to
// the same memory, whose count is atomic. Contents of ours that it writes to
// carry the reference from one machine to the other.
//
// Proof: two buffers are made, one is made to share the other's memory, and
// what is written through the documented API must appear in both.
#include "engine/shared.h"

#include <dlfcn.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/call.h"
#include "engine/door.h"
#include "engine/value.h"

#define SHARED_CELL_BUFFER 16     // in the cell: the ArrayBuffer
#define SHARED_SEARCH 64          // in the ArrayBuffer: its contents are before
#define SHARED_CONTENTS_WORDS 16  // more than contents are long

struct lode_shared {
  uintptr_t contents[SHARED_CONTENTS_WORDS];
  double size, maximum;  // maximum is NaN when it cannot grow
};

typedef void (*shared_share_with)(void *contents, void *other);

// Constant once `shared_state` says so.
static shared_share_with shared_share;
static size_t shared_contents_at;
// To let go of a reference: contents that are made to share these drop it.
static uintptr_t shared_nothing[SHARED_CONTENTS_WORDS];
static _Atomic(int) shared_state;  // 0 untried, 1 open, -1 shut

// lib/'s functions, in each thread.
static _Thread_local lode_value shared_make, shared_describe;

static void *shared_contents(lode_value cell) {
  char *buffer;
  memcpy(&buffer, (const char *)cell + SHARED_CELL_BUFFER, sizeof buffer);
  return buffer + shared_contents_at;
}

static void *shared_bytes(lode_env *env, lode_value value) {
  return JSObjectGetArrayBufferBytesPtr(env->ctx, lode_as_object(value), NULL);
}

// Where in its ArrayBuffer the pointer to the bytes is; 0 when nowhere.
static size_t shared_find_contents(lode_env *env, lode_value cell) {
  void *bytes = shared_bytes(env, cell);
  const char *buffer;
  memcpy(&buffer, (const char *)cell + SHARED_CELL_BUFFER, sizeof buffer);
  for (size_t at = sizeof bytes; at < SHARED_SEARCH; at += sizeof bytes) {
    if (memcmp(buffer + at, &bytes, sizeof bytes) == 0) {
      return at;
    }
  }
  return 0;
}

static lode_value shared_make_one(lode_env *env, double size, double maximum) {
  lode_value argv[2] = {
      lode_from_double(env, size),
      maximum == maximum ? lode_from_double(env, maximum) : env->undefined};
  lode_value exception;
  lode_value value =
      lode_call_catch(env, shared_make, NULL, argv, 2, &exception);
  return exception == NULL ? value : NULL;
}

static bool shared_try(lode_env *env) {
  void *symbol =
      dlsym(RTLD_DEFAULT, "_ZN3JSC19ArrayBufferContents9shareWithERS0_");
  memcpy(&shared_share, &symbol, sizeof symbol);
  if (symbol == NULL || !lode_the_door.types) {
    return false;
  }
  lode_value a = shared_make_one(env, 16, NAN);
  lode_value b = shared_make_one(env, 16, NAN);
  if (a == NULL || b == NULL) {
    return false;
  }
  shared_contents_at = shared_find_contents(env, a);
  if (shared_contents_at == 0 ||
      shared_contents_at != shared_find_contents(env, b) ||
      shared_bytes(env, a) == shared_bytes(env, b)) {
    return false;
  }
  shared_share(shared_contents(a), shared_nothing);
  shared_share(shared_nothing, shared_contents(b));
  return shared_bytes(env, a) == shared_bytes(env, b);
}

bool lode_shared_prove(lode_env *env, lode_value make, lode_value describe) {
  lode_protect(env, make);
  lode_protect(env, describe);
  shared_make = make;
  shared_describe = describe;
  if (atomic_load(&shared_state) == 0) {
    atomic_store(&shared_state, shared_try(env) ? 1 : -1);
  }
  return atomic_load(&shared_state) > 0;
}

lode_shared *lode_shared_of(lode_env *env, lode_value value) {
  if (atomic_load(&shared_state) <= 0) {
    return NULL;
  }
  lode_value exception;
  lode_value maximum =
      lode_call_catch(env, shared_describe, NULL, &value, 1, &exception);
  if (exception != NULL || !lode_is_number(env, maximum)) {
    return NULL;
  }
  lode_shared *shared = lode_malloc(sizeof *shared);
  shared->size = (double)JSObjectGetArrayBufferByteLength(
      env->ctx, lode_as_object(value), NULL);
  shared->maximum = lode_to_double(env, maximum);
  shared_share(shared_contents(value), shared->contents);
  return shared;
}

lode_value lode_shared_open(lode_env *env, const lode_shared *shared) {
  lode_value value = shared_make_one(env, shared->size, shared->maximum);
  if (value != NULL) {
    shared_share((void *)(uintptr_t)shared->contents, shared_contents(value));
  }
  return value;
}

void lode_shared_free(lode_shared *shared) {
  shared_share(shared_nothing, shared->contents);
  free(shared);
}
