// SPDX-License-Identifier: MIT
// Errors that the engine throws pass no constructor of ours, so their stacks
// are the engine's. This tells JavaScript of such an error when the program
// first looks at it: the fast door's last opening, see errors.c.
#ifndef LODE_ENGINE_ERRORS_H
#define LODE_ENGINE_ERRORS_H

#include "engine/env.h"

// From now on `fn` (protected by the caller; NULL for none) is called with each
// error of the engine's own that this thread looks at, once, before the first
// of its properties is read. False, and nothing else, when the opening is shut.
bool lode_errors_watch(lode_value fn);
// Whether the opening is open: proved when the first error is looked at, or
// here.
bool lode_errors_open(lode_env *env);

#endif
