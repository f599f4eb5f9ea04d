// SPDX-License-Identifier: MIT
// The process around the environments: its command line, its output, its end.
#ifndef LODE_LOOP_PROGRAM_H
#define LODE_LOOP_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

// The API level: process.version.
#define LODE_NODE_VERSION "v25.8.1"

// Read-only after main() has filled it.
typedef struct lode_program {
  int argc;
  char **argv;      // as main() got it, after uv_setup_args()
  char *exec_path;  // absolute, of the running binary
  const struct lode_options *options;  // the parsed command line
  // What the program may do (loop/permission.h); NULL: everything.
  const struct lode_permission *permission;
  uint64_t started;   // uv_hrtime() at the start of main()
  double started_at;  // the same in milliseconds since 1970
} lode_program;

// What lode_program_exit() calls first; one function, NULL for none.
void lode_program_before_exit(void (*fn)(void *data), void *data);
// Ends the process at once: restores the terminal, runs no destructors.
LODE_NORETURN void lode_program_exit(int code);
// Writes all `n` bytes to `fd`, waiting where it must: 0 or a negative code.
int lode_program_write(int fd, const char *bytes, size_t n);

#endif
