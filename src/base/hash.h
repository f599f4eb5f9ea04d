// SPDX-License-Identifier: MIT
// A 64-bit hash of bytes: fast over megabytes, good enough to tell texts and
// damaged files apart, of no use against somebody who wants two to be equal.
#ifndef LODE_BASE_HASH_H
#define LODE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t lode_hash(const void *bytes, size_t n, uint64_t seed);

#endif
