// SPDX-License-Identifier: MIT
// What keys are made of: their numbers, for JWK and for asymmetricKeyDetails.
// RSA_get0_pss_params() alone says whether a key has restrictions.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/crypto/keys.h"

enum { PARTS_RSA = 8 };

// The names of an RSA key's numbers, in the order of JWK: n e d p q dp dq qi.
static const char *const parts_rsa[PARTS_RSA] = {
    OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,
    OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
    OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
    OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
};

// A number as big-endian bytes of at least `size`; undefined for none.
static lode_value parts_number(lode_env *env, EVP_PKEY *key, const char *name,
                               int size) {
  BIGNUM *number = NULL;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) {
    ERR_clear_error();
    return env->undefined;
  }
  int n = BN_num_bytes(number);
  n = n < size ? size : n;
  uint8_t *bytes = lode_try_malloc((size_t)n + 1);
  lode_value value = env->undefined;
  if (bytes != NULL) {
    BN_bn2binpad(number, bytes, n);
    value = lode_crypto_take(env, bytes, (size_t)n);
  }
  BN_clear_free(number);
  return value;
}

static lode_value parts_octets(lode_env *env, EVP_PKEY *key, const char *name) {
  uint8_t bytes[256];
  size_t n = 0;
  if (EVP_PKEY_get_octet_string_param(key, name, bytes, sizeof bytes, &n) !=
      1) {
    ERR_clear_error();
    return env->undefined;
  }
  lode_value value = lode_crypto_copy(env, bytes, n);
  OPENSSL_cleanse(bytes, sizeof bytes);
  return value == NULL ? env->undefined : value;
}

static lode_value parts_string(lode_env *env, EVP_PKEY *key, const char *name) {
  char text[80];
  size_t n;
  if (EVP_PKEY_get_utf8_string_param(key, name, text, sizeof text, &n) != 1) {
    ERR_clear_error();
    return env->undefined;
  }
  return lode_string(env, text);
}

static int parts_field_size(EVP_PKEY *key) {
  return (EVP_PKEY_get_bits(key) + 7) / 8;
}

// (key, whether with the private ones) -> its numbers as JWK orders them:
// RSA's, or [curve, x, y, d], or [x, d]; undefined for other kinds
LODE_NATIVE(parts_js_get) {
  lode_crypto_begin(env);
  EVP_PKEY *key = lode_crypto_key_of(env, args, 0);
  bool private = lode_is_true(env, lode_arg(env, args, 1));
  lode_value values[PARTS_RSA];
  int size;
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS: {
      size_t n = private ? PARTS_RSA : 2;
      for (size_t i = 0; i < n; i++) {
        values[i] = parts_number(env, key, parts_rsa[i], 0);
      }
      return lode_array(env, values, n);
    }
    case EVP_PKEY_EC:
      size = parts_field_size(key);
      values[0] = parts_string(env, key, OSSL_PKEY_PARAM_GROUP_NAME);
      values[1] = parts_number(env, key, OSSL_PKEY_PARAM_EC_PUB_X, size);
      values[2] = parts_number(env, key, OSSL_PKEY_PARAM_EC_PUB_Y, size);
      values[3] = private
                      ? parts_number(env, key, OSSL_PKEY_PARAM_PRIV_KEY, size)
                      : env->undefined;
      return lode_array(env, values, 4);
    case EVP_PKEY_X25519:
    case EVP_PKEY_X448:
    case EVP_PKEY_ED25519:
    case EVP_PKEY_ED448:
      values[0] = parts_octets(env, key, OSSL_PKEY_PARAM_PUB_KEY);
      values[1] = private ? parts_octets(env, key, OSSL_PKEY_PARAM_PRIV_KEY)
                          : env->undefined;
      return lode_array(env, values, 2);
    default:
      return env->undefined;
  }
}

// SHA-1 where the key does not say.
static lode_value parts_digest(lode_env *env, EVP_PKEY *key, const char *name) {
  char text[80];
  size_t n;
  if (EVP_PKEY_get_utf8_string_param(key, name, text, sizeof text, &n) != 1) {
    ERR_clear_error();
    return lode_string(env, "sha1");
  }
  const EVP_MD *md = EVP_get_digestbyname(text);
  const char *shown = md == NULL ? text : OBJ_nid2ln(EVP_MD_get_type(md));
  return lode_string(env, shown);
}

// (key) -> [its kind's number, bits, public exponent or bits of q or curve,
// digest, MGF1's digest, salt length] as far as it has them
LODE_NATIVE(parts_js_details) {
  lode_crypto_begin(env);
  EVP_PKEY *key = lode_crypto_key_of(env, args, 0);
  int kind = EVP_PKEY_get_base_id(key);
  lode_value values[6] = {
      lode_from_int(env, kind), lode_from_int(env, EVP_PKEY_get_bits(key)),
      env->undefined,           env->undefined,
      env->undefined,           env->undefined};
  BIGNUM *q = NULL;
  int salt = 20;  // unless the key says another
  switch (kind) {
    case EVP_PKEY_RSA_PSS:
      values[2] = parts_number(env, key, OSSL_PKEY_PARAM_RSA_E, 0);
      if (RSA_get0_pss_params(EVP_PKEY_get0_RSA(key)) == NULL) {
        break;
      }
      values[3] = parts_digest(env, key, OSSL_PKEY_PARAM_RSA_DIGEST);
      values[4] = parts_digest(env, key, OSSL_PKEY_PARAM_RSA_MGF1_DIGEST);
      (void)EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_RSA_PSS_SALTLEN, &salt);
      values[5] = lode_from_int(env, salt);
      break;
    case EVP_PKEY_RSA:
      values[2] = parts_number(env, key, OSSL_PKEY_PARAM_RSA_E, 0);
      break;
    case EVP_PKEY_DSA:
      if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_FFC_Q, &q) == 1) {
        values[2] = lode_from_int(env, BN_num_bits(q));
        BN_free(q);
      }
      break;
    case EVP_PKEY_EC:
      values[2] = parts_string(env, key, OSSL_PKEY_PARAM_GROUP_NAME);
      break;
    default:
      break;
  }
  ERR_clear_error();
  return lode_array(env, values, 6);
}

