// SPDX-License-Identifier: MIT
// JSC::VM holds a MicrotaskQueue, whose first member is a ring of tasks of 64
// bytes. Assumed: where it lies in the machine, as VM::drainMicrotasks reads it
// first; the ring's fields; a task's; that an array of objects holds its
// elements one behind the other at the end of its second word. Proof: a task
// that is queued by the documented way of door.c appears at the ring's end as
// we take it for, and the elements of the array lie where we look.
#include "engine/microtasks.h"

#include <dlfcn.h>
#include <string.h>

#include "engine/door.h"
#include "engine/native.h"
#include "engine/value.h"

#define MICROTASKS_CODE 160          // bytes of the function that are searched
#define MICROTASKS_FARTHEST 0x40000  // a machine is smaller than that

typedef struct microtask {
  const void *dispatcher;  // not NULL: a task that only the engine can run
  uint64_t identifier;
  const void *global;
  uint64_t words[LODE_MICROTASK_SLOTS];  // the last ones may be empty: 0
} microtask;

// WTF::Deque, and how many of its tasks the collector has seen.
typedef struct microtask_ring {
  size_t start, end;
  microtask *tasks;
  uint32_t capacity;
  size_t marked;
} microtask_ring;

static size_t microtasks_at;  // in the machine; 0: shut

static microtask_ring *microtasks_ring(const lode_env *env) {
  return (microtask_ring *)(void *)((char *)(uintptr_t)env->group +
                                    microtasks_at);
}

bool lode_microtasks_opened(void) {
  return microtasks_at != 0;
}

bool lode_microtasks_wait(const lode_env *env) {
  if (microtasks_at == 0) {
    return false;
  }
  const microtask_ring *ring = microtasks_ring(env);
  return ring->start != ring->end && !env->exiting &&
         ring->tasks[ring->start].dispatcher == NULL;
}

// The elements of an array, in place.
static uint64_t *microtasks_elements(lode_value slots) {
  uint64_t *elements;
  memcpy(&elements, (const char *)slots + sizeof(uint64_t), sizeof elements);
  return elements;
}

bool lode_microtasks_take(lode_env *env, lode_value slots) {
  if (!lode_microtasks_wait(env)) {
    return false;
  }
  microtask_ring *ring = microtasks_ring(env);
  const microtask *task = &ring->tasks[ring->start];
  uint64_t *to = microtasks_elements(slots);
  for (int i = 0; i < LODE_MICROTASK_SLOTS; i++) {
    to[i] = task->words[i] != 0 ? task->words[i] : lode_bits(env->undefined);
  }
  ring->marked -= ring->marked > 0;
  ring->start = ring->start + 1 == ring->capacity ? 0 : ring->start + 1;
  return true;
}

#if defined(__x86_64__)
LODE_NATIVE(microtasks_js_nothing) {
  return env->undefined;
}

// The offset X of the first `mov X(%rbx),%rax; cmp X+8(%rbx),%rax`: is the
// ring empty?
static size_t microtasks_find_offset(void) {
  static const uint8_t load[] = {0x48, 0x8b, 0x83}, test[] = {0x48, 0x3b, 0x83};
  const uint8_t *code = dlsym(RTLD_DEFAULT, "_ZN3JSC2VM15drainMicrotasksEv");
  for (size_t i = 0; code != NULL && i < MICROTASKS_CODE; i++) {
    uint32_t first, second;
    memcpy(&first, code + i + 3, sizeof first);
    memcpy(&second, code + i + 10, sizeof second);
    if (memcmp(code + i, load, sizeof load) == 0 &&
        memcmp(code + i + 7, test, sizeof test) == 0 && second == first + 8) {
      return first < MICROTASKS_FARTHEST ? first : 0;
    }
  }
  return 0;
}

static bool microtasks_prove_array(lode_env *env, lode_value slots) {
  const uint64_t *elements = microtasks_elements(slots);
  for (unsigned i = 0; i < LODE_MICROTASK_SLOTS; i++) {
    lode_value element =
        JSObjectGetPropertyAtIndex(env->ctx, lode_as_object(slots), i, NULL);
    if (!JSValueIsObject(env->ctx, element) ||
        elements[i] != lode_bits(element)) {
      return false;
    }
  }
  return true;
}

// The task stays in the queue, and will do nothing.
static bool microtasks_prove_ring(lode_env *env) {
  static const lode_fn nothing = LODE_FN("nothing", microtasks_js_nothing, 1);
  lode_value fn = lode_function(env, &nothing);
  lode_value argument = JSValueMakeNumber(env->ctx, 0x10de);
  if (!lode_door_enqueue(env, fn, argument)) {
    return false;
  }
  const microtask_ring *ring = microtasks_ring(env);
  if (ring->tasks == NULL || ring->start >= ring->capacity ||
      ring->end >= ring->capacity || ring->start == ring->end) {
    return false;
  }
  size_t last = ring->end == 0 ? ring->capacity - 1 : ring->end - 1;
  const microtask *task = &ring->tasks[last];
  return task->dispatcher == NULL && task->global == env->ctx &&
         task->words[0] == lode_bits(fn) &&
         task->words[1] == lode_bits(argument);
}
#endif

bool lode_microtasks_open(lode_env *env, lode_value slots) {
#if defined(__x86_64__)
  static bool tried;
  if (!lode_the_door.drain || !lode_the_door.boxing || !lode_the_door.natives ||
      !microtasks_prove_array(env, slots)) {
    return false;
  }
  if (!tried) {
    tried = true;
    microtasks_at = microtasks_find_offset();
    if (microtasks_at != 0 && !microtasks_prove_ring(env)) {
      microtasks_at = 0;
    }
  }
#else
  (void)slots;
  (void)env;
#endif
  return microtasks_at != 0;
}
