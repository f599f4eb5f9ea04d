// SPDX-License-Identifier: MIT
// Keys from passwords and from other keys: PBKDF2, scrypt, HKDF.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/crypto/crypto.h"
#include "bindings/crypto/digests.h"

typedef struct kdf_job {
  lode_crypto_job job;
  lode_bytes secret, salt, info;  // owned
  lode_bytes out;                 // owned
  EVP_MD *md;                     // counted
  int iterations;
  uint64_t n, r, p, memory;
} kdf_job;

static void kdf_release(lode_crypto_job *job) {
  kdf_job *kdf = (kdf_job *)(void *)job;
  lode_crypto_drop(&kdf->secret);
  lode_crypto_drop(&kdf->salt);
  lode_crypto_drop(&kdf->info);
  lode_crypto_drop(&kdf->out);
  EVP_MD_free(kdf->md);
}

static lode_value kdf_shape(lode_env *env, lode_crypto_job *job) {
  kdf_job *kdf = (kdf_job *)(void *)job;
  lode_value value = lode_crypto_take(env, kdf->out.data, kdf->out.size);
  kdf->out = (lode_bytes){NULL, 0};
  return value;
}

static bool kdf_pbkdf2(lode_crypto_job *job) {
  kdf_job *kdf = (kdf_job *)(void *)job;
  return kdf->out.size > 0 &&
         PKCS5_PBKDF2_HMAC((const char *)kdf->secret.data,
                           (int)kdf->secret.size, kdf->salt.data,
                           (int)kdf->salt.size, kdf->iterations, kdf->md,
                           (int)kdf->out.size, kdf->out.data) == 1;
}

static bool kdf_scrypt(lode_crypto_job *job) {
  kdf_job *kdf = (kdf_job *)(void *)job;
  return kdf->out.size == 0 ||
         EVP_PBE_scrypt((const char *)kdf->secret.data, kdf->secret.size,
                        kdf->salt.data, kdf->salt.size, kdf->n, kdf->r, kdf->p,
                        kdf->memory, kdf->out.data, kdf->out.size) == 1;
}

// RFC 5869, on the HMAC of hash.c: OpenSSL's refuses an empty key. Of no bytes
// at all nothing can be derived, as in Node.
static bool kdf_hkdf(lode_crypto_job *job) {
  kdf_job *kdf = (kdf_job *)(void *)job;
  size_t size = (size_t)EVP_MD_get_size(kdf->md), done = 0;
  uint8_t key[EVP_MAX_MD_SIZE], block[EVP_MAX_MD_SIZE];
  uint8_t *text = lode_try_malloc(size + kdf->info.size + 1);
  bool ok = text != NULL && kdf->out.size > 0 &&
            lode_crypto_hmac(kdf->md, kdf->salt, kdf->secret, key);
  for (uint8_t i = 1; ok && done < kdf->out.size; i++) {
    size_t chained = i == 1 ? 0 : size;
    memcpy(text, block, chained);
    if (kdf->info.size > 0) {
      memcpy(text + chained, kdf->info.data, kdf->info.size);
    }
    text[chained + kdf->info.size] = i;
    ok = lode_crypto_hmac(kdf->md, (lode_bytes){key, size},
                          (lode_bytes){text, chained + kdf->info.size + 1},
                          block);
    size_t n = kdf->out.size - done < size ? kdf->out.size - done : size;
    memcpy(kdf->out.data + done, block, n);
    done += n;
  }
  OPENSSL_cleanse(key, sizeof key);
  OPENSSL_cleanse(block, sizeof block);
  if (text != NULL) {
    OPENSSL_cleanse(text, size);
    free(text);
  }
  return ok;
}

