// SPDX-License-Identifier: MIT
// Bytes across the border: typed arrays, DataViews and array buffers.
#ifndef LODE_ENGINE_BYTES_H
#define LODE_ENGINE_BYTES_H

#include "engine/env.h"

// The engine keeps views of up to this many bytes inside its own heap, and
// moves them out when a program first reads their `buffer`.
#define LODE_BYTES_MAY_MOVE 1000

// The bytes behind a view or buffer, in place. Valid while the object lives
// and is not detached. A libuv request that outlasts the native call needs the
// object protected, and a copy of what may move.
typedef struct lode_bytes {
  uint8_t *data;
  size_t size;
} lode_bytes;

// False, with an empty result, for any other value.
bool lode_bytes_get(lode_env *env, lode_value value, lode_bytes *out);

typedef void (*lode_bytes_free)(void *data, void *hint);
// A Uint8Array over `data`, freed by `release` when it is collected (with
// free() when NULL is given). Reports the memory to the collector.
lode_value lode_bytes_take(lode_env *env, void *data, size_t size,
                           lode_bytes_free release, void *hint);
// The same as an ArrayBuffer.
lode_value lode_buffer_take(lode_env *env, void *data, size_t size,
                            lode_bytes_free release, void *hint);
// A typed array over C memory that outlives the env's JavaScript: numbers
// shared without crossings (0.3 ns a field).
lode_value lode_shared_array(lode_env *env, JSTypedArrayType type, void *data,
                             size_t size);

#endif
