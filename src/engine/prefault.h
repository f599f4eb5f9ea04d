// SPDX-License-Identifier: MIT
// Memory that start-up is known to touch, made present in a few calls instead
// of page fault by page fault.
#ifndef LODE_ENGINE_PREFAULT_H
#define LODE_ENGINE_PREFAULT_H

#include <stddef.h>

// Before the first call into the engine.
void lode_prefault_open(void);

// The first virtual machine and its context are made.
void lode_prefault_close(void);

// Memory just asked for, all of which will be written.
void lode_prefault_range(void *memory, size_t size);

// A program text of `size` characters is about to be parsed.
void lode_prefault_expect(size_t size);

#endif
