// SPDX-License-Identifier: MIT
// Which vector instructions a function may use. SSE2 is the floor on x86-64;
// AVX2 functions are marked LODE_AVX2 and called only after lode_have_avx2().
// Elsewhere both macros are off and the portable code does the work.
#ifndef LODE_BASE_SIMD_H
#define LODE_BASE_SIMD_H

#include <stdbool.h>

#include "base/compiler.h"

#if defined(__x86_64__) && defined(__SSE2__)
#include <immintrin.h>
#define LODE_SIMD_X86 1
#define LODE_AVX2 LODE_TARGET("avx2,bmi,bmi2,popcnt")

static inline bool lode_have_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
}
#else
#define LODE_SIMD_X86 0
#endif

// Position of the lowest set bit; the argument is never 0.
static inline unsigned lode_low_bit(unsigned long long bits) {
  return (unsigned)__builtin_ctzll(bits);
}

#endif
