// SPDX-License-Identifier: MIT
// The program `lode`.
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <uv.h>

#include "loop/program.h"
#include "runtime/runtime.h"

int main(int argc, char **argv) {
  // A peer that closes its end is an error code, not a signal.
  signal(SIGPIPE, SIG_IGN);
  char exec_path[PATH_MAX];
  size_t size = sizeof exec_path;
  if (uv_exepath(exec_path, &size) < 0) {
    snprintf(exec_path, sizeof exec_path, "%s", argv[0]);
  }
  lode_program program = {argc, uv_setup_args(argc, argv), exec_path};
  int code = lode_run_main(&program);
#if defined(LODE_DEBUG) || defined(LODE_SANITIZE)
  return code;
#else
  lode_program_exit(code);
#endif
}
