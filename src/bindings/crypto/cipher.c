// SPDX-License-Identifier: MIT
// Symmetric ciphers. JavaScript keeps the state that Node's rules are about
// (when a tag may be set, what is final); C keeps OpenSSL's.
#include <limits.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/crypto/crypto.h"

enum {
  CIPHER_BAD_IV = -1,
  CIPHER_BAD_TAG_LENGTH = -2,
  CIPHER_BAD_KEY_LENGTH = -3,
  CIPHER_FAILED = -4,
  CIPHER_SLACK = 32,  // bytes by which an update may grow
};

static void cipher_free(void *data) {
  EVP_CIPHER_CTX_free(data);
}

static const lode_crypto_type cipher_type = {cipher_free, 1024};

static EVP_CIPHER_CTX *cipher_of(lode_env *env, const lode_args *args) {
  return lode_crypto_of(env, lode_arg(env, args, 0), &cipher_type);
}

// The cipher that argument i names or numbers; counted, NULL for none.
static EVP_CIPHER *cipher_find(lode_env *env, const lode_args *args, size_t i) {
  const EVP_CIPHER *legacy;
  lode_crypto_name name = "";
  if (lode_is_number(env, lode_arg(env, args, i))) {
    legacy = EVP_get_cipherbynid(lode_crypto_int(env, args, i));
  } else {
    lode_crypto_name_get(env, lode_arg(env, args, i), name);
    legacy = EVP_get_cipherbyname(name);
  }
  EVP_CIPHER *cipher = NULL;
  if (legacy != NULL) {
    cipher = EVP_CIPHER_fetch(NULL, EVP_CIPHER_get0_name(legacy), NULL);
  } else if (name[0] != '\0') {
    cipher = EVP_CIPHER_fetch(NULL, name, NULL);
  }
  ERR_clear_error();
  return cipher;
}

// (name or number) -> [mode, name, nid, block size, IV length, key length],
// undefined for none
LODE_NATIVE(cipher_js_info) {
  lode_crypto_begin(env);
  EVP_CIPHER *cipher = cipher_find(env, args, 0);
  if (cipher == NULL) {
    return env->undefined;
  }
  int nid = EVP_CIPHER_get_nid(cipher);
  const char *name = OBJ_nid2sn(nid);
  lode_value values[6] = {
      lode_from_int(env, EVP_CIPHER_get_mode(cipher)),
      lode_string(env, name != NULL ? name : EVP_CIPHER_get0_name(cipher)),
      lode_from_int(env, nid),
      lode_from_int(env, EVP_CIPHER_get_block_size(cipher)),
      lode_from_int(env, EVP_CIPHER_get_iv_length(cipher)),
      lode_from_int(env, EVP_CIPHER_get_key_length(cipher)),
  };
  EVP_CIPHER_free(cipher);
  return lode_array(env, values, 6);
}

// (name or number, key length or -1, IV length or -1) -> whether it takes them
LODE_NATIVE(cipher_js_takes) {
  lode_crypto_begin(env);
  EVP_CIPHER *cipher = cipher_find(env, args, 0);
  EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
  int key = lode_crypto_int(env, args, 1), iv = lode_crypto_int(env, args, 2);
  bool ok = cipher != NULL && ctx != NULL &&
            EVP_CipherInit_ex2(ctx, cipher, NULL, NULL, 1, NULL) == 1 &&
            (key < 0 || EVP_CIPHER_CTX_set_key_length(ctx, key) == 1);
  if (ok && iv >= 0) {
    switch (EVP_CIPHER_get_mode(cipher)) {
      case EVP_CIPH_CCM_MODE:
      case EVP_CIPH_GCM_MODE:
      case EVP_CIPH_OCB_MODE:
        ok = EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_IVLEN, iv, NULL) == 1;
        break;
      default:
        ok = EVP_CIPHER_get_iv_length(cipher) == iv;
    }
  }
  EVP_CIPHER_CTX_free(ctx);
  EVP_CIPHER_free(cipher);
  ERR_clear_error();
  return lode_from_bool(env, ok);
}

static int cipher_init(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher,
                       lode_bytes key, lode_bytes iv, int tag_length) {
  bool aead = (EVP_CIPHER_get_flags(cipher) & EVP_CIPH_FLAG_AEAD_CIPHER) != 0;
  if (aead && EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_IVLEN, (int)iv.size,
                                  NULL) != 1) {
    return CIPHER_BAD_IV;
  }
  if (tag_length >= 0 &&
      EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, tag_length, NULL) != 1) {
    return CIPHER_BAD_TAG_LENGTH;
  }
  if ((int)key.size != EVP_CIPHER_CTX_get_key_length(ctx) &&
      EVP_CIPHER_CTX_set_key_length(ctx, (int)key.size) != 1) {
    return CIPHER_BAD_KEY_LENGTH;
  }
  return EVP_CipherInit_ex2(ctx, NULL, key.data, iv.size > 0 ? iv.data : NULL,
                            -1, NULL) == 1
             ? 0
             : CIPHER_FAILED;
}

