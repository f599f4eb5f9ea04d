// SPDX-License-Identifier: MIT
// Prime numbers: made and checked, big-endian bytes on both sides.
#include <openssl/bn.h>
#include <openssl/err.h>
#include <stdlib.h>

#include "base/mem.h"
#include "bindings/crypto/crypto.h"

typedef struct prime_job {
  lode_crypto_job job;
  BIGNUM *add, *rem, *prime;  // owned; NULL where not given
  int bits;
  bool safe, found;
} prime_job;

static void prime_release(lode_crypto_job *job) {
  prime_job *prime = (prime_job *)(void *)job;
  BN_clear_free(prime->add);
  BN_clear_free(prime->rem);
  BN_clear_free(prime->prime);
}

static bool prime_make(lode_crypto_job *job) {
  prime_job *prime = (prime_job *)(void *)job;
  return BN_generate_prime_ex(prime->prime, prime->bits, prime->safe,
                              prime->add, prime->rem, NULL) == 1;
}

static lode_value prime_shape(lode_env *env, lode_crypto_job *job) {
  prime_job *prime = (prime_job *)(void *)job;
  size_t n = (size_t)BN_num_bytes(prime->prime);
  uint8_t *bytes = lode_try_malloc(n + 1);
  if (bytes == NULL) {
    return env->null;
  }
  BN_bn2bin(prime->prime, bytes);
  return lode_crypto_take(env, bytes, n);
}

static bool prime_check(lode_crypto_job *job) {
  prime_job *prime = (prime_job *)(void *)job;
  BN_CTX *ctx = BN_CTX_new();
  int answer = ctx == NULL ? -1 : BN_check_prime(prime->prime, ctx, NULL);
  BN_CTX_free(ctx);
  prime->found = answer == 1;
  return answer >= 0;
}

static lode_value prime_shape_found(lode_env *env, lode_crypto_job *job) {
  return lode_from_bool(env, ((prime_job *)(void *)job)->found);
}

static BIGNUM *prime_number(lode_env *env, const lode_args *args, size_t i) {
  if (lode_is_undefined(env, lode_arg(env, args, i))) {
    return NULL;
  }
  lode_bytes bytes = lode_crypto_bytes(env, args, i);
  return BN_bin2bn(bytes.data, (int)bytes.size, NULL);
}

static prime_job *prime_new(bool (*run)(lode_crypto_job *),
                            lode_value (*shape)(lode_env *,
                                                lode_crypto_job *)) {
  prime_job *prime = lode_malloc(sizeof *prime);
  prime->job.run = run;
  prime->job.shape = shape;
  prime->job.release = prime_release;
  return prime;
}

// (bits, safe, add, rem, id) -> bytes. -1: `add` has too many bits; -2: `rem`
// is not less than `add`
LODE_NATIVE(prime_js_generate) {
  lode_crypto_begin(env);
  prime_job *prime = prime_new(prime_make, prime_shape);
  prime->bits = lode_crypto_int(env, args, 0);
  prime->safe = lode_is_true(env, lode_arg(env, args, 1));
  prime->add = prime_number(env, args, 2);
  prime->rem = prime_number(env, args, 3);
  prime->prime = BN_secure_new();
  int err = 0;
  if (prime->add != NULL) {
    err = BN_num_bits(prime->add) > prime->bits ? -1 : 0;
    if (err == 0 && prime->rem != NULL && BN_cmp(prime->add, prime->rem) != 1) {
      err = -2;
    }
  }
  if (err < 0) {
    prime_release(&prime->job);
    free(prime);
    return lode_from_int(env, err);
  }
  return lode_crypto_start(env, &prime->job, lode_arg(env, args, 4));
}

// (candidate, id) -> whether it is one; null on failure
LODE_NATIVE(prime_js_check) {
  lode_crypto_begin(env);
  prime_job *prime = prime_new(prime_check, prime_shape_found);
  prime->prime = prime_number(env, args, 0);
  if (prime->prime == NULL) {
    prime_release(&prime->job);
    free(prime);
    return env->null;
  }
  return lode_crypto_start(env, &prime->job, lode_arg(env, args, 1));
}

static const lode_fn prime_functions[] = {
    LODE_FN("checkPrime", prime_js_check, 2),
    LODE_FN("generatePrime", prime_js_generate, 5),
};

void lode_crypto_prime_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, prime_functions,
                        LODE_COUNT_OF(prime_functions));
}
