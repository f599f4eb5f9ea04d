// SPDX-License-Identifier: MIT
// lode_env: everything that belongs to one JavaScript thread. The main program
// is one, each worker another; nothing hangs from globals. This floor
// owns the engine's part; the floors above hang theirs from the pointers.
#ifndef LODE_ENGINE_ENV_H
#define LODE_ENGINE_ENV_H

#include <JavaScriptCore/JavaScript.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

// A JavaScript value. On the C stack it is safe from the collector; stored
// anywhere else it must be protected (lode_protect) or hang from an object
// that is. NULL is "no value": an exception is pending.
typedef JSValueRef lode_value;

#define LODE_BINDING_MAX 64

// The engine's own record of having been entered (VMEntryScope), with room to
// see whether it grew.
typedef struct lode_entry {
  const void *vm, *global;
  const void *spare[6];
} lode_entry;

typedef struct lode_env {
  JSGlobalContextRef ctx;
  JSContextGroupRef group;
  lode_value thrown;  // what the running native will throw; NULL is nothing
  unsigned depth;     // how many lode_enter() are open on this thread
  lode_entry entry;   // open while depth is not 0, where the door allows it
  bool exiting;       // no more JavaScript: teardown has begun
  lode_value undefined, null, yes, no;
  lode_value empty_string;
  struct lode_loop *loop;              // src/loop
  struct lode_worker *worker;          // src/runtime; NULL in the main thread
  const struct lode_program *program;  // the command line (loop/program.h)
  // What the program may do (loop/permission.h); NULL: everything.
  const struct lode_permission *permission;
  struct lode_exit_hook *exit_hooks;  // lode_at_exit (bindings/bindings.h)
  bool (*stop)(void *data);           // lode_engine_watch()
  void *stop_data;
  // State of each binding, by its place in bindings/bindings.h.
  void *binding[LODE_BINDING_MAX];
} lode_env;

extern _Thread_local lode_env *lode_env_of_thread;

// The environment of the calling thread; NULL where none runs.
static inline lode_env *lode_env_current(void) {
  return lode_env_of_thread;
}

// Makes the engine's part of `env`: virtual machine, context, constants.
// The caller has pushed a GLib context of its own before (src/loop).
void lode_engine_init(lode_env *env);
// Releases the context; every remaining finalizer runs in here.
void lode_engine_deinit(lode_env *env);

// Around all that runs at depth 1, with the lock held. An entry clears what the
// engine knows of time zones, which costs more than many a microtask: inside of
// this one there is no other.
void lode_engine_enter(lode_env *env);
void lode_engine_leave(lode_env *env);
// Runs the microtask queue dry. Only with the lock held, at depth 1, and with
// nothing but lib/ on the stack.
void lode_engine_drain(lode_env *env);

void lode_protect(lode_env *env, lode_value value);
void lode_unprotect(lode_env *env, lode_value value);

// Tells the collector of `size` bytes of native memory owned by JavaScript
// objects. Report every allocation of 100 bytes and more.
void lode_report_memory(lode_env *env, size_t size);
// A full synchronous collection.
void lode_collect(lode_env *env);

#endif
