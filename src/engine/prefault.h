// SPDX-License-Identifier: MIT
// Memory that start-up is known to touch, made present in a few calls instead
// of page fault by page fault.
#ifndef LODE_ENGINE_PREFAULT_H
#define LODE_ENGINE_PREFAULT_H

// Before the first call into the engine.
void lode_prefault_open(void);

// The first virtual machine and its context are made.
void lode_prefault_close(void);

#endif
