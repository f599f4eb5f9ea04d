// SPDX-License-Identifier: MIT
// Signatures, and RSA as a cipher.
#include <limits.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/crypto/digests.h"
#include "bindings/crypto/keys.h"

enum { SIGN_NONE = INT_MIN };  // an option that was not given

typedef struct sign_job {
  lode_crypto_job job;
  EVP_PKEY *key;          // counted
  EVP_MD *md;             // counted; NULL: the key's own
  lode_bytes data;        // owned
  lode_bytes signature;   // owned
  bool verify, digested;  // whether `data` is a digest already
  bool p1363, valid;
  int padding, salt;
} sign_job;

static void sign_release(lode_crypto_job *job) {
  sign_job *sign = (sign_job *)(void *)job;
  EVP_PKEY_free(sign->key);
  EVP_MD_free(sign->md);
  lode_crypto_drop(&sign->data);
  lode_crypto_drop(&sign->signature);
}

static bool sign_set_padding(EVP_PKEY_CTX *ctx, const sign_job *sign) {
  int kind = EVP_PKEY_get_base_id(sign->key);
  if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_RSA_PSS) {
    return true;
  }
  int padding = sign->padding != SIGN_NONE ? sign->padding
                : kind == EVP_PKEY_RSA_PSS ? RSA_PKCS1_PSS_PADDING
                                           : RSA_PKCS1_PADDING;
  return EVP_PKEY_CTX_set_rsa_padding(ctx, padding) > 0 &&
         (padding != RSA_PKCS1_PSS_PADDING || sign->salt == SIGN_NONE ||
          EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, sign->salt) > 0);
}

// --- The two forms of a DSA signature ----------------------------------------

// Bytes of each half in the form of IEEE P1363; 0 for other kinds of keys.
static int sign_half(EVP_PKEY *key) {
  BIGNUM *order = NULL;
  int kind = EVP_PKEY_get_base_id(key);
  const char *name = kind == EVP_PKEY_EC    ? OSSL_PKEY_PARAM_EC_ORDER
                     : kind == EVP_PKEY_DSA ? OSSL_PKEY_PARAM_FFC_Q
                                            : NULL;
  if (name == NULL || EVP_PKEY_get_bn_param(key, name, &order) != 1) {
    return 0;
  }
  int bits = BN_num_bits(order);
  BN_free(order);
  return (bits + 7) / 8;
}

// The DER of a DSA signature is that of an ECDSA one.
static bool sign_to_p1363(EVP_PKEY *key, lode_bytes *signature) {
  int half = sign_half(key);
  if (half == 0) {
    return true;
  }
  const uint8_t *at = signature->data;
  ECDSA_SIG *parts = d2i_ECDSA_SIG(NULL, &at, (long)signature->size);
  uint8_t *plain = lode_try_malloc((size_t)half * 2);
  bool ok = parts != NULL && plain != NULL &&
            BN_bn2binpad(ECDSA_SIG_get0_r(parts), plain, half) > 0 &&
            BN_bn2binpad(ECDSA_SIG_get0_s(parts), plain + half, half) > 0;
  ECDSA_SIG_free(parts);
  if (!ok) {
    free(plain);
    return false;
  }
  free(signature->data);
  *signature = (lode_bytes){plain, (size_t)half * 2};
  return true;
}

static bool sign_from_p1363(EVP_PKEY *key, lode_bytes *signature) {
  int half = sign_half(key);
  if (half == 0) {
    return true;
  }
  if (signature->size != (size_t)half * 2) {
    return false;
  }
  ECDSA_SIG *parts = ECDSA_SIG_new();
  BIGNUM *r = BN_bin2bn(signature->data, half, NULL);
  BIGNUM *s = BN_bin2bn(signature->data + half, half, NULL);
  if (parts == NULL || r == NULL || s == NULL ||
      ECDSA_SIG_set0(parts, r, s) != 1) {
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(parts);
    return false;
  }
  int size = i2d_ECDSA_SIG(parts, NULL);
  uint8_t *der = size <= 0 ? NULL : lode_try_malloc((size_t)size);
  if (der != NULL) {
    uint8_t *end = der;
    i2d_ECDSA_SIG(parts, &end);
    free(signature->data);
    *signature = (lode_bytes){der, (size_t)size};
  }
  ECDSA_SIG_free(parts);
  return der != NULL;
}

