// SPDX-License-Identifier: MIT
// Puts entries of ours in front of the engine's. What we assume, and check
// before anything is written:
// - a constructor of the engine (JSC::InternalFunction) has its native entries
//   for calls and for `new` in words 2 and 3, both in the library's code, and
//   its global object in word 5;
// - a native function (JSC::JSFunction) has its executable in word 3, and that
//   holds the native entry and the one for `new` side by side; the latter is
//   the same for all that are no constructors, the former differs.
// An entry of ours may put another text in the place of the last argument, and
// goes on to the engine's with the same frame: caller, `new.target` and stack
// are what they were.
#include "engine/sources.h"

#include <string.h>

#include "base/compiler.h"
#include "engine/door.h"
#include "engine/private.h"
#include "engine/value.h"

enum {
  SOURCES_CALL = 2,
  SOURCES_CONSTRUCT = 3,
  SOURCES_GLOBAL = 5,
  SOURCES_EXECUTABLE = 3,
  SOURCES_EXECUTABLE_WORDS = 10
};

static lode_source_hook sources_hook;
// The engine's entries, by kind: for calls, for `new`.
static lode_native_entry sources_entries[LODE_SOURCE_KINDS][2];

static int64_t sources_enter(lode_source_kind kind, int way, void *global,
                             void *frame) {
  uint64_t *words = frame;
  size_t argc = (size_t)(uint32_t)words[4] - 1;
  lode_env *env = lode_env_current();
  if (argc > 0 && env != NULL && !env->exiting) {
    JSGlobalContextRef ctx = global;
    lode_value text =
        sources_hook(env, kind, JSContextGetGlobalObject(ctx),
                     (const lode_value *)(const void *)&words[6], argc);
    if (text != NULL) {
      words[6 + (kind == LODE_SOURCE_EVAL ? 0 : argc - 1)] = lode_bits(text);
    }
  }
  return sources_entries[kind][way](global, frame);
}

#define SOURCES_ENTRIES(name, kind)                               \
  static int64_t sources_call_##name(void *global, void *frame) { \
    return sources_enter(kind, 0, global, frame);                 \
  }                                                               \
  static int64_t sources_new_##name(void *global, void *frame) {  \
    return sources_enter(kind, 1, global, frame);                 \
  }
SOURCES_ENTRIES(function, LODE_SOURCE_FUNCTION)
SOURCES_ENTRIES(async, LODE_SOURCE_ASYNC)
SOURCES_ENTRIES(generator, LODE_SOURCE_GENERATOR)
SOURCES_ENTRIES(async_generator, LODE_SOURCE_ASYNC_GENERATOR)

static int64_t sources_call_eval(void *global, void *frame) {
  return sources_enter(LODE_SOURCE_EVAL, 0, global, frame);
}

static const lode_native_entry sources_ours[LODE_SOURCE_KINDS][2] = {
    {sources_call_function, sources_new_function},
    {sources_call_async, sources_new_async},
    {sources_call_generator, sources_new_generator},
    {sources_call_async_generator, sources_new_async_generator},
    {sources_call_eval, NULL},
};

static uintptr_t sources_word(const void *cell, size_t i) {
  uintptr_t word;
  memcpy(&word, (const char *)cell + i * sizeof word, sizeof word);
  return word;
}

static bool sources_is_constructor(lode_env *env, lode_value value) {
  return JSValueIsObject(env->ctx, value) &&
         lode_door_is_code(sources_word(value, SOURCES_CALL)) &&
         lode_door_is_code(sources_word(value, SOURCES_CONSTRUCT)) &&
         (const void *)sources_word(value, SOURCES_GLOBAL) ==
             (const void *)JSObjectGetGlobalContext(lode_as_object(value));
}

static const void *sources_executable(lode_value function) {
  uintptr_t word = sources_word(function, SOURCES_EXECUTABLE);
  // Bit 0: the function has more to remember than an executable.
  return (word & 1) != 0 || word % sizeof word != 0 ? NULL : (const void *)word;
}

// The word of the executable that holds the native entry, or 0.
static size_t sources_find_entry(lode_value function, lode_value other) {
  const void *a = sources_executable(function), *b = sources_executable(other);
  size_t found = 0;
  for (size_t i = 1; a != NULL && b != NULL && i < SOURCES_EXECUTABLE_WORDS;
       i++) {
    uintptr_t x = sources_word(a, i), y = sources_word(b, i);
    uintptr_t beside = sources_word(a, i + 1);
    if (x != y && lode_door_is_code(x) && lode_door_is_code(y) &&
        lode_door_is_code(beside) && beside == sources_word(b, i + 1)) {
      if (found != 0) {
        return 0;
      }
      found = i;
    }
  }
  return found;
}

static void sources_take(const void *cell, size_t word, lode_source_kind kind,
                         int way) {
  char *at = (char *)(uintptr_t)cell + word * sizeof(uintptr_t);
  lode_native_entry now;
  memcpy(&now, at, sizeof now);
  if (now != sources_ours[kind][way]) {
    if (sources_entries[kind][way] != now) {  // a worker finds the same
      sources_entries[kind][way] = now;
    }
    memcpy(at, &sources_ours[kind][way], sizeof now);
  }
}

bool lode_sources_watch(lode_env *env, const lode_value *functions,
                        lode_value other, lode_source_hook hook) {
  if (!lode_the_door.natives) {
    return false;
  }
  for (int kind = 0; kind < LODE_SOURCE_EVAL; kind++) {
    if (!sources_is_constructor(env, functions[kind])) {
      return false;
    }
  }
  lode_value eval = functions[LODE_SOURCE_EVAL];
  size_t word = sources_find_entry(eval, other);
  if (word == 0) {
    return false;
  }
  if (sources_hook != hook) {
    sources_hook = hook;
  }
  for (int kind = 0; kind < LODE_SOURCE_EVAL; kind++) {
    sources_take(functions[kind], SOURCES_CALL, (lode_source_kind)kind, 0);
    sources_take(functions[kind], SOURCES_CONSTRUCT, (lode_source_kind)kind, 1);
  }
  sources_take(sources_executable(eval), word, LODE_SOURCE_EVAL, 0);
  return true;
}