// A job with copies of the first two arguments and room for `size` bytes;
// NULL without memory.
static kdf_job *kdf_new(lode_env *env, const lode_args *args, size_t size,
                        bool (*run)(lode_crypto_job *)) {
  lode_crypto_begin(env);
  kdf_job *kdf = lode_malloc(sizeof *kdf);
  kdf->job.run = run;
  kdf->job.shape = kdf_shape;
  kdf->job.release = kdf_release;
  kdf->secret = lode_crypto_dup(lode_crypto_bytes(env, args, 0));
  kdf->salt = lode_crypto_dup(lode_crypto_bytes(env, args, 1));
  kdf->out = (lode_bytes){lode_try_malloc(size + 1), size};
  if (kdf->secret.data == NULL || kdf->salt.data == NULL ||
      kdf->out.data == NULL) {
    kdf->out.size = 0;
    kdf_release(&kdf->job);
    free(kdf);
    return NULL;
  }
  return kdf;
}

static void kdf_set_digest(lode_env *env, const lode_args *args, size_t i,
                           kdf_job *kdf) {
  const EVP_MD *md =
      lode_crypto_digest_by_id(env, lode_crypto_int(env, args, i));
  kdf->md = (EVP_MD *)(uintptr_t)md;
  EVP_MD_up_ref(kdf->md);
}

// (password, salt, size, digest, iterations, id) -> bytes
LODE_NATIVE(kdf_js_pbkdf2) {
  size_t size = lode_to_uint32(env, lode_arg(env, args, 2));
  kdf_job *kdf = kdf_new(env, args, size, kdf_pbkdf2);
  if (kdf == NULL) {
    return env->null;
  }
  kdf_set_digest(env, args, 3, kdf);
  kdf->iterations = lode_crypto_int(env, args, 4);
  return lode_crypto_start(env, &kdf->job, lode_arg(env, args, 5));
}

// (password, salt, size, N, r, p, most memory, id) -> bytes
LODE_NATIVE(kdf_js_scrypt) {
  size_t size = lode_to_uint32(env, lode_arg(env, args, 2));
  kdf_job *kdf = kdf_new(env, args, size, kdf_scrypt);
  if (kdf == NULL) {
    return env->null;
  }
  kdf->n = (uint64_t)lode_to_int64(env, lode_arg(env, args, 3));
  kdf->r = (uint64_t)lode_to_int64(env, lode_arg(env, args, 4));
  kdf->p = (uint64_t)lode_to_int64(env, lode_arg(env, args, 5));
  kdf->memory = (uint64_t)lode_to_int64(env, lode_arg(env, args, 6));
  return lode_crypto_start(env, &kdf->job, lode_arg(env, args, 7));
}

// (N, r, p, most memory) -> whether scrypt takes them
LODE_NATIVE(kdf_js_scrypt_check) {
  lode_crypto_begin(env);
  uint64_t numbers[4];
  for (size_t i = 0; i < 4; i++) {
    numbers[i] = (uint64_t)lode_to_int64(env, lode_arg(env, args, i));
  }
  return lode_from_bool(
      env, EVP_PBE_scrypt(NULL, 0, NULL, 0, numbers[0], numbers[1], numbers[2],
                          numbers[3], NULL, 0) == 1);
}

// (key, salt, size, digest, info, id) -> bytes; at most 255 digests of them
LODE_NATIVE(kdf_js_hkdf) {
  size_t size = lode_to_uint32(env, lode_arg(env, args, 2));
  kdf_job *kdf = kdf_new(env, args, size, kdf_hkdf);
  if (kdf == NULL) {
    return env->null;
  }
  kdf_set_digest(env, args, 3, kdf);
  kdf->info = lode_crypto_dup(lode_crypto_bytes(env, args, 4));
  if (kdf->info.data == NULL) {
    kdf_release(&kdf->job);
    free(kdf);
    return env->null;
  }
  return lode_crypto_start(env, &kdf->job, lode_arg(env, args, 5));
}

static const lode_fn kdf_functions[] = {
    LODE_FN("hkdf", kdf_js_hkdf, 6),
    LODE_FN("pbkdf2", kdf_js_pbkdf2, 6),
    LODE_FN("scrypt", kdf_js_scrypt, 8),
    LODE_FN("scryptCheck", kdf_js_scrypt_check, 4),
};

void lode_crypto_kdf_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, kdf_functions,
                        LODE_COUNT_OF(kdf_functions));
}
