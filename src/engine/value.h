// SPDX-License-Identifier: MIT
// Values and their boxing. With the fast door's `boxing` open these cost a
// few instructions; without, a call each (36 ns under the lock).
// Encoding (JSCJSValue.h): undefined 0x0a, null 0x02, true 0x07, false 0x06;
// int32 = 0xfffe << 48 | uint32; double = bits + 2^49; else a cell pointer.
#ifndef LODE_ENGINE_VALUE_H
#define LODE_ENGINE_VALUE_H

#include <string.h>

#include "engine/door.h"
#include "engine/env.h"

#define LODE_BOX_NUMBER UINT64_C(0xfffe000000000000)
#define LODE_BOX_DOUBLE (UINT64_C(1) << 49)

static inline uint64_t lode_bits(lode_value v) {
  return (uint64_t)(uintptr_t)v;
}

static inline lode_value lode_unbits(uint64_t bits) {
  return (lode_value)(uintptr_t)bits;
}

static inline lode_value lode_from_bool(lode_env *env, bool b) {
  return b ? env->yes : env->no;
}

static inline lode_value lode_from_int(lode_env *env, int32_t i) {
  if (LODE_LIKELY(lode_the_door.boxing)) {
    return lode_unbits(LODE_BOX_NUMBER | (uint32_t)i);
  }
  return JSValueMakeNumber(env->ctx, i);
}

static inline lode_value lode_from_double(lode_env *env, double d) {
  if (LODE_LIKELY(lode_the_door.boxing) && d == d) {
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return lode_unbits(bits + LODE_BOX_DOUBLE);
  }
  return JSValueMakeNumber(env->ctx, d);
}

// A count or an offset; exact up to 2^53.
static inline lode_value lode_from_size(lode_env *env, size_t n) {
  return n <= INT32_MAX ? lode_from_int(env, (int32_t)n)
                        : lode_from_double(env, (double)n);
}

static inline bool lode_is_undefined(lode_env *env, lode_value v) {
  return v == env->undefined;
}

static inline bool lode_is_nullish(lode_env *env, lode_value v) {
  return v == env->undefined || v == env->null;
}

static inline bool lode_is_true(lode_env *env, lode_value v) {
  return v == env->yes;
}

static inline bool lode_is_cell(lode_value v) {
  return (lode_bits(v) & UINT64_C(0xfffe000000000002)) == 0 && v != NULL;
}

// The cell's type byte. Only with lode_the_door.types and lode_is_cell(v).
static inline uint8_t lode_cell_type(lode_value v) {
  return ((const uint8_t *)v)[5];
}

static inline bool lode_is_number(lode_env *env, lode_value v) {
  return lode_the_door.boxing ? (lode_bits(v) & LODE_BOX_NUMBER) != 0
                              : JSValueIsNumber(env->ctx, v);
}

static inline bool lode_is_string(lode_env *env, lode_value v) {
  return lode_the_door.types
             ? lode_is_cell(v) && lode_cell_type(v) == lode_the_door.type.string
             : JSValueIsString(env->ctx, v);
}

// The number in `v`; NaN for what is not one (user code never runs).
static inline double lode_to_double(lode_env *env, lode_value v) {
  if (LODE_LIKELY(lode_the_door.boxing)) {
    uint64_t bits = lode_bits(v);
    if ((bits & LODE_BOX_NUMBER) == LODE_BOX_NUMBER) {
      return (int32_t)(uint32_t)bits;
    }
    double d;
    bits -= LODE_BOX_DOUBLE;
    memcpy(&d, &bits, sizeof d);
    return (lode_bits(v) & LODE_BOX_NUMBER) ? d : __builtin_nan("");
  }
  return JSValueIsNumber(env->ctx, v) ? JSValueToNumber(env->ctx, v, NULL)
                                      : __builtin_nan("");
}

// The number in `v`, truncated and clamped to the type; 0 for NaN.
static inline int64_t lode_to_int64(lode_env *env, lode_value v) {
  if (LODE_LIKELY(lode_the_door.boxing) &&
      (lode_bits(v) & LODE_BOX_NUMBER) == LODE_BOX_NUMBER) {
    return (int32_t)(uint32_t)lode_bits(v);
  }
  double d = lode_to_double(env, v);
  if (d != d) {
    return 0;
  }
  return d >= 9223372036854775807.0    ? INT64_MAX
         : d <= -9223372036854775808.0 ? INT64_MIN
                                       : (int64_t)d;
}

static inline int32_t lode_to_int(lode_env *env, lode_value v) {
  int64_t n = lode_to_int64(env, v);
  return n > INT32_MAX ? INT32_MAX : n < INT32_MIN ? INT32_MIN : (int32_t)n;
}

static inline uint32_t lode_to_uint32(lode_env *env, lode_value v) {
  int64_t n = lode_to_int64(env, v);
  return n < 0 ? 0 : n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static inline JSObjectRef lode_as_object(lode_value v) {
  return (JSObjectRef)(uintptr_t)v;
}

// An array of `n` values, made at once (no setter of the user's can run).
static inline lode_value lode_array(lode_env *env, const lode_value *values,
                                    size_t n) {
  return JSObjectMakeArray(env->ctx, n, values, NULL);
}

#endif
