// SPDX-License-Identifier: MIT
// Loads the library that the stubs stand for, when one of them is called.
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HIDDEN __attribute__((visibility("hidden")))

// By index, one after the other: an array of pointers would be a relocation
// each, and start-up is what all this is for.
HIDDEN extern const char lode_delay_load_names[];
// By index: the function, once it is known.
HIDDEN extern _Atomic(void *) lode_delay_load_slots[];

// The address of the function with this index. Two threads may find it at the
// same time: they find the same.
HIDDEN void *lode_delay_load_bind(unsigned index);
void *lode_delay_load_bind(unsigned index) {
  const char *name = lode_delay_load_names;
  for (unsigned i = 0; i < index; i++) {
    name += strlen(name) + 1;
  }
  // By its path: under its name the loader finds the library with the stubs.
  void *library = dlopen(DELAY_LOAD_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  void *function = library == NULL ? NULL : dlsym(library, name);
  if (function == NULL) {
    const char *why = dlerror();
    (void)fprintf(stderr, "lode: %s\n", why == NULL ? name : why);
    abort();
  }
  atomic_store(&lode_delay_load_slots[index], function);
  return function;
}
