// SPDX-License-Identifier: MIT
// Randomness. Small amounts come out of a reserve, each byte of which is handed
// out once and wiped. The system fills it the first times, so that a program
// with a few UUIDs does not load libcrypto; who needs more gets OpenSSL's
// generator, which is ten times as fast as the system's.
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/crypto/crypto.h"

enum {
  RANDOM_RESERVE = 4096,
  RANDOM_SMALL = 512,    // up to here from the reserve
  RANDOM_SYSTEM = 4096,  // up to here from the system
  RANDOM_FILLS = 2,      // of the reserve by the system
};

typedef struct crypto_random {
  uint8_t reserve[RANDOM_RESERVE];
  size_t used;
  unsigned fills;
} crypto_random;

static bool random_from_system(uint8_t *to, size_t n) {
  return uv_random(NULL, NULL, to, n, 0, NULL) == 0;
}

static bool random_from_openssl(uint8_t *to, size_t n) {
  while (n > 0) {
    int part = n > INT32_MAX ? INT32_MAX : (int)n;
    if (RAND_bytes(to, part) != 1) {
      return false;
    }
    to += part;
    n -= (size_t)part;
  }
  return true;
}

static bool random_refill(lode_env *env, crypto_random *random) {
  random->used = 0;
  if (random->fills < RANDOM_FILLS) {
    random->fills++;
    return random_from_system(random->reserve, RANDOM_RESERVE);
  }
  lode_crypto_begin(env);
  return random_from_openssl(random->reserve, RANDOM_RESERVE);
}

static bool random_from_reserve(lode_env *env, uint8_t *to, size_t n) {
  crypto_random *random = lode_crypto_state(env)->random;
  if (random->used + n > RANDOM_RESERVE && !random_refill(env, random)) {
    random->used = RANDOM_RESERVE;
    return false;
  }
  memcpy(to, random->reserve + random->used, n);
  memset(random->reserve + random->used, 0, n);
  random->used += n;
  return true;
}

// (view, offset, size) -> whether that range was filled
LODE_NATIVE(random_js_fill) {
  lode_bytes to = lode_crypto_bytes(env, args, 0);
  size_t offset = (size_t)lode_to_int64(env, lode_arg(env, args, 1));
  size_t size = (size_t)lode_to_int64(env, lode_arg(env, args, 2));
  offset = offset < to.size ? offset : to.size;
  size = size < to.size - offset ? size : to.size - offset;
  bool ok;
  if (size <= RANDOM_SMALL) {
    ok = size == 0 || random_from_reserve(env, to.data + offset, size);
  } else if (size <= RANDOM_SYSTEM) {
    ok = random_from_system(to.data + offset, size);
  } else {
    lode_crypto_begin(env);
    ok = random_from_openssl(to.data + offset, size);
  }
  return lode_from_bool(env, ok);
}

typedef struct random_job {
  lode_crypto_job job;
  lode_bytes to;      // JavaScript's memory
  lode_value object;  // protected: what owns it
} random_job;

static bool random_job_run(lode_crypto_job *job) {
  random_job *random = (random_job *)(void *)job;
  return random->to.size <= RANDOM_SYSTEM
             ? random_from_system(random->to.data, random->to.size)
             : random_from_openssl(random->to.data, random->to.size);
}

static lode_value random_job_shape(lode_env *env, lode_crypto_job *job) {
  (void)job;
  return env->undefined;
}

static void random_job_release(lode_crypto_job *job) {
  random_job *random = (random_job *)(void *)job;
  if (job->env->ctx != NULL) {
    lode_unprotect(job->env, random->object);
  }
}

// (view, offset, size, id): the same in the pool
LODE_NATIVE(random_js_fill_later) {
  lode_value object = lode_arg(env, args, 0);
  // The engine's accessor keeps the bytes from moving and being detached.
  if (JSValueGetTypedArrayType(env->ctx, object, NULL) !=
      kJSTypedArrayTypeArrayBuffer) {
    JSObjectGetTypedArrayBytesPtr(env->ctx, lode_as_object(object), NULL);
  } else {
    JSObjectGetArrayBufferBytesPtr(env->ctx, lode_as_object(object), NULL);
  }
  lode_bytes to = lode_crypto_bytes(env, args, 0);
  size_t offset = (size_t)lode_to_int64(env, lode_arg(env, args, 1));
  size_t size = (size_t)lode_to_int64(env, lode_arg(env, args, 2));
  offset = offset < to.size ? offset : to.size;
  size = size < to.size - offset ? size : to.size - offset;
  lode_crypto_begin(env);
  random_job *job = lode_malloc(sizeof *job);
  job->job.run = random_job_run;
  job->job.shape = random_job_shape;
  job->job.release = random_job_release;
  job->to = (lode_bytes){to.data + offset, size};
  job->object = object;
  lode_protect(env, object);
  return lode_crypto_start(env, &job->job, lode_arg(env, args, 3));
}

// (fresh): a version 4 UUID; `fresh` asks the system. undefined: no randomness
LODE_NATIVE(random_js_uuid) {
  uint8_t bytes[LODE_UUID_BYTES], text[LODE_UUID_TEXT];
  bool ok = lode_is_true(env, lode_arg(env, args, 0))
                ? random_from_system(bytes, sizeof bytes)
                : random_from_reserve(env, bytes, sizeof bytes);
  if (!ok) {
    return env->undefined;
  }
  lode_uuid_format(bytes, text);
  return lode_string_latin1(env, text, sizeof text);
}

// () -> a number of 48 random bits; negative: no randomness
LODE_NATIVE(random_js_bits48) {
  uint64_t bits = 0;
  if (!random_from_reserve(env, (uint8_t *)&bits, 6)) {
    return lode_from_int(env, -1);
  }
  return lode_from_double(env, (double)bits);
}

static const lode_fn random_functions[] = {
    LODE_FN("randomBits48", random_js_bits48, 0),
    LODE_FN("randomFill", random_js_fill, 3),
    LODE_FN("randomFillLater", random_js_fill_later, 4),
    LODE_FN("randomUUID", random_js_uuid, 1),
};

void lode_crypto_random_bind(lode_env *env, lode_value object) {
  crypto_random *random = lode_malloc(sizeof *random);
  random->used = RANDOM_RESERVE;
  lode_crypto_state(env)->random = random;
  lode_at_exit(env, free, random);
  lode_define_functions(env, object, random_functions,
                        LODE_COUNT_OF(random_functions));
}
