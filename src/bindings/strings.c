// SPDX-License-Identifier: MIT
// Texts that reach the engine as strings, not as files: what Function, its kin
// and indirect eval are given is compiled like a file before the engine sees
// it, and what is imported anywhere comes here, both through the engine's
// door. In a realm, what the compiler inserts is declared once for all texts.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/compiled.h"
#include "engine/call.h"
#include "engine/door.h"
#include "engine/eval_hook.h"
#include "engine/string.h"
#include "engine/value.h"

// Written texts of functions that are remembered, for toString().
enum { STRINGS_KEPT = 64 };

typedef struct strings_state {
  lode_value import, prepare;  // protected
  unsigned count;              // of compiled texts
} strings_state;

static strings_state *strings_of(lode_env *env) {
  void **place = &env->binding[LODE_BINDING_strings];
  if (*place == NULL) {
    *place = lode_malloc(sizeof(strings_state));
    lode_at_exit(env, free, *place);
  }
  return *place;
}

static void strings_keep(lode_env *env, lode_value *place, lode_value fn) {
  *place = fn;
  lode_protect(env, fn);  // as long as the environment
}

static lode_value strings_on_import(lode_env *env, lode_value specifier,
                                    lode_value options, lode_value referrer,
                                    lode_value global) {
  strings_state *state = strings_of(env);
  if (env->exiting) {
    return NULL;
  }
  bool main = global == JSContextGetGlobalObject(env->ctx);
  lode_value argv[4] = {specifier, options, referrer,
                        main ? env->undefined : global};
  lode_value exception;
  return lode_call_catch(env, state->import, NULL, argv, 4, &exception);
}

// Appends a string as UTF-8; false also for what is no string.
static bool strings_append(lode_env *env, lode_value value, lode_buf *out) {
  lode_utf8 utf8;
  if (!lode_is_string(env, value) || lode_utf8_open(env, value, &utf8) < 0) {
    return false;
  }
  bool done = lode_buf_append(out, utf8.data, utf8.size) == 0;
  lode_utf8_close(&utf8);
  return done;
}

static bool strings_add(lode_buf *out, const char *text) {
  return lode_buf_append(out, text, strlen(text)) == 0;
}

// The text as the engine will put it together, with the offset of the body.
static bool strings_join(lode_env *env, lode_eval_kind kind,
                         const lode_value *argv, size_t argc, lode_buf *out,
                         size_t *body) {
  static const char *const heads[] = {
      "(function anonymous(", "(async function anonymous(",
      "(function* anonymous(", "(async function* anonymous("};
  bool done = strings_add(out, heads[kind]);
  for (size_t i = 0; i + 1 < argc && done; i++) {
    done =
        (i == 0 || strings_add(out, ",")) && strings_append(env, argv[i], out);
  }
  done = done && strings_add(out, "\n) {\n");
  *body = out->size;
  return done && strings_append(env, argv[argc - 1], out) &&
         strings_add(out, "\n})");
}

// Whether the text is one function and nothing else, with nothing to change in
// front of its body. (The engine sees to it that parameters and body are whole,
// each by itself.)
static bool strings_is_function(const lode_unit *unit, size_t body) {
  const lode_node *node = unit->program->body;
  if (node == NULL || node->next != NULL || node->kind != LODE_EXPRESSION) {
    return false;
  }
  node = node->u.child[0];
  return node->kind == LODE_PAREN && node->u.child[0]->kind == LODE_FUNCTION &&
         unit->edits.items[0].at >= body;
}

// Declares in the realm what the text needs.
static bool strings_prepare(lode_env *env, lode_unit *unit, lode_value global) {
  strings_state *state = strings_of(env);
  lode_buf names = LODE_BUF_INIT;
  lode_value exception = NULL;
  bool main = global == JSContextGetGlobalObject(env->ctx);
  bool done = lode_unit_declare(unit, &names) == 0;
  if (done) {
    lode_value argv[2] = {main ? env->undefined : global,
                          lode_string_utf8(env, names.data, names.size)};
    lode_call_catch(env, state->prepare, NULL, argv, 2, &exception);
  }
  lode_buf_deinit(&names);
  return done && exception == NULL;
}

// The emitted text from the body on; all of it is remembered.
static lode_value strings_emit(lode_env *env, lode_unit *unit, size_t body) {
  char url[32];
  snprintf(url, sizeof url, "node:strings/%u",
           strings_of(env)->count++ % STRINGS_KEPT);
  lode_value text = lode_compiled_script(env, unit, url);
  lode_utf8 utf8;
  if (text == NULL || lode_utf8_open(env, text, &utf8) < 0) {
    env->thrown = NULL;
    return NULL;
  }
  size_t tail = body > 0 ? strlen("\n})") : 0;
  lode_value result =
      lode_string_utf8(env, utf8.data + body, utf8.size - body - tail);
  lode_utf8_close(&utf8);
  return result;
}

static lode_value strings_on_source(lode_env *env, lode_eval_kind kind,
                                    lode_value global, const lode_value *argv,
                                    size_t argc) {
  lode_buf text = LODE_BUF_INIT;
  size_t body = 0;
  bool eval = kind == LODE_EVAL_TEXT;
  bool open = eval ? strings_append(env, argv[0], &text)
                   : strings_join(env, kind, argv, argc, &text, &body);
  lode_unit *unit = NULL;
  lode_parse_error error;
  lode_value result = NULL;
  // What is wrong with the text, the engine says.
  if (open && lode_compiler_wanted(text.data, text.size) &&
      lode_unit_open_string(text.data, text.size, &unit, &error) == 0) {
    if (unit->edits.count > 0 && (eval || strings_is_function(unit, body)) &&
        strings_prepare(env, unit, global)) {
      result = strings_emit(env, unit, body);
    }
    lode_unit_free(unit);
  }
  lode_buf_deinit(&text);
  return result;
}

// (import, prepare): import(specifier, options, url of the text, global object
// of another realm) returns a promise; prepare(global object of another realm,
// script) runs what declares the compiler's names, once in each.
LODE_NATIVE(strings_js_set_callbacks) {
  strings_state *state = strings_of(env);
  strings_keep(env, &state->import, lode_arg(env, args, 0));
  strings_keep(env, &state->prepare, lode_arg(env, args, 1));
  lode_door_take_imports(strings_on_import);
  return env->undefined;
}

// (Function, AsyncFunction, GeneratorFunction, AsyncGeneratorFunction, eval,
// isNaN), all of one realm -> whether the door watches them.
LODE_NATIVE(strings_js_watch) {
  return lode_from_bool(
      env, args->count == LODE_EVAL_KINDS + 1 &&
               lode_eval_watch(env, args->values, args->values[LODE_EVAL_KINDS],
                               strings_on_source));
}

static const lode_fn strings_functions[] = {
    LODE_FN("setCallbacks", strings_js_set_callbacks, 2),
    LODE_FN("watch", strings_js_watch, 6),
};

void lode_strings_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, strings_functions,
                        LODE_COUNT_OF(strings_functions));
}