// --- Keys from their parts ---------------------------------------------------

static EVP_PKEY *parts_make(const char *kind, bool private,
                            OSSL_PARAM_BLD *bld) {
  OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(bld);
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
  EVP_PKEY *key = NULL;
  if (params == NULL || ctx == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
      EVP_PKEY_fromdata(ctx, &key,
                        private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                        params) != 1) {
    key = NULL;
  }
  EVP_PKEY_CTX_free(ctx);
  OSSL_PARAM_free(params);
  return key;
}

// (n, e, then for a private key d, p, q, dp, dq, qi) -> key, null on failure
LODE_NATIVE(parts_js_make_rsa) {
  lode_crypto_begin(env);
  OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
  BIGNUM *numbers[PARTS_RSA] = {NULL};
  size_t n = args->count < PARTS_RSA ? args->count : PARTS_RSA;
  bool ok = bld != NULL;
  for (size_t i = 0; ok && i < n; i++) {
    lode_bytes bytes = lode_crypto_bytes(env, args, i);
    numbers[i] = BN_bin2bn(bytes.data, (int)bytes.size, NULL);
    ok = numbers[i] != NULL &&
         OSSL_PARAM_BLD_push_BN(bld, parts_rsa[i], numbers[i]) == 1;
  }
  EVP_PKEY *key = ok ? parts_make("RSA", n > 2, bld) : NULL;
  for (size_t i = 0; i < n; i++) {
    BN_clear_free(numbers[i]);
  }
  OSSL_PARAM_BLD_free(bld);
  return lode_crypto_key_own(env, key);
}

// Whether the point is on the curve and belongs to the number.
static bool parts_check_ec(EVP_PKEY *key, bool private) {
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  bool ok = ctx != NULL && EVP_PKEY_public_check(ctx) == 1 &&
            (!private || EVP_PKEY_pairwise_check(ctx) == 1);
  EVP_PKEY_CTX_free(ctx);
  return ok;
}

// (curve, point, private number or undefined) -> key, null on failure
LODE_NATIVE(parts_js_make_ec) {
  lode_crypto_begin(env);
  lode_crypto_name curve;
  lode_crypto_name_get(env, lode_arg(env, args, 0), curve);
  lode_bytes point = lode_crypto_bytes(env, args, 1);
  lode_bytes number = lode_crypto_bytes(env, args, 2);
  bool private = !lode_is_undefined(env, lode_arg(env, args, 2));
  OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
  BIGNUM *d = private ? BN_bin2bn(number.data, (int)number.size, NULL) : NULL;
  EVP_PKEY *key = NULL;
  if (bld != NULL && (!private || d != NULL) &&
      OSSL_PARAM_BLD_push_utf8_string(bld, OSSL_PKEY_PARAM_GROUP_NAME, curve,
                                      0) == 1 &&
      OSSL_PARAM_BLD_push_octet_string(bld, OSSL_PKEY_PARAM_PUB_KEY, point.data,
                                       point.size) == 1 &&
      (!private ||
       OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_PRIV_KEY, d) == 1)) {
    key = parts_make("EC", private, bld);
  }
  if (key != NULL && !parts_check_ec(key, private)) {
    EVP_PKEY_free(key);
    key = NULL;
  }
  BN_clear_free(d);
  OSSL_PARAM_BLD_free(bld);
  return lode_crypto_key_own(env, key);
}

// (kind's name, whether private, bytes) -> key of X25519 and its relatives
LODE_NATIVE(parts_js_make_raw) {
  lode_crypto_begin(env);
  lode_crypto_name kind;
  lode_crypto_name_get(env, lode_arg(env, args, 0), kind);
  lode_bytes bytes = lode_crypto_bytes(env, args, 2);
  EVP_PKEY *key = lode_is_true(env, lode_arg(env, args, 1))
                      ? EVP_PKEY_new_raw_private_key_ex(NULL, kind, NULL,
                                                        bytes.data, bytes.size)
                      : EVP_PKEY_new_raw_public_key_ex(NULL, kind, NULL,
                                                       bytes.data, bytes.size);
  return lode_crypto_key_own(env, key);
}

// (key of a curve): its point is written uncompressed from now on
LODE_NATIVE(parts_js_uncompress) {
  lode_crypto_begin(env);
  (void)EVP_PKEY_set_utf8_string_param(
      lode_crypto_key_of(env, args, 0),
      OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed");
  ERR_clear_error();
  return env->undefined;
}

static const lode_fn parts_functions[] = {
    LODE_FN("keyDetails", parts_js_details, 1),
    LODE_FN("keyFromEc", parts_js_make_ec, 3),
    LODE_FN("keyFromRaw", parts_js_make_raw, 3),
    LODE_FN("keyFromRsa", parts_js_make_rsa, 8),
    LODE_FN("keyParts", parts_js_get, 2),
    LODE_FN("keyUncompress", parts_js_uncompress, 1),
};

void lode_crypto_key_parts_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, parts_functions,
                        LODE_COUNT_OF(parts_functions));
}
