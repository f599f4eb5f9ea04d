// SPDX-License-Identifier: MIT
// The fast door: the engine's exported but undocumented inside. Each opening
// is found with dlsym and proves itself once per process (lode_door_open,
// lode_door_prove); one that fails stays shut and the documented C API does
// its work. Everything that knows the engine's layout is in door.c and the
// inline functions of value.h and native.h, which test these flags.
#ifndef LODE_ENGINE_DOOR_H
#define LODE_ENGINE_DOOR_H

#include "engine/env.h"

// A native function as the engine calls it: global object, call frame.
typedef int64_t (*lode_native_entry)(void *global, void *frame);

// JSArrayBufferView: where the pointer, the length in elements and the mode
// lie in the cell.
#define LODE_VIEW_DATA 16
#define LODE_VIEW_LENGTH 24
#define LODE_VIEW_MODE 40

// JSPromise: flags (bits 0-1 state, bit 2 handled), then the result.
#define LODE_PROMISE_FLAGS 16
#define LODE_PROMISE_RESULT 24

typedef struct lode_door {
  bool boxing;        // the NaN-boxing of value.h holds
  bool natives;       // make_function and throw_value work
  bool strings;       // a string cell's characters can be read in place
  bool make_strings;  // strings are made from characters anywhere in memory
  bool fill_strings;  // strings are made empty and filled in place
  bool bytes;         // a Uint8Array's pointer and length can be read in place
  bool types;         // byte 5 of a cell is its type
  bool promises;      // a promise's state and result can be read in place
  bool proxies;       // a proxy's handler can be read in place
  bool iterators;     // a Map's or Set's iterator can be read in place
  bool drain;         // microtasks can be run with the lock held
  bool entries;       // several calls can share one entry into the engine
  bool callers;       // an async function's promise is found on the stack
  bool rejections;    // the method table's rejection tracker can be replaced
  bool sources;       // large texts are evaluated without a copy (source.h)

  // Proved when first needed.
  bool bytes_tried, promises_tried, callers_tried, sources_tried;

  // JSC::JSFunction::create, VM::throwException, VM::drainMicrotasks,
  // WTF::StringImpl::createUninitialized for 8 and 16 bits, and
  // jsStringWithCacheSlowCase, which makes a string cell for a StringImpl
  void *(*make_function)(void *vm, const void *global, unsigned length,
                         const void *name, lode_native_entry entry,
                         unsigned char visibility, unsigned char intrinsic,
                         lode_native_entry construct, const void *signature);
  void (*throw_value)(void *vm, const void *global, uint64_t value);
  void (*string_impl[2])(void **impl, size_t length, void *span);
  void *(*string_cell)(void *vm, void *impl);
  void (*drain_microtasks)(void *vm);
  // VMEntryScope::setUpSlow, tearDownSlow
  void (*entry_open)(lode_entry *entry);
  void (*entry_close)(lode_entry *entry);

  // The modes (a bit each) of views whose pointer and length are plain: not
  // resizable, not shared.
  uint64_t view_modes[4];

  // Cell types (byte 5), read off one object of each kind.
  struct {
    uint8_t string, uint8_array, proxy, generator, promise;
  } type;
} lode_door;

extern lode_door lode_the_door;

// Looks the entry points up; before the first virtual machine. With
// LODE_ENGINE=plain in the environment everything stays shut.
void lode_door_open(void);
// Runs the self-checks that start-up needs, in a fresh context; once per
// process. `bytes` and `promises` are proved when first needed.
void lode_door_prove(lode_env *env);
// Those two: whether the opening is open. Ask them when its flag is not set.
bool lode_door_prove_bytes(lode_env *env);
bool lode_door_prove_promises(lode_env *env);
// Everything that can be proved, now (--print-engine, tests).
void lode_door_prove_all(lode_env *env);
// Routes promise rejections of the context through `tracker`, synchronously:
// operation 0 a promise was rejected without a handler, 1 one got a handler
// later. False when that opening is shut.
typedef void (*lode_rejection_tracker)(lode_env *env, lode_value promise,
                                       unsigned operation);
bool lode_door_track_rejections(JSGlobalContextRef ctx,
                                lode_rejection_tracker tracker);
// Sends import() of the texts that no compiler has seen to `hook`: specifier (a
// string), second argument, where the text is from (its url as it was given;
// empty for none), its global object. It returns a promise. Needs the opening
// `rejections`.
typedef lode_value (*lode_import_hook)(lode_env *env, lode_value specifier,
                                       lode_value options, lode_value referrer,
                                       lode_value global);
void lode_door_take_imports(lode_import_hook hook);
// Finds one of the engine's functions by its symbol, as a function pointer
// without the cast that C17 forbids. Even when the door is shut.
bool lode_door_find(const char *symbol, void *function);
// Whether the address lies in the engine's library.
bool lode_door_is_code(uintptr_t address);
// The rejections and imports of one more context.
void lode_door_adopt(JSGlobalContextRef ctx);
// Queues the microtask callback(argument), which must not throw, by
// JSGlobalObject::queueMicrotask. False when that opening is shut. Whether it
// works shows only when microtasks run: the caller has to see it once.
bool lode_door_enqueue(lode_env *env, lode_value callback, lode_value argument);
// Writes one line for each opening to standard output (--print-engine).
void lode_door_print(void);

#endif
