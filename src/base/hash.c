// SPDX-License-Identifier: MIT
// Four lanes of eight bytes, so that the multiplications overlap; the end is
// taken in a lane of its own. The constants are odd and have no pattern.
#include "base/hash.h"

#include <string.h>

#define HASH_A UINT64_C(0x9e3779b97f4a7c15)
#define HASH_B UINT64_C(0xd6e8feb86659fd93)

static uint64_t hash_mix(uint64_t lane, uint64_t word) {
  lane = (lane ^ word) * HASH_A;
  return lane ^ lane >> 29;
}

uint64_t lode_hash(const void *bytes, size_t n, uint64_t seed) {
  const unsigned char *at = bytes;
  uint64_t lanes[4] = {seed ^ HASH_A, seed ^ HASH_B, seed + n, seed ^ ~HASH_A};
  size_t left = n;
  for (; left >= 32; left -= 32, at += 32) {
    uint64_t words[4];
    memcpy(words, at, sizeof words);
    for (int i = 0; i < 4; i++) {
      lanes[i] = hash_mix(lanes[i], words[i]);
    }
  }
  uint64_t hash = n;
  for (; left > 0; left -= left < 8 ? left : 8, at += 8) {
    uint64_t word = 0;
    memcpy(&word, at, left < 8 ? left : 8);
    hash = hash_mix(hash, word);
  }
  for (int i = 0; i < 4; i++) {
    hash = hash_mix(hash, lanes[i]) * HASH_B;
  }
  return hash ^ hash >> 32;
}
