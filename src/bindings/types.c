// SPDX-License-Identifier: MIT
// What a value is inside, read off its cell's type byte. The numbers behind
// the kinds are learned from one sample of each, which lib/ makes; when they
// cannot tell the kinds apart, calibrate() says so and lib/ asks otherwise.
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "engine/call.h"

enum {
  TYPES_OTHER,
  TYPES_ARGUMENTS,
  TYPES_ARRAY_BUFFER,
  TYPES_BOOLEAN_OBJECT,
  TYPES_DATA_VIEW,
  TYPES_DATE,
  TYPES_ERROR,
  TYPES_GENERATOR,
  TYPES_MAP,
  TYPES_MAP_ITERATOR,
  TYPES_NUMBER_OBJECT,
  TYPES_PROMISE,
  TYPES_PROXY,
  TYPES_REG_EXP,
  TYPES_SET,
  TYPES_SET_ITERATOR,
  TYPES_STRING_OBJECT,
  TYPES_WEAK_MAP,
  TYPES_WEAK_SET,
  TYPES_WRAPPER,
};

typedef struct types_state {
  uint8_t kind[256];  // by type byte
  bool calibrated;    // `kind` is right
} types_state;

static unsigned types_kind(lode_env *env, lode_value value) {
  const types_state *state = env->binding[LODE_BINDING_types];
  return lode_is_cell(value) ? state->kind[lode_cell_type(value)] : TYPES_OTHER;
}

// ([kind, sample, ...]): learns the kinds; samples of TYPES_OTHER are what
// must not be taken for any of them. False when two share a type byte.
LODE_NATIVE(types_js_calibrate) {
  types_state *state = env->binding[LODE_BINDING_types];
  if (!lode_the_door.types) {
    return env->no;
  }
  bool other[256] = {false};
  for (size_t i = 0; i + 1 < args->count; i += 2) {
    unsigned kind = lode_to_uint32(env, args->values[i]);
    uint8_t type = lode_cell_type(args->values[i + 1]);
    if (kind == TYPES_OTHER) {
      other[type] = true;
    } else if (other[type] || (state->kind[type] != TYPES_OTHER &&
                               state->kind[type] != kind)) {
      return env->no;
    } else {
      state->kind[type] = (uint8_t)kind;
    }
  }
  state->calibrated = true;
  return env->yes;
}

// Sloppy functions' arguments objects, with and without links to parameters:
// lib/ is strict and cannot make them.
LODE_NATIVE(types_js_sloppy_arguments) {
  static const char source[] =
      "[(function () { return arguments; })(1),"
      " (function (a) { return [() => a, arguments][1]; })(1)]";
  lode_value exception = NULL;
  lode_value list = lode_evaluate_ascii(env, source, sizeof source - 1,
                                        "node:internal/types", &exception);
  return list != NULL ? list : lode_array(env, NULL, 0);
}

#define TYPES_PREDICATE(name, kind_)                                          \
  LODE_NATIVE(types_js_##name) {                                              \
    return lode_from_bool(                                                    \
        env, args->count > 0 && types_kind(env, args->values[0]) == (kind_)); \
  }
TYPES_PREDICATE(is_arguments, TYPES_ARGUMENTS)
TYPES_PREDICATE(is_any_array_buffer, TYPES_ARRAY_BUFFER)
TYPES_PREDICATE(is_boolean_object, TYPES_BOOLEAN_OBJECT)
TYPES_PREDICATE(is_data_view, TYPES_DATA_VIEW)
TYPES_PREDICATE(is_date, TYPES_DATE)
TYPES_PREDICATE(is_generator, TYPES_GENERATOR)
TYPES_PREDICATE(is_map, TYPES_MAP)
TYPES_PREDICATE(is_map_iterator, TYPES_MAP_ITERATOR)
TYPES_PREDICATE(is_native_error, TYPES_ERROR)
TYPES_PREDICATE(is_number_object, TYPES_NUMBER_OBJECT)
TYPES_PREDICATE(is_promise, TYPES_PROMISE)
TYPES_PREDICATE(is_proxy, TYPES_PROXY)
TYPES_PREDICATE(is_reg_exp, TYPES_REG_EXP)
TYPES_PREDICATE(is_set, TYPES_SET)
TYPES_PREDICATE(is_set_iterator, TYPES_SET_ITERATOR)
TYPES_PREDICATE(is_string_object, TYPES_STRING_OBJECT)
TYPES_PREDICATE(is_weak_map, TYPES_WEAK_MAP)
TYPES_PREDICATE(is_weak_set, TYPES_WEAK_SET)
TYPES_PREDICATE(is_wrapper, TYPES_WRAPPER)

