// SPDX-License-Identifier: MIT
// Diffie-Hellman over numbers and over curves. Nothing here has state: keys
// are bytes that JavaScript keeps.
#define OPENSSL_SUPPRESS_DEPRECATED  // DH_check() has no successor
#include <limits.h>
#include <openssl/bn.h>
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/crypto/crypto.h"

// A number as bytes, with zeros in front up to `size`; null without memory.
static lode_value dh_bytes(lode_env *env, const BIGNUM *number, int size) {
  int n = BN_num_bytes(number);
  n = n < size ? size : n;
  uint8_t *bytes = lode_try_malloc((size_t)n + 1);
  if (bytes == NULL) {
    return env->null;
  }
  BN_bn2binpad(number, bytes, n);
  return lode_crypto_take(env, bytes, (size_t)n);
}

static BIGNUM *dh_number(lode_env *env, const lode_args *args, size_t i) {
  lode_bytes bytes = lode_crypto_bytes(env, args, i);
  return bytes.size > INT_MAX ? NULL
                              : BN_bin2bn(bytes.data, (int)bytes.size, NULL);
}

// Arguments 0 and 1: the prime and the generator, bytes both.
static DH *dh_open(lode_env *env, const lode_args *args) {
  DH *dh = DH_new();
  BIGNUM *p = dh_number(env, args, 0), *g = dh_number(env, args, 1);
  if (dh == NULL || p == NULL || g == NULL ||
      DH_set0_pqg(dh, p, NULL, g) != 1) {
    BN_free(p);
    BN_free(g);
    DH_free(dh);
    return NULL;
  }
  return dh;
}

// (bits, generator) -> prime, null on failure
LODE_NATIVE(dh_js_generate) {
  lode_crypto_begin(env);
  DH *dh = DH_new();
  lode_value value = env->null;
  if (dh != NULL &&
      DH_generate_parameters_ex(dh, lode_crypto_int(env, args, 0),
                                lode_crypto_int(env, args, 1), NULL) == 1) {
    value = dh_bytes(env, DH_get0_p(dh), 0);
  }
  DH_free(dh);
  return value;
}

// (prime, generator) -> what DH_check() finds; null when the generator is none
LODE_NATIVE(dh_js_check) {
  lode_crypto_begin(env);
  DH *dh = dh_open(env, args);
  int codes = 0;
  if (dh == NULL) {
    return env->null;
  }
  const BIGNUM *g = DH_get0_g(dh);
  if (BN_is_zero(g) || BN_is_one(g)) {
    DH_free(dh);
    ERR_raise(ERR_LIB_DH, DH_R_BAD_GENERATOR);
    return env->null;
  }
  bool ok = DH_check(dh, &codes) == 1;
  DH_free(dh);
  ERR_clear_error();
  return lode_from_int(env, ok ? codes : -1);
}

// (prime, generator, private key or undefined) -> [public, private], null on
// failure
LODE_NATIVE(dh_js_keys) {
  lode_crypto_begin(env);
  DH *dh = dh_open(env, args);
  lode_value value = env->null;
  bool given = !lode_is_undefined(env, lode_arg(env, args, 2));
  BIGNUM *number = given ? dh_number(env, args, 2) : NULL;
  if (dh != NULL && (!given || DH_set0_key(dh, NULL, number) == 1)) {
    number = NULL;  // dh has it
    if (DH_generate_key(dh) == 1) {
      lode_value pair[2] = {dh_bytes(env, DH_get0_pub_key(dh), DH_size(dh)),
                            dh_bytes(env, DH_get0_priv_key(dh), 0)};
      value = lode_array(env, pair, 2);
    }
  }
  BN_clear_free(number);
  DH_free(dh);
  return value;
}

