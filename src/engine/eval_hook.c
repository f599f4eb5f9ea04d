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
#include "engine/eval_hook.h"

#include <string.h>

#include "base/compiler.h"
#include "engine/door.h"
#include "engine/private.h"
#include "engine/value.h"

enum {
  EVAL_CALL = 2,
  EVAL_CONSTRUCT = 3,
  EVAL_GLOBAL = 5,
  EVAL_EXECUTABLE = 3,
  EVAL_EXECUTABLE_WORDS = 10
};

static lode_eval_hook eval_hook;
// The engine's entries, by kind: for calls, for `new`.
static lode_native_entry eval_entries[LODE_EVAL_KINDS][2];

static int64_t eval_enter(lode_eval_kind kind, int way, void *global,
                          void *frame) {
  uint64_t *words = frame;
  size_t argc = (size_t)(uint32_t)words[4] - 1;
  lode_env *env = lode_env_current();
  if (argc > 0 && env != NULL && !env->exiting) {
    JSGlobalContextRef ctx = global;
    lode_value text =
        eval_hook(env, kind, JSContextGetGlobalObject(ctx),
                  (const lode_value *)(const void *)&words[6], argc);
    if (text != NULL) {
      words[6 + (kind == LODE_EVAL_TEXT ? 0 : argc - 1)] = lode_bits(text);
    }
  }
  return eval_entries[kind][way](global, frame);
}

#define EVAL_ENTRIES(name, kind)                               \
  static int64_t eval_call_##name(void *global, void *frame) { \
    return eval_enter(kind, 0, global, frame);                 \
  }                                                            \
  static int64_t eval_new_##name(void *global, void *frame) {  \
    return eval_enter(kind, 1, global, frame);                 \
  }
EVAL_ENTRIES(function, LODE_EVAL_FUNCTION)
EVAL_ENTRIES(async, LODE_EVAL_ASYNC)
EVAL_ENTRIES(generator, LODE_EVAL_GENERATOR)
EVAL_ENTRIES(async_generator, LODE_EVAL_ASYNC_GENERATOR)

static int64_t eval_call_eval(void *global, void *frame) {
  return eval_enter(LODE_EVAL_TEXT, 0, global, frame);
}

static const lode_native_entry eval_ours[LODE_EVAL_KINDS][2] = {
    {eval_call_function, eval_new_function},
    {eval_call_async, eval_new_async},
    {eval_call_generator, eval_new_generator},
    {eval_call_async_generator, eval_new_async_generator},
    {eval_call_eval, NULL},
};

static uintptr_t eval_word(const void *cell, size_t i) {
  uintptr_t word;
  memcpy(&word, (const char *)cell + i * sizeof word, sizeof word);
  return word;
}

static bool eval_is_constructor(lode_env *env, lode_value value) {
  return JSValueIsObject(env->ctx, value) &&
         lode_door_is_code(eval_word(value, EVAL_CALL)) &&
         lode_door_is_code(eval_word(value, EVAL_CONSTRUCT)) &&
         (const void *)eval_word(value, EVAL_GLOBAL) ==
             (const void *)JSObjectGetGlobalContext(lode_as_object(value));
}

static const void *eval_executable(lode_value function) {
  uintptr_t word = eval_word(function, EVAL_EXECUTABLE);
  // Bit 0: the function has more to remember than an executable.
  return (word & 1) != 0 || word % sizeof word != 0 ? NULL : (const void *)word;
}

// The word of the executable that holds the native entry, or 0.
static size_t eval_find_entry(lode_value function, lode_value other) {
  const void *a = eval_executable(function), *b = eval_executable(other);
  size_t found = 0;
  for (size_t i = 1; a != NULL && b != NULL && i < EVAL_EXECUTABLE_WORDS; i++) {
    uintptr_t x = eval_word(a, i), y = eval_word(b, i);
    uintptr_t beside = eval_word(a, i + 1);
    if (x != y && lode_door_is_code(x) && lode_door_is_code(y) &&
        lode_door_is_code(beside) && beside == eval_word(b, i + 1)) {
      if (found != 0) {
        return 0;
      }
      found = i;
    }
  }
  return found;
}

static void eval_take(const void *cell, size_t word, lode_eval_kind kind,
                      int way) {
  char *at = (char *)(uintptr_t)cell + word * sizeof(uintptr_t);
  lode_native_entry now;
  memcpy(&now, at, sizeof now);
  if (now != eval_ours[kind][way]) {
    if (eval_entries[kind][way] != now) {  // a worker finds the same
      eval_entries[kind][way] = now;
    }
    memcpy(at, &eval_ours[kind][way], sizeof now);
  }
}

bool lode_eval_watch(lode_env *env, const lode_value *functions,
                     lode_value other, lode_eval_hook hook) {
  if (!lode_the_door.natives) {
    return false;
  }
  for (int kind = 0; kind < LODE_EVAL_TEXT; kind++) {
    if (!eval_is_constructor(env, functions[kind])) {
      return false;
    }
  }
  lode_value eval = functions[LODE_EVAL_TEXT];
  size_t word = eval_find_entry(eval, other);
  if (word == 0) {
    return false;
  }
  if (eval_hook != hook) {
    eval_hook = hook;
  }
  for (int kind = 0; kind < LODE_EVAL_TEXT; kind++) {
    eval_take(functions[kind], EVAL_CALL, (lode_eval_kind)kind, 0);
    eval_take(functions[kind], EVAL_CONSTRUCT, (lode_eval_kind)kind, 1);
  }
  eval_take(eval_executable(eval), word, LODE_EVAL_TEXT, 0);
  return true;
}
