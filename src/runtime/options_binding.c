// SPDX-License-Identifier: MIT
// The command line as JavaScript sees it: getOptionValue and the few facts
// that decide how the program starts.
#include <stdlib.h>
#include <string.h>

#include "bindings/bindings.h"
#include "engine/door.h"
#include "engine/string.h"
#include "loop/program.h"
#include "runtime/dotenv.h"
#include "runtime/options.h"

static lode_value options_strings(lode_env *env, const char *const *strings,
                                  size_t n) {
  lode_value list = lode_array(env, NULL, 0);
  for (size_t i = 0; i < n; i++) {
    JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), (unsigned)i,
                               lode_string(env, strings[i]), NULL);
  }
  return list;
}

static lode_value options_value_of(lode_env *env, int id) {
  const lode_option_value *value = &env->program->options->values[id];
  switch ((lode_option_kind)lode_options_table[id].kind) {
    case LODE_OPTION_INT:
    case LODE_OPTION_UINT:
      return lode_from_double(env, (double)value->number);
    case LODE_OPTION_STRING:
    case LODE_OPTION_HOSTPORT:
      return lode_string(env, value->text != NULL ? value->text : "");
    case LODE_OPTION_LIST:
      return options_strings(env, value->list, value->count);
    default:
      return lode_from_bool(env, value->number != 0);
  }
}

// (name) -> its value, undefined for a name that does not exist.
LODE_NATIVE(options_js_get) {
  lode_utf8 name;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &name) < 0) {
    return env->undefined;
  }
  int id = lode_options_find(name.data, name.size);
  lode_utf8_close(&name);
  return id < 0 ? env->undefined : options_value_of(env, id);
}

// Every option as [name, kind, flags, name, kind, flags, ...].
LODE_NATIVE(options_js_table) {
  lode_value list = lode_array(env, NULL, 0);
  JSObjectRef array = lode_as_object(list);
  for (unsigned i = 0; i < LODE_OPT_COUNT; i++) {
    const lode_option *option = &lode_options_table[i];
    JSObjectSetPropertyAtIndex(env->ctx, array, i * 3,
                               lode_string(env, option->name), NULL);
    JSObjectSetPropertyAtIndex(env->ctx, array, i * 3 + 1,
                               lode_from_int(env, option->kind), NULL);
    JSObjectSetPropertyAtIndex(env->ctx, array, i * 3 + 2,
                               lode_from_int(env, option->flags), NULL);
  }
  return list;
}

// Every alias as [name, target, name, target, ...].
LODE_NATIVE(options_js_aliases) {
  lode_value list = lode_array(env, NULL, 0);
  JSObjectRef array = lode_as_object(list);
  for (unsigned i = 0; i < lode_options_alias_count; i++) {
    const lode_option_alias *alias = &lode_options_aliases[i];
    JSObjectSetPropertyAtIndex(env->ctx, array, i * 2,
                               lode_string(env, alias->name), NULL);
    JSObjectSetPropertyAtIndex(env->ctx, array, i * 2 + 1,
                               lode_string(env, alias->target), NULL);
  }
  return list;
}

// The words before the script, as they were written.
LODE_NATIVE(options_js_exec_argv) {
  const lode_program *program = env->program;
  return options_strings(env, (const char *const *)(void *)program->argv + 1,
                         (size_t)program->options->exec_argc);
}

// The script, if there is one, and the words behind it.
LODE_NATIVE(options_js_rest) {
  const lode_program *program = env->program;
  int rest = program->options->rest;
  return options_strings(env, (const char *const *)(void *)program->argv + rest,
                         (size_t)(program->argc - rest));
}

LODE_NATIVE(options_js_print_engine) {
  lode_door_prove_all(env);
  lode_door_print();
  return env->undefined;
}

typedef struct options_pairs {
  lode_env *env;
  JSObjectRef list;
  unsigned size;
} options_pairs;