// --- Signing and verifying ---------------------------------------------------

static bool sign_output(sign_job *sign, size_t size) {
  sign->signature = (lode_bytes){lode_try_malloc(size + 1), size};
  return sign->signature.data != NULL;
}

// What is a digest already.
static bool sign_digest(sign_job *sign) {
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, sign->key, NULL);
  bool ok = ctx != NULL &&
            (sign->verify ? EVP_PKEY_verify_init(ctx)
                          : EVP_PKEY_sign_init(ctx)) > 0 &&
            sign_set_padding(ctx, sign) &&
            EVP_PKEY_CTX_set_signature_md(ctx, sign->md) > 0;
  size_t size = 0;
  if (ok && sign->verify) {
    sign->valid =
        EVP_PKEY_verify(ctx, sign->signature.data, sign->signature.size,
                        sign->data.data, sign->data.size) == 1;
  } else if (ok) {
    ok =
        EVP_PKEY_sign(ctx, NULL, &size, sign->data.data, sign->data.size) > 0 &&
        sign_output(sign, size) &&
        EVP_PKEY_sign(ctx, sign->signature.data, &sign->signature.size,
                      sign->data.data, sign->data.size) > 0;
  }
  EVP_PKEY_CTX_free(ctx);
  return ok;
}

static bool sign_message(sign_job *sign) {
  EVP_MD_CTX *ctx = EVP_MD_CTX_new();
  EVP_PKEY_CTX *options = NULL;
  bool ok =
      ctx != NULL &&
      (sign->verify
           ? EVP_DigestVerifyInit(ctx, &options, sign->md, NULL, sign->key)
           : EVP_DigestSignInit(ctx, &options, sign->md, NULL, sign->key)) >
          0 &&
      sign_set_padding(options, sign);
  size_t size = 0;
  if (ok && sign->verify) {
    sign->valid =
        EVP_DigestVerify(ctx, sign->signature.data, sign->signature.size,
                         sign->data.data, sign->data.size) == 1;
  } else if (ok) {
    ok = EVP_DigestSign(ctx, NULL, &size, sign->data.data, sign->data.size) >
             0 &&
         sign_output(sign, size) &&
         EVP_DigestSign(ctx, sign->signature.data, &sign->signature.size,
                        sign->data.data, sign->data.size) > 0;
  }
  EVP_MD_CTX_free(ctx);
  return ok;
}

static bool sign_run(lode_crypto_job *job) {
  sign_job *sign = (sign_job *)(void *)job;
  if (sign->verify && sign->p1363 &&
      !sign_from_p1363(sign->key, &sign->signature)) {
    return true;  // not valid, whatever the key
  }
  bool ok = sign->digested ? sign_digest(sign) : sign_message(sign);
  if (ok && !sign->verify && sign->p1363) {
    ok = sign_to_p1363(sign->key, &sign->signature);
  }
  if (ok) {
    ERR_clear_error();
  }
  return ok;
}

static lode_value sign_shape(lode_env *env, lode_crypto_job *job) {
  sign_job *sign = (sign_job *)(void *)job;
  if (sign->verify) {
    return lode_from_bool(env, sign->valid);
  }
  lode_value value =
      lode_crypto_take(env, sign->signature.data, sign->signature.size);
  sign->signature = (lode_bytes){NULL, 0};
  return value;
}

static int sign_option(lode_env *env, const lode_args *args, size_t i) {
  return lode_is_undefined(env, lode_arg(env, args, i))
             ? SIGN_NONE
             : lode_crypto_int(env, args, i);
}

// (key, digest or -1, data, whether that is a digest, signature to verify or
// undefined, padding, salt length, P1363, id) -> signature, or whether it is
// valid
LODE_NATIVE(sign_js_run) {
  lode_crypto_begin(env);
  sign_job *sign = lode_malloc(sizeof *sign);
  sign->job.run = sign_run;
  sign->job.shape = sign_shape;
  sign->job.release = sign_release;
  sign->key = lode_crypto_key_ref(env, args, 0);
  int digest = lode_crypto_int(env, args, 1);
  if (digest >= 0) {
    sign->md = (EVP_MD *)(uintptr_t)lode_crypto_digest_by_id(env, digest);
    EVP_MD_up_ref(sign->md);
  }
  sign->data = lode_crypto_dup(lode_crypto_bytes(env, args, 2));
  sign->digested = lode_is_true(env, lode_arg(env, args, 3));
  sign->verify = !lode_is_undefined(env, lode_arg(env, args, 4));
  if (sign->verify) {
    sign->signature = lode_crypto_dup(lode_crypto_bytes(env, args, 4));
  }
  sign->padding = sign_option(env, args, 5);
  sign->salt = sign_option(env, args, 6);
  sign->p1363 = lode_is_true(env, lode_arg(env, args, 7));
  return lode_crypto_start(env, &sign->job, lode_arg(env, args, 8));
}