// (encrypt, name, key, IV, tag length to set or -1) -> context, or a code
LODE_NATIVE(cipher_js_open) {
  lode_crypto_begin(env);
  EVP_CIPHER *cipher = cipher_find(env, args, 1);
  EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
  int err = CIPHER_FAILED;
  if (cipher != NULL && ctx != NULL) {
    if (EVP_CIPHER_get_mode(cipher) == EVP_CIPH_WRAP_MODE) {
      EVP_CIPHER_CTX_set_flags(ctx, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    }
    bool encrypt = lode_is_true(env, lode_arg(env, args, 0));
    if (EVP_CipherInit_ex2(ctx, cipher, NULL, NULL, encrypt, NULL) == 1) {
      err = cipher_init(ctx, cipher, lode_crypto_bytes(env, args, 2),
                        lode_crypto_bytes(env, args, 3),
                        lode_crypto_int(env, args, 4));
    }
  }
  EVP_CIPHER_free(cipher);
  if (err < 0) {
    EVP_CIPHER_CTX_free(ctx);
    return lode_from_int(env, err);
  }
  return lode_crypto_own(env, &cipher_type, ctx);
}

// (context, data, out of data's size and CIPHER_SLACK) -> bytes written, or -1
LODE_NATIVE(cipher_js_update) {
  EVP_CIPHER_CTX *ctx = cipher_of(env, args);
  lode_crypto_data in;
  if (lode_crypto_data_open(env, lode_arg(env, args, 1), &in) < 0) {
    return lode_from_int(env, -1);
  }
  lode_bytes out = lode_crypto_bytes(env, args, 2);
  LODE_CHECK(out.size >= in.bytes.size + CIPHER_SLACK);
  ERR_clear_error();
  int n = 0;
  int ok = in.bytes.size > INT_MAX
               ? 0
               : EVP_CipherUpdate(ctx, out.data, &n, in.bytes.data,
                                  (int)in.bytes.size);
  lode_crypto_data_close(&in);
  return lode_from_int(env, ok == 1 ? n : -1);
}

// (context, out of CIPHER_SLACK) -> bytes written, or -1
LODE_NATIVE(cipher_js_final) {
  EVP_CIPHER_CTX *ctx = cipher_of(env, args);
  lode_bytes out = lode_crypto_bytes(env, args, 1);
  LODE_CHECK(out.size >= CIPHER_SLACK);
  ERR_clear_error();
  int n = 0;
  return lode_from_int(env,
                       EVP_CipherFinal_ex(ctx, out.data, &n) == 1 ? n : -1);
}

// (context, AAD, length of the text or -1) -> whether it was taken
LODE_NATIVE(cipher_js_set_aad) {
  EVP_CIPHER_CTX *ctx = cipher_of(env, args);
  lode_bytes aad = lode_crypto_bytes(env, args, 1);
  int length = lode_crypto_int(env, args, 2);
  int n;
  ERR_clear_error();
  bool ok = length < 0 || EVP_CipherUpdate(ctx, NULL, &n, NULL, length) == 1;
  ok = ok && aad.size <= INT_MAX &&
       EVP_CipherUpdate(ctx, NULL, &n, aad.data, (int)aad.size) == 1;
  return lode_from_bool(env, ok);
}

static lode_value cipher_tag(lode_env *env, const lode_args *args, int what) {
  EVP_CIPHER_CTX *ctx = cipher_of(env, args);
  lode_bytes tag = lode_crypto_bytes(env, args, 1);
  ERR_clear_error();
  return lode_from_bool(
      env, EVP_CIPHER_CTX_ctrl(ctx, what, (int)tag.size, tag.data) == 1);
}

// (context, tag) -> whether it was taken
LODE_NATIVE(cipher_js_set_tag) {
  return cipher_tag(env, args, EVP_CTRL_AEAD_SET_TAG);
}

// (context, view) -> whether it holds the tag now
LODE_NATIVE(cipher_js_get_tag) {
  return cipher_tag(env, args, EVP_CTRL_AEAD_GET_TAG);
}

// (context, whether to pad) -> whether that was possible
LODE_NATIVE(cipher_js_set_padding) {
  EVP_CIPHER_CTX *ctx = cipher_of(env, args);
  bool pad = lode_is_true(env, lode_arg(env, args, 1));
  return lode_from_bool(env, EVP_CIPHER_CTX_set_padding(ctx, pad) == 1);
}

typedef struct cipher_names {
  lode_env *env;
  lode_value list;
  unsigned count;
} cipher_names;

static void cipher_on_name(const EVP_CIPHER *cipher, const char *from,
                           const char *to, void *data) {
  cipher_names *names = data;
  const EVP_CIPHER *known = EVP_get_cipherbyname(from);
  (void)to;
  (void)cipher;
  EVP_CIPHER *there =
      known == NULL ? NULL
                    : EVP_CIPHER_fetch(NULL, EVP_CIPHER_get0_name(known), NULL);
  if (there != NULL) {  // else no provider has it
    EVP_CIPHER_free(there);
    JSObjectSetPropertyAtIndex(names->env->ctx, lode_as_object(names->list),
                               names->count++, lode_string(names->env, from),
                               NULL);
  }
}

// () -> the names of every cipher, sorted
LODE_NATIVE(cipher_js_names) {
  lode_crypto_begin(env);
  cipher_names names = {env, lode_array(env, NULL, 0), 0};
  EVP_CIPHER_do_all_sorted(cipher_on_name, &names);
  ERR_clear_error();
  return names.list;
}

static const lode_fn cipher_functions[] = {
    LODE_FN("cipherFinal", cipher_js_final, 2),
    LODE_FN("cipherGetTag", cipher_js_get_tag, 2),
    LODE_FN("cipherInfo", cipher_js_info, 1),
    LODE_FN("cipherNames", cipher_js_names, 0),
    LODE_FN("cipherOpen", cipher_js_open, 5),
    LODE_FN("cipherSetAAD", cipher_js_set_aad, 3),
    LODE_FN("cipherSetPadding", cipher_js_set_padding, 2),
    LODE_FN("cipherSetTag", cipher_js_set_tag, 2),
    LODE_FN("cipherTakes", cipher_js_takes, 3),
    LODE_FN("cipherUpdate", cipher_js_update, 3),
};

void lode_crypto_cipher_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, cipher_functions,
                        LODE_COUNT_OF(cipher_functions));
}
