// SPDX-License-Identifier: MIT
// Memory of a SharedArrayBuffer, which several virtual machines may have. One
// opening of the fast door; without it shared memory stays in its machine.
#ifndef LODE_ENGINE_SHARED_H
#define LODE_ENGINE_SHARED_H

#include "engine/env.h"

// A reference to the memory that belongs to no virtual machine.
typedef struct lode_shared lode_shared;

// Whether it works here. `make(size, maximum)` makes a SharedArrayBuffer of
// this environment's, `describe(value)` answers the maximum of one; undefined
// and NaN for one that cannot grow; undefined for what is none. Called once in
// an environment, before the rest; protects both.
bool lode_shared_prove(lode_env *env, lode_value make, lode_value describe);
// The memory of a SharedArrayBuffer; NULL for anything else.
lode_shared *lode_shared_of(lode_env *env, lode_value value);
// A SharedArrayBuffer of this environment's over that memory; NULL when
// memory is out.
lode_value lode_shared_open(lode_env *env, const lode_shared *shared);
void lode_shared_free(lode_shared *shared);

#endif
