// SPDX-License-Identifier: MIT
// The program `lode`.
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "loop/program.h"
#include "runtime/env_files.h"
#include "runtime/grants.h"
#include "runtime/help.h"
#include "runtime/options.h"
#include "runtime/runtime.h"

// Whether Node would start its prompt: nothing to run, and a terminal to ask.
static bool main_wants_prompt(const lode_options *options, int argc) {
  return options->rest >= argc && !options->has_eval &&
         !lode_options_on(options, LODE_OPT_PRINT_ENGINE) &&
         uv_guess_handle(0) == UV_TTY;
}

// Parses the command line. Returns -1 to run a program, or the exit code.
static int main_options(lode_options *options, int argc, char **argv) {
  lode_buf errors = LODE_BUF_INIT;
  const char *from_env = getenv("NODE_OPTIONS");
  int code = lode_options_parse(options, argc, argv, from_env, &errors);
  if (code == 0 && (options->values[LODE_OPT_ENV_FILE].given ||
                    options->values[LODE_OPT_ENV_FILE_IF_EXISTS].given)) {
    code = lode_env_files_load(options, argv);
    if (code == 0 && from_env == NULL && getenv("NODE_OPTIONS") != NULL) {
      // One of the files brought it.
      lode_options_deinit(options);
      code = lode_options_parse(options, argc, argv, getenv("NODE_OPTIONS"),
                                &errors);
    }
  }
  if (code != 0) {
    (void)lode_program_write(2, errors.data, errors.size);
  } else if (lode_options_on(options, LODE_OPT_VERSION)) {
    (void)lode_program_write(1, LODE_NODE_VERSION "\n",
                             sizeof LODE_NODE_VERSION);
  } else if (lode_options_on(options, LODE_OPT_HELP)) {
    (void)lode_program_write(1, lode_help_text, strlen(lode_help_text));
  } else if (main_wants_prompt(options, argc)) {
    fprintf(stderr,
            "%s: the interactive prompt is not supported; give a "
            "script, or - to read one\n",
            argv[0]);
    code = 9;
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
  uint64_t started = uv_hrtime();
  uv_timeval64_t started_at;
  (void)uv_gettimeofday(&started_at);
  char exec_path[PATH_MAX];
  size_t size = sizeof exec_path;
  if (uv_exepath(exec_path, &size) < 0) {
    snprintf(exec_path, sizeof exec_path, "%s", argv[0]);
  }
  argv = uv_setup_args(argc, argv);
  lode_options options;
  int code = main_options(&options, argc, argv);
  lode_permission permission = {0};
  if (code < 0) {
    bool script = !options.has_eval && !options.use_stdin &&
                  options.rest < argc && argv[options.rest][0] != '\0';
    lode_program program = {.options = &options,
                            .argc = argc,
                            .argv = argv,
                            .exec_path = exec_path,
                            .started = started,
                            .started_at = (double)started_at.tv_sec * 1e3 +
                                          started_at.tv_usec / 1e3};
    if (lode_grants_read(&options, script ? argv[options.rest] : NULL,
                         &permission)) {
      program.permission = &permission;
    }
    code = lode_run_main(&program);
  }
  lode_grants_deinit(&permission);
  lode_options_deinit(&options);
#if defined(LODE_DEBUG) || defined(LODE_SANITIZE)
  return code;
#else
  lode_program_exit(code);
#endif
}
