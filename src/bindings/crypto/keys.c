// SPDX-License-Identifier: MIT
// Asymmetric keys from PEM and DER, and back.
#include "bindings/crypto/keys.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

// Formats and encodings, as lib/internal/crypto/key_encoding.js numbers them.
enum { KEY_PEM = 1, KEY_DER };
enum { KEY_PKCS1 = 1, KEY_PKCS8, KEY_SPKI, KEY_SEC1 };
enum { KEY_NEEDS_PASSPHRASE = -1 };

static void key_free(void *key) {
  EVP_PKEY_free(key);
}

static const lode_crypto_type key_type = {key_free, 2048};

lode_value lode_crypto_key_own(lode_env *env, EVP_PKEY *key) {
  return key == NULL ? env->null : lode_crypto_own(env, &key_type, key);
}

EVP_PKEY *lode_crypto_key_of(lode_env *env, const lode_args *args, size_t i) {
  return lode_crypto_of(env, lode_arg(env, args, i), &key_type);
}

EVP_PKEY *lode_crypto_key_ref(lode_env *env, const lode_args *args, size_t i) {
  EVP_PKEY *key = lode_crypto_key_of(env, args, i);
  EVP_PKEY_up_ref(key);
  return key;
}

// --- Reading -----------------------------------------------------------------

typedef struct key_passphrase {
  bool given;
  lode_bytes bytes;
} key_passphrase;

static int key_on_passphrase(char *buffer, int size, int writing, void *data) {
  key_passphrase *passphrase = data;
  (void)writing;
  if (!passphrase->given || passphrase->bytes.size > (size_t)size) {
    return -1;
  }
  if (passphrase->bytes.size > 0) {
    memcpy(buffer, passphrase->bytes.data, passphrase->bytes.size);
  }
  return (int)passphrase->bytes.size;
}

// The body of the first PEM block of that name, to be freed with OPENSSL_free;
// NULL when there is none.
static uint8_t *key_pem_block(lode_bytes text, const char *name, long *size) {
  BIO *bio = BIO_new_mem_buf(text.data, (int)text.size);
  uint8_t *der = NULL;
  if (bio != NULL &&
      PEM_bytes_read_bio(&der, size, NULL, name, bio, NULL, NULL) != 1) {
    der = NULL;
  }
  BIO_free(bio);
  return der;
}

static EVP_PKEY *key_of_certificate(const uint8_t *der, long size) {
  X509 *certificate = d2i_X509(NULL, &der, size);
  EVP_PKEY *key = certificate == NULL ? NULL : X509_get_pubkey(certificate);
  X509_free(certificate);
  return key;
}

// False when the text has no public key at all.
static bool key_read_public_pem(lode_bytes text, EVP_PKEY **key) {
  static const char *const names[] = {"PUBLIC KEY", "RSA PUBLIC KEY",
                                      "CERTIFICATE"};
  for (size_t i = 0; i < LODE_COUNT_OF(names); i++) {
    long size;
    ERR_clear_error();
    uint8_t *der = key_pem_block(text, names[i], &size);
    if (der == NULL) {
      continue;
    }
    const uint8_t *at = der;
    *key = i == 0   ? d2i_PUBKEY(NULL, &at, size)
           : i == 1 ? d2i_PublicKey(EVP_PKEY_RSA, NULL, &at, size)
                    : key_of_certificate(at, size);
    OPENSSL_free(der);
    return true;
  }
  return false;
}

static EVP_PKEY *key_read_private_pem(lode_bytes text,
                                      key_passphrase *passphrase) {
  BIO *bio = BIO_new_mem_buf(text.data, (int)text.size);
  EVP_PKEY *key = bio == NULL ? NULL
                              : PEM_read_bio_PrivateKey(
                                    bio, NULL, key_on_passphrase, passphrase);
  BIO_free(bio);
  return key;
}