static void options_add_pair(void *data, const char *key, size_t key_size,
                             const char *value, size_t value_size) {
  options_pairs *pairs = data;
  JSContextRef ctx = pairs->env->ctx;
  JSObjectSetPropertyAtIndex(ctx, pairs->list, pairs->size++,
                             lode_string_utf8(pairs->env, key, key_size), NULL);
  JSObjectSetPropertyAtIndex(ctx, pairs->list, pairs->size++,
                             lode_string_utf8(pairs->env, value, value_size),
                             NULL);
}

// (text of an env file) -> [name, value, name, value, ...].
LODE_NATIVE(options_js_parse_env) {
  lode_value list = lode_array(env, NULL, 0);
  lode_utf8 text;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &text) == 0) {
    options_pairs pairs = {env, lode_as_object(list), 0};
    lode_dotenv_parse(text.data, text.size, options_add_pair, &pairs);
    lode_utf8_close(&text);
  }
  return list;
}

// The module of lib/ that runs the program.
static const char *options_main(const lode_program *program) {
  const lode_options *o = program->options;
  bool script = o->rest < program->argc && !o->use_stdin &&
                program->argv[o->rest][0] != '\0';
  if (lode_options_on(o, LODE_OPT_PRINT_ENGINE)) {
    return "internal/main/print_engine";
  }
  if (script && lode_options_on(o, LODE_OPT_PRINT_COMPILED)) {
    return "internal/main/print_compiled";
  }
  if (lode_options_on(o, LODE_OPT_CHECK)) {
    return "internal/main/check_syntax";
  }
  if (o->has_eval) {
    return "internal/main/eval_string";
  }
  return script ? "internal/main/run_main_module" : "internal/main/eval_stdin";
}

// Whether anything is to be done for an option before the program runs.
static bool options_at_start(const lode_options *o) {
  static const lode_option_id ids[] = {
      LODE_OPT_DISALLOW_CODE_GENERATION_FROM_STRINGS,
      LODE_OPT_ENABLE_SOURCE_MAPS,
      LODE_OPT_EXPOSE_GC,
      LODE_OPT_PRESERVE_SYMLINKS,
      LODE_OPT_PRESERVE_SYMLINKS_MAIN,
      LODE_OPT_THROW_DEPRECATION,
      LODE_OPT_TRACE_DEPRECATION,
      LODE_OPT_TRACE_WARNINGS};
  for (size_t i = 0; i < LODE_COUNT_OF(ids); i++) {
    if (lode_options_on(o, ids[i])) {
      return true;
    }
  }
  return !lode_options_on(o, LODE_OPT_DEPRECATION) ||
         o->values[LODE_OPT_ALLOW_FS_READ].count > 0 ||
         o->values[LODE_OPT_ALLOW_FS_WRITE].count > 0 ||
         o->values[LODE_OPT_EXPERIMENTAL_LOADER].count > 0 ||
         o->values[LODE_OPT_IMPORT].count > 0 ||
         o->values[LODE_OPT_REQUIRE].count > 0 ||
         o->values[LODE_OPT_STACK_TRACE_LIMIT].given ||
         o->values[LODE_OPT_TITLE].given || getenv("NODE_DEBUG") != NULL ||
         getenv("NODE_COMPILE_CACHE") != NULL;
}

static const lode_fn options_functions[] = {
    LODE_FN("aliases", options_js_aliases, 0),
    LODE_FN("execArgv", options_js_exec_argv, 0),
    LODE_FN("get", options_js_get, 1),
    LODE_FN("parseEnv", options_js_parse_env, 1),
    LODE_FN("printEngine", options_js_print_engine, 0),
    LODE_FN("rest", options_js_rest, 0),
    LODE_FN("table", options_js_table, 0),
};

void lode_options_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, options_functions,
                        LODE_COUNT_OF(options_functions));
  lode_define(env, object, "argv0", lode_string(env, env->program->argv[0]));
  lode_define(env, object, "hasStartOptions",
              lode_from_bool(env, env->permission != NULL ||
                                      options_at_start(env->program->options)));
  lode_define(env, object, "isWorker",
              lode_from_bool(env, env->worker != NULL));
  lode_define(
      env, object, "main",
      lode_string(env, env->worker != NULL ? "internal/main/worker_thread"
                                           : options_main(env->program)));
}