// (prime, generator, private key, other's public key) -> secret as long as the
// prime; -1 or -2 where that key is too small or too large; null on failure
LODE_NATIVE(dh_js_secret) {
  lode_crypto_begin(env);
  DH *dh = dh_open(env, args);
  BIGNUM *mine = dh_number(env, args, 2), *theirs = dh_number(env, args, 3);
  lode_value value = env->null;
  int codes = 0;
  if (dh == NULL || mine == NULL || theirs == NULL) {
    goto done;
  }
  if (DH_check_pub_key(dh, theirs, &codes) != 1 || codes != 0) {
    ERR_clear_error();
    value = lode_from_int(env, codes & DH_CHECK_PUBKEY_TOO_LARGE   ? -2
                               : codes & DH_CHECK_PUBKEY_TOO_SMALL ? -1
                                                                   : -3);
    goto done;
  }
  if (DH_set0_key(dh, NULL, mine) == 1) {
    mine = NULL;  // dh has it
    size_t size = (size_t)DH_size(dh);
    uint8_t *secret = lode_try_malloc(size + 1);
    int n = secret == NULL ? -1 : DH_compute_key_padded(secret, theirs, dh);
    if (n >= 0) {
      value = lode_crypto_take(env, secret, (size_t)n);
    } else {
      free(secret);
    }
  }
done:
  BN_clear_free(mine);
  BN_free(theirs);
  DH_free(dh);
  return value;
}

// (name) -> prime of that group, whose generator is 2; undefined for none
LODE_NATIVE(dh_js_group) {
  static const struct {
    const char *name;
    BIGNUM *(*prime)(BIGNUM *);
  } groups[] = {
      {"modp1", BN_get_rfc2409_prime_768},
      {"modp2", BN_get_rfc2409_prime_1024},
      {"modp5", BN_get_rfc3526_prime_1536},
      {"modp14", BN_get_rfc3526_prime_2048},
      {"modp15", BN_get_rfc3526_prime_3072},
      {"modp16", BN_get_rfc3526_prime_4096},
      {"modp17", BN_get_rfc3526_prime_6144},
      {"modp18", BN_get_rfc3526_prime_8192},
  };
  lode_crypto_name name;
  lode_crypto_name_get(env, lode_arg(env, args, 0), name);
  lode_crypto_begin(env);
  lode_value value = env->undefined;
  for (size_t i = 0; i < LODE_COUNT_OF(groups); i++) {
    if (strcmp(name, groups[i].name) == 0) {
      BIGNUM *prime = groups[i].prime(NULL);
      value = prime == NULL ? env->undefined : dh_bytes(env, prime, 0);
      BN_free(prime);
    }
  }
  return value;
}

// --- Curves ------------------------------------------------------------------

static EC_GROUP *dh_curve(lode_env *env, const lode_args *args) {
  lode_crypto_name name;
  lode_crypto_name_get(env, lode_arg(env, args, 0), name);
  int nid = EC_curve_nist2nid(name);
  nid = nid != NID_undef ? nid : OBJ_sn2nid(name);
  return nid == NID_undef ? NULL : EC_GROUP_new_by_curve_name(nid);
}

static lode_value dh_point_bytes(lode_env *env, const EC_GROUP *group,
                                 const EC_POINT *point, int form) {
  size_t n = EC_POINT_point2oct(group, point, (point_conversion_form_t)form,
                                NULL, 0, NULL);
  uint8_t *bytes = n == 0 ? NULL : lode_try_malloc(n);
  if (bytes == NULL) {
    return env->null;
  }
  EC_POINT_point2oct(group, point, (point_conversion_form_t)form, bytes, n,
                     NULL);
  return lode_crypto_take(env, bytes, n);
}

// Argument i as a point of the curve; NULL when it is none.
static EC_POINT *dh_point(lode_env *env, const lode_args *args, size_t i,
                          const EC_GROUP *group) {
  lode_bytes bytes = lode_crypto_bytes(env, args, i);
  EC_POINT *point = EC_POINT_new(group);
  if (point != NULL &&
      EC_POINT_oct2point(group, point, bytes.data, bytes.size, NULL) != 1) {
    EC_POINT_free(point);
    point = NULL;
  }
  return point;
}