// Whether DER is an EncryptedPrivateKeyInfo: a sequence that begins with one.
static bool key_is_encrypted(lode_bytes der) {
  const uint8_t *at = der.data;
  long size;
  int tag, kind;
  if ((ASN1_get_object(&at, &size, &tag, &kind, (long)der.size) & 0x80) != 0 ||
      tag != V_ASN1_SEQUENCE || at >= der.data + der.size) {
    ERR_clear_error();
    return false;
  }
  return *at == (V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED);
}

static EVP_PKEY *key_read_pkcs8(lode_bytes der, key_passphrase *passphrase) {
  BIO *bio = BIO_new_mem_buf(der.data, (int)der.size);
  EVP_PKEY *key = NULL;
  if (bio == NULL) {
    return NULL;
  }
  if (key_is_encrypted(der)) {
    key = d2i_PKCS8PrivateKey_bio(bio, NULL, key_on_passphrase, passphrase);
  } else {
    PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO_bio(bio, NULL);
    key = info == NULL ? NULL : EVP_PKCS82PKEY(info);
    PKCS8_PRIV_KEY_INFO_free(info);
  }
  BIO_free(bio);
  return key;
}

static EVP_PKEY *key_read_private(int format, int type, lode_bytes data,
                                  key_passphrase *passphrase) {
  if (format == KEY_PEM) {
    return key_read_private_pem(data, passphrase);
  }
  const uint8_t *at = data.data;
  switch (type) {
    case KEY_PKCS1:
      return d2i_PrivateKey(EVP_PKEY_RSA, NULL, &at, (long)data.size);
    case KEY_SEC1:
      return d2i_PrivateKey(EVP_PKEY_EC, NULL, &at, (long)data.size);
    default:
      return key_read_pkcs8(data, passphrase);
  }
}

// Whether DER is an RSAPublicKey: its first element is a number.
static bool key_is_rsa_public(lode_bytes der) {
  const uint8_t *at = der.data;
  long size;
  int tag, kind;
  if ((ASN1_get_object(&at, &size, &tag, &kind, (long)der.size) & 0x80) != 0 ||
      at >= der.data + der.size) {
    ERR_clear_error();
    return false;
  }
  return *at == V_ASN1_INTEGER;
}

// A public key, or a private one in its place.
static EVP_PKEY *key_read_either(int format, int type, lode_bytes data,
                                 key_passphrase *passphrase) {
  EVP_PKEY *key = NULL;
  if (format == KEY_PEM) {
    if (key_read_public_pem(data, &key)) {
      return key;
    }
    ERR_clear_error();
    return key_read_private_pem(data, passphrase);
  }
  const uint8_t *at = data.data;
  if (type == KEY_SPKI) {
    return d2i_PUBKEY(NULL, &at, (long)data.size);
  }
  if (type != KEY_PKCS1) {
    return key_read_private(format, type, data, passphrase);
  }
  if (key_is_rsa_public(data)) {
    key = d2i_PublicKey(EVP_PKEY_RSA, NULL, &at, (long)data.size);
    if (key != NULL) {
      return key;
    }
    ERR_clear_error();
  }
  return key_read_private(format, type, data, passphrase);
}

// (whether it has to be a private one, format, type, bytes, passphrase) -> key;
// null on failure, a number where the passphrase is missing
LODE_NATIVE(key_js_read) {
  lode_crypto_begin(env);
  bool private = lode_is_true(env, lode_arg(env, args, 0));
  int format = lode_crypto_int(env, args, 1);
  int type = lode_crypto_int(env, args, 2);
  lode_bytes data = lode_crypto_bytes(env, args, 3);
  key_passphrase passphrase = {
      .given = !lode_is_undefined(env, lode_arg(env, args, 4)),
      .bytes = lode_crypto_bytes(env, args, 4),
  };
  if (data.size > INT_MAX) {
    return env->null;
  }
  EVP_PKEY *key = private ? key_read_private(format, type, data, &passphrase)
                          : key_read_either(format, type, data, &passphrase);
  unsigned long code = ERR_peek_error();
  if (key == NULL && !passphrase.given && ERR_GET_LIB(code) == ERR_LIB_PEM &&
      ERR_GET_REASON(code) == PEM_R_BAD_PASSWORD_READ) {
    ERR_clear_error();
    return lode_from_int(env, KEY_NEEDS_PASSPHRASE);
  }
  if (key != NULL) {
    ERR_clear_error();
  }
  return lode_crypto_key_own(env, key);
}

