// SPDX-License-Identifier: MIT
// Making asymmetric keys, and agreeing on secrets with them.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/dh.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/crypto/digests.h"
#include "bindings/crypto/keys.h"

typedef struct keygen_job {
  lode_crypto_job job;
  lode_crypto_name kind;  // OpenSSL's name
  lode_crypto_name text;  // curve or group
  int bits;               // of the modulus or the prime
  double exponent;        // or the generator
  int other;              // bits of q, salt length, or whether named
  lode_crypto_name digest, mgf1;
  BIGNUM *prime;   // owned; of DH
  EVP_PKEY *made;  // owned until shaped
} keygen_job;

static void keygen_release(lode_crypto_job *job) {
  keygen_job *gen = (keygen_job *)(void *)job;
  EVP_PKEY_free(gen->made);
  BN_free(gen->prime);
}

static lode_value keygen_shape(lode_env *env, lode_crypto_job *job) {
  keygen_job *gen = (keygen_job *)(void *)job;
  EVP_PKEY *key = gen->made;
  gen->made = NULL;
  return lode_crypto_key_own(env, key);
}

static bool keygen_setup_rsa(keygen_job *gen, EVP_PKEY_CTX *ctx) {
  BIGNUM *exponent = BN_new();
  bool ok = exponent != NULL &&
            BN_set_word(exponent, (BN_ULONG)gen->exponent) == 1 &&
            EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, gen->bits) > 0 &&
            EVP_PKEY_CTX_set1_rsa_keygen_pubexp(ctx, exponent) > 0;
  BN_free(exponent);
  if (!ok || strcmp(gen->kind, "RSA-PSS") != 0) {
    return ok;
  }
  const EVP_MD *md = EVP_get_digestbyname(gen->digest);
  const EVP_MD *mgf1 = EVP_get_digestbyname(gen->mgf1);
  return (md == NULL || EVP_PKEY_CTX_set_rsa_pss_keygen_md(ctx, md) > 0) &&
         (mgf1 == NULL ||
          EVP_PKEY_CTX_set_rsa_pss_keygen_mgf1_md(ctx, mgf1) > 0) &&
         (gen->other < 0 ||
          EVP_PKEY_CTX_set_rsa_pss_keygen_saltlen(ctx, gen->other) > 0);
}

static bool keygen_setup_ec(keygen_job *gen, EVP_PKEY_CTX *ctx) {
  return EVP_PKEY_CTX_set_ec_paramgen_curve_nid(
             ctx, EC_curve_nist2nid(gen->text) != NID_undef
                      ? EC_curve_nist2nid(gen->text)
                      : OBJ_sn2nid(gen->text)) > 0 &&
         EVP_PKEY_CTX_set_ec_param_enc(
             ctx, gen->other != 0 ? OPENSSL_EC_NAMED_CURVE
                                  : OPENSSL_EC_EXPLICIT_CURVE) > 0;
}

// DSA and DH: parameters first, then a key of them.
static EVP_PKEY *keygen_parameters(keygen_job *gen) {
  EVP_PKEY *params = NULL;
  bool dsa = strcmp(gen->kind, "DSA") == 0;
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, gen->kind, NULL);
  bool ok = ctx != NULL && EVP_PKEY_paramgen_init(ctx) > 0;
  if (ok && dsa) {
    ok = EVP_PKEY_CTX_set_dsa_paramgen_bits(ctx, gen->bits) > 0 &&
         (gen->other < 0 ||
          EVP_PKEY_CTX_set_dsa_paramgen_q_bits(ctx, gen->other) > 0);
  } else if (ok) {
    ok = EVP_PKEY_CTX_set_dh_paramgen_prime_len(ctx, gen->bits) > 0 &&
         EVP_PKEY_CTX_set_dh_paramgen_generator(ctx, (int)gen->exponent) > 0;
  }
  if (!ok || EVP_PKEY_paramgen(ctx, &params) <= 0) {
    params = NULL;
  }
  EVP_PKEY_CTX_free(ctx);
  return params;
}

static EVP_PKEY *keygen_of_prime(BIGNUM *prime, unsigned generator) {
  OSSL_PARAM params[3];
  size_t n = (size_t)BN_num_bytes(prime);
  uint8_t *native = lode_try_malloc(n + 1);
  EVP_PKEY *key = NULL;
  if (native == NULL || BN_bn2nativepad(prime, native, (int)n) < 0) {
    free(native);
    return NULL;
  }
  params[0] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_FFC_P, native, n);
  params[1] = OSSL_PARAM_construct_uint(OSSL_PKEY_PARAM_FFC_G, &generator);
  params[2] = OSSL_PARAM_construct_end();
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
  if (ctx == NULL || EVP_PKEY_fromdata_init(ctx) <= 0 ||
      EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_KEY_PARAMETERS, params) <= 0) {
    key = NULL;
  }
  EVP_PKEY_CTX_free(ctx);
  free(native);
  return key;
}

static EVP_PKEY_CTX *keygen_context(keygen_job *gen) {
  bool staged = strcmp(gen->kind, "DSA") == 0 || strcmp(gen->kind, "DH") == 0;
  if (!staged) {
    return EVP_PKEY_CTX_new_from_name(NULL, gen->kind, NULL);
  }
  EVP_PKEY *params = gen->prime == NULL
                         ? keygen_parameters(gen)
                         : keygen_of_prime(gen->prime, (unsigned)gen->exponent);
  EVP_PKEY_CTX *ctx =
      params == NULL ? NULL : EVP_PKEY_CTX_new_from_pkey(NULL, params, NULL);
  EVP_PKEY_free(params);
  return ctx;
}