// (curve, point, form) -> the point in that form; null when it is none
LODE_NATIVE(dh_js_convert) {
  lode_crypto_begin(env);
  EC_GROUP *group = dh_curve(env, args);
  EC_POINT *point = group == NULL ? NULL : dh_point(env, args, 1, group);
  lode_value value =
      point == NULL
          ? env->null
          : dh_point_bytes(env, group, point, lode_crypto_int(env, args, 2));
  EC_POINT_free(point);
  EC_GROUP_free(group);
  ERR_clear_error();
  return value;
}

static bool dh_in_range(const EC_GROUP *group, const BIGNUM *number) {
  return number != NULL && !BN_is_zero(number) &&
         BN_cmp(number, EC_GROUP_get0_order(group)) < 0;
}

// (curve, private number or undefined for a new one) -> [public point, private
// number], null where that number is none for this curve
LODE_NATIVE(dh_js_curve_keys) {
  lode_crypto_begin(env);
  EC_GROUP *group = dh_curve(env, args);
  lode_value value = env->null;
  BIGNUM *number = NULL;
  EC_POINT *point = NULL;
  if (group == NULL) {
    goto done;
  }
  if (!lode_is_undefined(env, lode_arg(env, args, 1))) {
    number = dh_number(env, args, 1);
  } else {
    number = BN_secure_new();
    do {
      if (number == NULL ||
          BN_priv_rand_range(number, EC_GROUP_get0_order(group)) != 1) {
        goto done;
      }
    } while (BN_is_zero(number));
  }
  point = EC_POINT_new(group);
  if (dh_in_range(group, number) && point != NULL &&
      EC_POINT_mul(group, point, number, NULL, NULL, NULL) == 1) {
    int size = (EC_GROUP_order_bits(group) + 7) / 8;
    lode_value pair[2] = {
        dh_point_bytes(env, group, point, POINT_CONVERSION_UNCOMPRESSED),
        dh_bytes(env, number, size)};
    value = lode_array(env, pair, 2);
  }
done:
  BN_clear_free(number);
  EC_POINT_free(point);
  EC_GROUP_free(group);
  ERR_clear_error();
  return value;
}

// (curve, private number, other's point) -> secret; null when that is no point
LODE_NATIVE(dh_js_curve_secret) {
  lode_crypto_begin(env);
  EC_GROUP *group = dh_curve(env, args);
  EC_POINT *point = group == NULL ? NULL : dh_point(env, args, 2, group);
  BIGNUM *number = dh_number(env, args, 1), *x = BN_secure_new();
  lode_value value = env->null;
  if (point != NULL && number != NULL && x != NULL &&
      EC_POINT_mul(group, point, NULL, point, number, NULL) == 1 &&
      EC_POINT_get_affine_coordinates(group, point, x, NULL, NULL) == 1) {
    value = dh_bytes(env, x, (EC_GROUP_get_degree(group) + 7) / 8);
  }
  BN_clear_free(number);
  BN_clear_free(x);
  EC_POINT_clear_free(point);
  EC_GROUP_free(group);
  ERR_clear_error();
  return value;
}

static const lode_fn dh_functions[] = {
    LODE_FN("curveConvert", dh_js_convert, 3),
    LODE_FN("curveKeys", dh_js_curve_keys, 2),
    LODE_FN("curveSecret", dh_js_curve_secret, 3),
    LODE_FN("dhCheck", dh_js_check, 2),
    LODE_FN("dhGenerate", dh_js_generate, 2),
    LODE_FN("dhGroup", dh_js_group, 1),
    LODE_FN("dhKeys", dh_js_keys, 3),
    LODE_FN("dhSecret", dh_js_secret, 4),
};

void lode_crypto_dh_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, dh_functions, LODE_COUNT_OF(dh_functions));
}
