// SPDX-License-Identifier: MIT
// internalBinding() and the hooks that run at the end of teardown.
#include "bindings/bindings.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/string.h"

typedef struct binding_entry {
  const char *name;
  void (*bind)(lode_env *env, lode_value object);
} binding_entry;

static const binding_entry binding_table[] = {
#define X(name) {#name, lode_##name##_bind},
#include "bindings/list.inc"
#undef X
};

// An object without a prototype, so that no setter of the user's can run.
static lode_value binding_object(lode_env *env) {
  JSObjectRef object = JSObjectMake(env->ctx, NULL, NULL);
  JSObjectSetPrototype(env->ctx, object, env->null);
  return object;
}

// name -> binding object, undefined for an unknown name. lib/ keeps it.
LODE_NATIVE(binding_js_load) {
  lode_utf8 name;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &name) < 0) {
    return env->undefined;
  }
  lode_value object = env->undefined;
  for (size_t i = 0; i < LODE_COUNT_OF(binding_table); i++) {
    if (strcmp(binding_table[i].name, name.data) == 0) {
      object = binding_object(env);
      binding_table[i].bind(env, object);
      break;
    }
  }
  lode_utf8_close(&name);
  return object;
}

const lode_fn lode_internal_binding =
    LODE_FN("internalBinding", binding_js_load, 1);

typedef struct lode_exit_hook {
  void (*fn)(void *data);
  void *data;
  struct lode_exit_hook *next;
} lode_exit_hook;

void lode_at_exit(lode_env *env, void (*fn)(void *data), void *data) {
  lode_exit_hook *hook = lode_malloc(sizeof *hook);
  *hook = (lode_exit_hook){fn, data, env->exit_hooks};
  env->exit_hooks = hook;
}

void lode_run_exit_hooks(lode_env *env) {
  while (env->exit_hooks != NULL) {
    lode_exit_hook *hook = env->exit_hooks;
    env->exit_hooks = hook->next;
    hook->fn(hook->data);
    free(hook);
  }
}