// --- RSA as a cipher ---------------------------------------------------------

typedef int (*rsa_init)(EVP_PKEY_CTX *ctx);
typedef int (*rsa_run)(EVP_PKEY_CTX *ctx, unsigned char *out, size_t *size,
                       const unsigned char *in, size_t n);

enum { RSA_DECRYPT = 1 };

static const struct {
  rsa_init init;
  rsa_run run;
} rsa_operations[] = {
    {EVP_PKEY_encrypt_init, EVP_PKEY_encrypt},
    {EVP_PKEY_decrypt_init, EVP_PKEY_decrypt},
    {EVP_PKEY_sign_init, EVP_PKEY_sign},
    {EVP_PKEY_verify_recover_init, EVP_PKEY_verify_recover},
};

static bool rsa_set_label(EVP_PKEY_CTX *ctx, lode_bytes label) {
  if (label.size == 0) {
    return true;
  }
  void *copy = OPENSSL_memdup(label.data, label.size);
  if (copy == NULL ||
      EVP_PKEY_CTX_set0_rsa_oaep_label(ctx, copy, (int)label.size) <= 0) {
    OPENSSL_free(copy);
    return false;
  }
  return true;
}

// Whether what is not padded well decrypts to noise instead of an error, by
// which an attacker could tell (CVE-2023-46809). OpenSSL before 3.2 has that
// only where a distribution brought it back.
static bool rsa_rejects_implicitly(EVP_PKEY_CTX *ctx) {
  bool ok = EVP_PKEY_CTX_ctrl_str(ctx, "rsa_pkcs1_implicit_rejection", "1") > 0;
  ERR_clear_error();
  return ok;
}

// (operation 0-3, key, data, padding, OAEP's digest or -1, label) -> bytes,
// null on failure; -1 for a padding that would not be safe
LODE_NATIVE(rsa_js_run) {
  lode_crypto_begin(env);
  unsigned operation = (unsigned)lode_crypto_int(env, args, 0) % 4;
  EVP_PKEY *key = lode_crypto_key_of(env, args, 1);
  lode_bytes in = lode_crypto_bytes(env, args, 2);
  int digest = lode_crypto_int(env, args, 4);
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  bool ok =
      ctx != NULL && rsa_operations[operation].init(ctx) > 0 &&
      EVP_PKEY_CTX_set_rsa_padding(ctx, lode_crypto_int(env, args, 3)) > 0 &&
      (digest < 0 || EVP_PKEY_CTX_set_rsa_oaep_md(
                         ctx, lode_crypto_digest_by_id(env, digest)) > 0) &&
      rsa_set_label(ctx, lode_crypto_bytes(env, args, 5));
  if (ok && operation == RSA_DECRYPT &&
      lode_crypto_int(env, args, 3) == RSA_PKCS1_PADDING &&
      !rsa_rejects_implicitly(ctx)) {
    EVP_PKEY_CTX_free(ctx);
    return lode_from_int(env, -1);
  }
  size_t size = 0;
  uint8_t *out = NULL;
  if (ok) {
    ok = rsa_operations[operation].run(ctx, NULL, &size, in.data, in.size) > 0;
    out = ok ? lode_try_malloc(size + 1) : NULL;
    ok = out != NULL &&
         rsa_operations[operation].run(ctx, out, &size, in.data, in.size) > 0;
  }
  EVP_PKEY_CTX_free(ctx);
  if (!ok) {
    free(out);
    return env->null;
  }
  return lode_crypto_take(env, out, size);
}

static const lode_fn sign_functions[] = {
    LODE_FN("rsaCipher", rsa_js_run, 6),
    LODE_FN("sign", sign_js_run, 9),
};

void lode_crypto_sign_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, sign_functions,
                        LODE_COUNT_OF(sign_functions));
}
