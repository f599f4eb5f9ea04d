// SPDX-License-Identifier: MIT
// A native handle and the JavaScript object that stands for it. Two owners:
// libuv (until its close callback has run) and JavaScript (until the object
// is collected); the second to leave frees the memory.
//
//   new ──pin──▶ pinned (the loop can call it) ──unpin──▶ new
//    │ collected: queued, then ops->close by the loop      │
//    └────────────▶ closing ──on_close──▶ closed ──both──▶ ops->free
#ifndef LODE_LOOP_WRAP_H
#define LODE_LOOP_WRAP_H

#include "engine/env.h"

typedef struct lode_wrap lode_wrap;

typedef struct lode_wrap_ops {
  const char *name;                // for checks and getActiveResourcesInfo
  void (*close)(lode_wrap *wrap);  // begin closing; must be idempotent, and
                                   // ends in lode_wrap_closed()
  void (*free)(lode_wrap *wrap);   // release the memory
} lode_wrap_ops;

struct lode_wrap {
  const lode_wrap_ops *ops;
  lode_env *env;
  lode_value object;  // the JavaScript object: an empty native one
  unsigned pins;      // > 0: `object` is protected from the collector
  bool closed;        // libuv is done with us
  bool finalized;     // the collector is done with us
  lode_wrap *next_finalized;
  lode_wrap *prev, *next;  // the environment's list
};

typedef struct lode_wrap_list {
  lode_wrap *first;
} lode_wrap_list;

// Lists a handle that JavaScript does not know (yet): libuv is its one owner,
// and lode_wrap_closed() frees it. `wrap` is the first member of a handle made
// with lode_malloc().
void lode_wrap_init(lode_env *env, lode_wrap *wrap, const lode_wrap_ops *ops);
// Makes the JavaScript object, which owns the wrap too from now on; lists the
// wrap first where lode_wrap_init() has not.
lode_value lode_wrap_make(lode_env *env, lode_wrap *wrap,
                          const lode_wrap_ops *ops);
// The wrap behind a value made so, with these ops; aborts on anything else.
lode_wrap *lode_wrap_get(lode_env *env, lode_value value,
                         const lode_wrap_ops *ops);
// The wrap behind a value whatever its ops; NULL when it is none.
lode_wrap *lode_wrap_any(lode_value value);

// While pinned, the object cannot be collected: exactly as long as the loop
// can call it. Pins count.
void lode_wrap_pin(lode_wrap *wrap);
void lode_wrap_unpin(lode_wrap *wrap);

// Call from the close callback: libuv is done. Drops the pins; frees the
// memory when JavaScript is done too (do not touch `wrap` afterwards).
void lode_wrap_closed(lode_wrap *wrap);

#endif