// --- Writing -----------------------------------------------------------------

static int key_write_public(BIO *bio, EVP_PKEY *key, int format, int type) {
  if (type == KEY_SPKI) {
    return format == KEY_PEM ? PEM_write_bio_PUBKEY(bio, key)
                             : i2d_PUBKEY_bio(bio, key);
  }
  uint8_t *der = NULL;
  int size = i2d_PublicKey(key, &der);
  if (size <= 0) {
    return 0;
  }
  int ok = format == KEY_PEM
               ? PEM_write_bio(bio, "RSA PUBLIC KEY", "", der, size)
               : BIO_write(bio, der, size);
  OPENSSL_free(der);
  return ok > 0;
}

static int key_write_private(BIO *bio, EVP_PKEY *key, int format, int type,
                             const EVP_CIPHER *cipher,
                             const lode_bytes *passphrase) {
  // OpenSSL asks at the terminal where there is no passphrase.
  static char nothing[] = "";
  char *text = passphrase->data == NULL ? nothing : (char *)passphrase->data;
  int size = (int)passphrase->size;
  if (type == KEY_PKCS8) {
    return format == KEY_PEM ? PEM_write_bio_PKCS8PrivateKey(
                                   bio, key, cipher, text, size, NULL, NULL)
                             : i2d_PKCS8PrivateKey_bio(bio, key, cipher, text,
                                                       size, NULL, NULL);
  }
  return format == KEY_PEM ? PEM_write_bio_PrivateKey_traditional(
                                 bio, key, cipher, (const unsigned char *)text,
                                 size, NULL, NULL)
                           : i2d_PrivateKey_bio(bio, key);
}

// (key, whether the private one, format, type, cipher, passphrase) -> string
// or bytes; null on failure, undefined for an unknown cipher
LODE_NATIVE(key_js_write) {
  lode_crypto_begin(env);
  EVP_PKEY *key = lode_crypto_key_of(env, args, 0);
  bool private = lode_is_true(env, lode_arg(env, args, 1));
  int format = lode_crypto_int(env, args, 2);
  int type = lode_crypto_int(env, args, 3);
  const EVP_CIPHER *cipher = NULL;
  if (lode_is_string(env, lode_arg(env, args, 4))) {
    lode_crypto_name name;
    lode_crypto_name_get(env, lode_arg(env, args, 4), name);
    cipher = EVP_get_cipherbyname(name);
    if (cipher == NULL) {
      return env->undefined;
    }
  }
  const lode_bytes passphrase = lode_crypto_bytes(env, args, 5);
  BIO *bio = BIO_new(BIO_s_secmem());
  lode_value value = env->null;
  if (bio != NULL &&
      (private ? key_write_private(bio, key, format, type, cipher, &passphrase)
               : key_write_public(bio, key, format, type)) == 1) {
    char *data;
    long size = BIO_get_mem_data(bio, &data);
    value = format == KEY_PEM ? lode_string_latin1(env, data, (size_t)size)
                              : lode_crypto_copy(env, data, (size_t)size);
    value = value == NULL ? env->null : value;
  }
  BIO_free(bio);
  return value;
}

// (a, b) -> whether they are equal; undefined where that cannot be said
LODE_NATIVE(key_js_equal) {
  lode_crypto_begin(env);
  int answer = EVP_PKEY_eq(lode_crypto_key_of(env, args, 0),
                           lode_crypto_key_of(env, args, 1));
  ERR_clear_error();
  return answer == -2 ? env->undefined : lode_from_bool(env, answer == 1);
}

static const lode_fn key_functions[] = {
    LODE_FN("keyEqual", key_js_equal, 2),
    LODE_FN("keyRead", key_js_read, 5),
    LODE_FN("keyWrite", key_js_write, 6),
};

void lode_crypto_keys_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, key_functions,
                        LODE_COUNT_OF(key_functions));
}
