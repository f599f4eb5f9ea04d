// SPDX-License-Identifier: MIT
// The process as JavaScript sees it.
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

#include "bindings/bindings.h"
#include "engine/string.h"
#include "loop/program.h"

// Ends the process now, whatever is open. Never returns.
LODE_NATIVE(process_js_really_exit) {
  lode_program_exit(lode_to_int(env, lode_arg(env, args, 0)));
}

// Writes to file descriptor 1 or 2, all of it, whatever the descriptor is.
LODE_NATIVE(process_js_write) {
  int fd = lode_to_int(env, lode_arg(env, args, 0));
  lode_utf8 text;
  if (lode_utf8_open(env, lode_arg(env, args, 1), &text) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  int err = lode_program_write(fd, text.data, text.size);
  lode_utf8_close(&text);
  return lode_from_int(env, err);
}

// The command line, program first.
LODE_NATIVE(process_js_argv) {
  lode_value list = lode_array(env, NULL, 0);
  for (int i = 0; i < env->program->argc; i++) {
    JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), (unsigned)i,
                               lode_string(env, env->program->argv[i]), NULL);
  }
  return list;
}

static const lode_fn process_functions[] = {
    LODE_FN("argv", process_js_argv, 0),
    LODE_FN("reallyExit", process_js_really_exit, 1),
    LODE_FN("write", process_js_write, 2),
};

void lode_process_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, process_functions,
                        LODE_COUNT_OF(process_functions));
}