static bool keygen_run(lode_crypto_job *job) {
  keygen_job *gen = (keygen_job *)(void *)job;
  EVP_PKEY_CTX *ctx = keygen_context(gen);
  bool ok = ctx != NULL && EVP_PKEY_keygen_init(ctx) > 0;
  if (ok && strncmp(gen->kind, "RSA", 3) == 0) {
    ok = keygen_setup_rsa(gen, ctx);
  } else if (ok && strcmp(gen->kind, "EC") == 0) {
    ok = keygen_setup_ec(gen, ctx);
  }
  ok = ok && EVP_PKEY_keygen(ctx, &gen->made) > 0;
  EVP_PKEY_CTX_free(ctx);
  return ok;
}

// (kind, id, bits, exponent or generator, other, curve or group, digest, MGF1's
// digest, prime) -> key, null on failure
LODE_NATIVE(keygen_js_run) {
  lode_crypto_begin(env);
  keygen_job *gen = lode_malloc(sizeof *gen);
  gen->job.run = keygen_run;
  gen->job.shape = keygen_shape;
  gen->job.release = keygen_release;
  lode_crypto_name_get(env, lode_arg(env, args, 0), gen->kind);
  gen->bits = lode_crypto_int(env, args, 2);
  gen->exponent = lode_to_double(env, lode_arg(env, args, 3));
  gen->other = lode_crypto_int(env, args, 4);
  lode_crypto_name_get(env, lode_arg(env, args, 5), gen->text);
  lode_crypto_name_get(env, lode_arg(env, args, 6), gen->digest);
  lode_crypto_name_get(env, lode_arg(env, args, 7), gen->mgf1);
  lode_bytes prime = lode_crypto_bytes(env, args, 8);
  if (prime.size > 0) {
    gen->prime = BN_bin2bn(prime.data, (int)prime.size, NULL);
  }
  return lode_crypto_start(env, &gen->job, lode_arg(env, args, 1));
}

// (name) -> whether there is such a curve
LODE_NATIVE(keygen_js_has_curve) {
  lode_crypto_begin(env);
  lode_crypto_name name;
  lode_crypto_name_get(env, lode_arg(env, args, 0), name);
  int nid = EC_curve_nist2nid(name);
  nid = nid != NID_undef ? nid : OBJ_sn2nid(name);
  EC_GROUP *group = nid == NID_undef ? NULL : EC_GROUP_new_by_curve_name(nid);
  EC_GROUP_free(group);
  ERR_clear_error();
  return lode_from_bool(env, group != NULL);
}

// () -> the names of every curve
LODE_NATIVE(keygen_js_curves) {
  lode_crypto_begin(env);
  size_t n = EC_get_builtin_curves(NULL, 0);
  EC_builtin_curve *curves = lode_malloc((n + 1) * sizeof *curves);
  EC_get_builtin_curves(curves, n);
  lode_value list = lode_array(env, NULL, 0);
  for (size_t i = 0; i < n; i++) {
    JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), (unsigned)i,
                               lode_string(env, OBJ_nid2sn(curves[i].nid)),
                               NULL);
  }
  free(curves);
  return list;
}

// --- Secrets of two keys -----------------------------------------------------

typedef struct derive_job {
  lode_crypto_job job;
  EVP_PKEY *mine, *theirs;  // counted
  lode_bytes secret;        // owned
} derive_job;

static void derive_release(lode_crypto_job *job) {
  derive_job *derive = (derive_job *)(void *)job;
  EVP_PKEY_free(derive->mine);
  EVP_PKEY_free(derive->theirs);
  lode_crypto_drop(&derive->secret);
}

static bool derive_run(lode_crypto_job *job) {
  derive_job *derive = (derive_job *)(void *)job;
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, derive->mine, NULL);
  size_t size = 0;
  bool ok = ctx != NULL && EVP_PKEY_derive_init(ctx) > 0 &&
            EVP_PKEY_derive_set_peer(ctx, derive->theirs) > 0 &&
            EVP_PKEY_derive(ctx, NULL, &size) > 0;
  if (ok) {
    derive->secret = (lode_bytes){lode_try_malloc(size + 1), size};
    size_t written = size;
    ok = derive->secret.data != NULL &&
         EVP_PKEY_derive(ctx, derive->secret.data, &written) > 0;
    if (ok && written < size) {  // DH drops zeros in front
      memmove(derive->secret.data + (size - written), derive->secret.data,
              written);
      memset(derive->secret.data, 0, size - written);
    }
  }
  EVP_PKEY_CTX_free(ctx);
  return ok;
}

static lode_value derive_shape(lode_env *env, lode_crypto_job *job) {
  derive_job *derive = (derive_job *)(void *)job;
  lode_value value =
      lode_crypto_take(env, derive->secret.data, derive->secret.size);
  derive->secret = (lode_bytes){NULL, 0};
  return value;
}

// (private key, public key, id) -> secret, null on failure
LODE_NATIVE(derive_js_run) {
  lode_crypto_begin(env);
  derive_job *derive = lode_malloc(sizeof *derive);
  derive->job.run = derive_run;
  derive->job.shape = derive_shape;
  derive->job.release = derive_release;
  derive->mine = lode_crypto_key_ref(env, args, 0);
  derive->theirs = lode_crypto_key_ref(env, args, 1);
  return lode_crypto_start(env, &derive->job, lode_arg(env, args, 2));
}

static const lode_fn keygen_functions[] = {
    LODE_FN("curveNames", keygen_js_curves, 0),
    LODE_FN("derive", derive_js_run, 3),
    LODE_FN("hasCurve", keygen_js_has_curve, 1),
    LODE_FN("keyGenerate", keygen_js_run, 9),
};

void lode_crypto_keygen_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, keygen_functions,
                        LODE_COUNT_OF(keygen_functions));
}