// Whether it is surely of none of the kinds.
LODE_NATIVE(types_js_is_other) {
  const types_state *state = env->binding[LODE_BINDING_types];
  return lode_from_bool(env,
                        state->calibrated && args->count > 0 &&
                            types_kind(env, args->values[0]) == TYPES_OTHER);
}

static const lode_fn types_functions[] = {
    LODE_FN("calibrate", types_js_calibrate, 0),
    LODE_FN("isAnyArrayBuffer", types_js_is_any_array_buffer, 1),
    LODE_FN("isArgumentsObject", types_js_is_arguments, 1),
    LODE_FN("isBooleanObject", types_js_is_boolean_object, 1),
    LODE_FN("isDataView", types_js_is_data_view, 1),
    LODE_FN("isDate", types_js_is_date, 1),
    LODE_FN("isGeneratorObject", types_js_is_generator, 1),
    LODE_FN("isMap", types_js_is_map, 1),
    LODE_FN("isMapIterator", types_js_is_map_iterator, 1),
    LODE_FN("isNativeError", types_js_is_native_error, 1),
    LODE_FN("isNumberObject", types_js_is_number_object, 1),
    LODE_FN("isOther", types_js_is_other, 1),
    LODE_FN("isPromise", types_js_is_promise, 1),
    LODE_FN("isProxy", types_js_is_proxy, 1),
    LODE_FN("isRegExp", types_js_is_reg_exp, 1),
    LODE_FN("isSet", types_js_is_set, 1),
    LODE_FN("isSetIterator", types_js_is_set_iterator, 1),
    LODE_FN("isStringObject", types_js_is_string_object, 1),
    LODE_FN("isWeakMap", types_js_is_weak_map, 1),
    LODE_FN("isWeakSet", types_js_is_weak_set, 1),
    LODE_FN("isWrapper", types_js_is_wrapper, 1),
    LODE_FN("sloppyArguments", types_js_sloppy_arguments, 0),
};

void lode_types_bind(lode_env *env, lode_value object) {
  types_state *state = lode_malloc(sizeof *state);
  env->binding[LODE_BINDING_types] = state;
  lode_at_exit(env, free, state);
  lode_define_functions(env, object, types_functions,
                        LODE_COUNT_OF(types_functions));
  static const struct {
    const char *name;
    unsigned kind;
  } kinds[] = {
      {"kOther", TYPES_OTHER},
      {"kArguments", TYPES_ARGUMENTS},
      {"kArrayBuffer", TYPES_ARRAY_BUFFER},
      {"kBooleanObject", TYPES_BOOLEAN_OBJECT},
      {"kDataView", TYPES_DATA_VIEW},
      {"kDate", TYPES_DATE},
      {"kError", TYPES_ERROR},
      {"kGenerator", TYPES_GENERATOR},
      {"kMap", TYPES_MAP},
      {"kMapIterator", TYPES_MAP_ITERATOR},
      {"kNumberObject", TYPES_NUMBER_OBJECT},
      {"kPromise", TYPES_PROMISE},
      {"kProxy", TYPES_PROXY},
      {"kRegExp", TYPES_REG_EXP},
      {"kSet", TYPES_SET},
      {"kSetIterator", TYPES_SET_ITERATOR},
      {"kStringObject", TYPES_STRING_OBJECT},
      {"kWeakMap", TYPES_WEAK_MAP},
      {"kWeakSet", TYPES_WEAK_SET},
      {"kWrapper", TYPES_WRAPPER},
  };
  for (size_t i = 0; i < LODE_COUNT_OF(kinds); i++) {
    lode_define(env, object, kinds[i].name,
                lode_from_int(env, (int32_t)kinds[i].kind));
  }
}
