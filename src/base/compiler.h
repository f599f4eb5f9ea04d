// SPDX-License-Identifier: MIT
// What we ask of the compiler beyond C17, each attribute behind a macro.
#ifndef LODE_BASE_COMPILER_H
#define LODE_BASE_COMPILER_H

#define LODE_NODISCARD __attribute__((warn_unused_result))
#define LODE_NORETURN __attribute__((noreturn))
#define LODE_UNUSED __attribute__((unused))
#define LODE_COLD __attribute__((cold, noinline))
// Seen by the shared libraries of the process.
#define LODE_EXPORTED __attribute__((visibility("default")))
// Compiled for processors with these features: call only where they are.
#define LODE_TARGET(features) __attribute__((target(features)))
#define LODE_LIKELY(x) __builtin_expect(!!(x), 1)
#define LODE_UNLIKELY(x) __builtin_expect(!!(x), 0)

// The struct that holds `member` at `ptr`.
#define LODE_CONTAINER_OF(ptr, type, member) \
  ((type *)(void *)((char *)(ptr)-offsetof(type, member)))

#define LODE_COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
