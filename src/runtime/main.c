// SPDX-License-Identifier: MIT
// The program `lode`.
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "loop/program.h"
#include "runtime/help.h"
#include "runtime/options.h"
#include "runtime/runtime.h"

// Parses the command line. Returns -1 to run a program, or the exit code.
static int main_options(lode_options *options, int argc, char **argv) {
  lode_buf errors = LODE_BUF_INIT;
  int code =
      lode_options_parse(options, argc, argv, getenv("NODE_OPTIONS"), &errors);
  if (code != 0) {
    (void)lode_program_write(2, errors.data, errors.size);
  } else if (lode_options_on(options, LODE_OPT_VERSION)) {
    (void)lode_program_write(1, LODE_NODE_VERSION "\n",
                             sizeof LODE_NODE_VERSION);
  } else if (lode_options_on(options, LODE_OPT_HELP)) {
    (void)lode_program_write(1, lode_help_text, strlen(lode_help_text));
  } else {
    lode_options_apply_env(options);
    code = -1;
  }
  lode_buf_deinit(&errors);
  return code;
}

int main(int argc, char **argv) {
  // A peer that closes its end is an error code, not a signal.
  signal(SIGPIPE, SIG_IGN);
  char exec_path[PATH_MAX];
  size_t size = sizeof exec_path;
  if (uv_exepath(exec_path, &size) < 0) {
    snprintf(exec_path, sizeof exec_path, "%s", argv[0]);
  }
  argv = uv_setup_args(argc, argv);
  lode_options options;
  int code = main_options(&options, argc, argv);
  if (code < 0) {
    lode_program program = {.options = &options,
                            .argc = argc,
                            .argv = argv,
                            .exec_path = exec_path};
    code = lode_run_main(&program);
  }
  lode_options_deinit(&options);
#if defined(LODE_DEBUG) || defined(LODE_SANITIZE)
  return code;
#else
  lode_program_exit(code);
#endif
}
