// SPDX-License-Identifier: MIT
// Digests and HMAC. JavaScript knows an algorithm by a small number, got once
// by its name. What is hashed in one piece takes one crossing and no memory of
// its own; a context exists for what comes in several.
//
// HMAC is made of two digests here (RFC 2104): OpenSSL's own looks the
// algorithm up by name each time, which costs more than the digests.
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/crypto/crypto.h"
#include "bindings/crypto/digests.h"

enum { HASH_BLOCK_MAX = 256, HASH_SPARES = 8 };

typedef struct hash_algorithm {
  EVP_MD *md;
  size_t size;   // of its digest; the default one of an XOF
  size_t block;  // 0: none that HMAC could use
  bool xof;
} hash_algorithm;

typedef struct crypto_hash {
  hash_algorithm *algorithms;
  size_t count;
  EVP_MD_CTX *once;                // for what is hashed in one piece
  EVP_MD_CTX *spare[HASH_SPARES];  // of contexts that are done with
  unsigned spares;
  int32_t facts[2];  // of the last lookup: digest size, whether it is an XOF
} crypto_hash;

typedef struct hash_context {
  EVP_MD_CTX *ctx;     // NULL after the digest
  hash_algorithm own;  // a copy: the table may move
  bool hmac;
  uint8_t outer[HASH_BLOCK_MAX];  // the key's block for the second digest
} hash_context;

static void hash_context_free(void *data) {
  hash_context *context = data;
  if (context->ctx != NULL) {
    EVP_MD_CTX_free(context->ctx);
  }
  OPENSSL_cleanse(context->outer, sizeof context->outer);
  free(context);
}

static const lode_crypto_type hash_type = {hash_context_free, 1024};

static crypto_hash *hash_state(lode_env *env) {
  return lode_crypto_state(env)->hash;
}

static const hash_algorithm *hash_by_id(lode_env *env, int id) {
  crypto_hash *state = hash_state(env);
  LODE_CHECK(id >= 0 && (size_t)id < state->count);
  return &state->algorithms[id];
}

EVP_MD *lode_crypto_digest(const char *name) {
  EVP_MD *md = EVP_MD_fetch(NULL, name, NULL);
  if (md == NULL) {
    const EVP_MD *legacy = EVP_get_digestbyname(name);
    md = legacy == NULL ? NULL
                        : EVP_MD_fetch(NULL, EVP_MD_get0_name(legacy), NULL);
  }
  ERR_clear_error();
  return md;
}

const EVP_MD *lode_crypto_digest_by_id(lode_env *env, int id) {
  return hash_by_id(env, id)->md;
}

// (name) -> its number, and its facts in the shared array; -1 for no such
LODE_NATIVE(hash_js_lookup) {
  lode_crypto_name name;
  lode_crypto_name_get(env, lode_arg(env, args, 0), name);
  lode_crypto_begin(env);
  EVP_MD *md = name[0] == '\0' ? NULL : lode_crypto_digest(name);
  if (md == NULL) {
    return lode_from_int(env, -1);
  }
  crypto_hash *state = hash_state(env);
  hash_algorithm *grown = lode_try_realloc(
      state->algorithms, (state->count + 1) * sizeof *state->algorithms);
  if (grown == NULL) {
    EVP_MD_free(md);
    return lode_from_int(env, -1);
  }
  state->algorithms = grown;
  bool xof = (EVP_MD_get_flags(md) & EVP_MD_FLAG_XOF) != 0;
  int block = EVP_MD_get_block_size(md);
  grown[state->count] = (hash_algorithm){
      .md = md,
      .size = (size_t)EVP_MD_get_size(md),
      .block = block > HASH_BLOCK_MAX || xof ? 0 : (size_t)block,
      .xof = xof,
  };
  state->facts[0] = (int32_t)grown[state->count].size;
  state->facts[1] = xof;
  return lode_from_size(env, state->count++);
}

static bool hash_finish(EVP_MD_CTX *ctx, const hash_algorithm *algorithm,
                        uint8_t *out, size_t size) {
  if (size == algorithm->size) {
    return EVP_DigestFinal_ex(ctx, out, NULL) == 1;
  }
  // Nothing asked for: nothing to do, whatever the algorithm.
  return size == 0 || EVP_DigestFinalXOF(ctx, out, size) == 1;
}

// The two blocks of a key, xored as HMAC has it.
static bool hash_hmac_blocks(EVP_MD_CTX *ctx, const hash_algorithm *algorithm,
                             lode_bytes key, uint8_t *inner, uint8_t *outer) {
  memset(inner, 0, algorithm->block);
  if (key.size > algorithm->block) {
    if (EVP_DigestInit_ex2(ctx, algorithm->md, NULL) != 1 ||
        EVP_DigestUpdate(ctx, key.data, key.size) != 1 ||
        EVP_DigestFinal_ex(ctx, inner, NULL) != 1) {
      return false;
    }
  } else if (key.size > 0) {
    memcpy(inner, key.data, key.size);
  }
  for (size_t i = 0; i < algorithm->block; i++) {
    outer[i] = inner[i] ^ 0x5c;
    inner[i] ^= 0x36;
  }
  return true;
}

static bool hash_hmac_outer(EVP_MD_CTX *ctx, const hash_algorithm *algorithm,
                            const uint8_t *outer, uint8_t *digest) {
  return EVP_DigestInit_ex2(ctx, algorithm->md, NULL) == 1 &&
         EVP_DigestUpdate(ctx, outer, algorithm->block) == 1 &&
         EVP_DigestUpdate(ctx, digest, algorithm->size) == 1 &&
         EVP_DigestFinal_ex(ctx, digest, NULL) == 1;
}

// A digest handed over: in the encoding that argument i names, or in the view
// that it is.
static lode_value hash_output(lode_env *env, const lode_args *args, size_t i,
                              const uint8_t *digest, size_t size) {
  lode_value to = lode_arg(env, args, i);
  if (lode_is_number(env, to)) {
    return lode_crypto_text(env, digest, size, lode_to_int(env, to));
  }
  lode_bytes view = lode_crypto_bytes(env, args, i);
  if (view.size > 0) {
    memcpy(view.data, digest, size < view.size ? size : view.size);
  }
  return to;
}

static bool hash_once(lode_env *env, const hash_algorithm *algorithm,
                      lode_bytes in, uint8_t *out, size_t size) {
  EVP_MD_CTX *ctx = hash_state(env)->once;
  return EVP_DigestInit_ex2(ctx, algorithm->md, NULL) == 1 &&
         (in.size == 0 || EVP_DigestUpdate(ctx, in.data, in.size) == 1) &&
         hash_finish(ctx, algorithm, out, size);
}

// (id, data, size, encoding or view) -> digest, null on failure
LODE_NATIVE(hash_js_once) {
  const hash_algorithm *algorithm =
      hash_by_id(env, lode_crypto_int(env, args, 0));
  size_t size = lode_to_uint32(env, lode_arg(env, args, 2));
  uint8_t local[EVP_MAX_MD_SIZE];
  uint8_t *digest = size <= sizeof local ? local : lode_try_malloc(size);
  lode_crypto_data in;
  if (digest == NULL) {
    return env->null;
  }
  lode_value result = env->null;
  if (lode_crypto_data_open(env, lode_arg(env, args, 1), &in) == 0) {
    if (hash_once(env, algorithm, in.bytes, digest, size)) {
      result = hash_output(env, args, 3, digest, size);
    }
    lode_crypto_data_close(&in);
  }
  if (digest != local) {
    free(digest);
  }
  return result;
}

static bool hash_hmac(EVP_MD_CTX *ctx, const hash_algorithm *algorithm,
                      lode_bytes key, lode_bytes in, uint8_t *digest) {
  uint8_t inner[HASH_BLOCK_MAX], outer[HASH_BLOCK_MAX];
  bool ok = hash_hmac_blocks(ctx, algorithm, key, inner, outer) &&
            EVP_DigestInit_ex2(ctx, algorithm->md, NULL) == 1 &&
            EVP_DigestUpdate(ctx, inner, algorithm->block) == 1 &&
            EVP_DigestUpdate(ctx, in.data, in.size) == 1 &&
            EVP_DigestFinal_ex(ctx, digest, NULL) == 1 &&
            hash_hmac_outer(ctx, algorithm, outer, digest);
  OPENSSL_cleanse(inner, sizeof inner);
  OPENSSL_cleanse(outer, sizeof outer);
  return ok;
}

bool lode_crypto_hmac(const EVP_MD *md, lode_bytes key, lode_bytes in,
                      uint8_t *out) {
  const hash_algorithm algorithm = {
      .md = (EVP_MD *)(uintptr_t)md,
      .size = (size_t)EVP_MD_get_size(md),
      .block = (size_t)EVP_MD_get_block_size(md),
  };
  EVP_MD_CTX *ctx = EVP_MD_CTX_new();
  bool ok = ctx != NULL && algorithm.block <= HASH_BLOCK_MAX &&
            hash_hmac(ctx, &algorithm, key, in, out);
  EVP_MD_CTX_free(ctx);
  return ok;
}

// (id, key, data, encoding or view) -> HMAC, null on failure
LODE_NATIVE(hash_js_hmac_once) {
  const hash_algorithm *algorithm =
      hash_by_id(env, lode_crypto_int(env, args, 0));
  lode_crypto_data key, in;
  if (lode_crypto_data_open(env, lode_arg(env, args, 1), &key) < 0) {
    return env->null;
  }
  bool ok = lode_crypto_data_open(env, lode_arg(env, args, 2), &in) == 0;
  uint8_t digest[EVP_MAX_MD_SIZE];
  if (ok) {
    ok = hash_hmac(hash_state(env)->once, algorithm, key.bytes, in.bytes,
                   digest);
    lode_crypto_data_close(&in);
  }
  lode_crypto_data_close(&key);
  return ok ? hash_output(env, args, 3, digest, algorithm->size) : env->null;
}

// One that has digested the same before starts without an allocation.
static EVP_MD_CTX *hash_ctx_new(crypto_hash *state) {
  return state->spares > 0 ? state->spare[--state->spares] : EVP_MD_CTX_new();
}

static void hash_ctx_spare(crypto_hash *state, EVP_MD_CTX *ctx) {
  if (state->spares < HASH_SPARES) {
    state->spare[state->spares++] = ctx;
  } else {
    EVP_MD_CTX_free(ctx);
  }
}

// (id, key or undefined) -> context, null on failure
LODE_NATIVE(hash_js_open) {
  hash_context *context = lode_malloc(sizeof *context);
  context->own = *hash_by_id(env, lode_crypto_int(env, args, 0));
  context->ctx = hash_ctx_new(hash_state(env));
  context->hmac = !lode_is_undefined(env, lode_arg(env, args, 1));
  lode_crypto_data data = {.held = 0};
  bool ok = context->ctx != NULL &&
            lode_crypto_data_open(env, lode_arg(env, args, 1), &data) == 0;
  if (ok && context->hmac) {
    const lode_bytes key = data.bytes;
    uint8_t inner[HASH_BLOCK_MAX];
    ok = hash_hmac_blocks(context->ctx, &context->own, key, inner,
                          context->outer) &&
         EVP_DigestInit_ex2(context->ctx, context->own.md, NULL) == 1 &&
         EVP_DigestUpdate(context->ctx, inner, context->own.block) == 1;
    OPENSSL_cleanse(inner, sizeof inner);
  } else if (ok) {
    ok = EVP_DigestInit_ex2(context->ctx, context->own.md, NULL) == 1;
  }
  lode_crypto_data_close(&data);
  if (!ok) {
    hash_context_free(context);
    return env->null;
  }
  return lode_crypto_own(env, &hash_type, context);
}

// (context) -> a copy, null on failure
LODE_NATIVE(hash_js_copy) {
  const hash_context *from =
      lode_crypto_of(env, lode_arg(env, args, 0), &hash_type);
  hash_context *context = lode_malloc(sizeof *context);
  *context = *from;
  context->ctx = EVP_MD_CTX_new();
  if (context->ctx == NULL ||
      EVP_MD_CTX_copy_ex(context->ctx, from->ctx) != 1) {
    hash_context_free(context);
    return env->null;
  }
  return lode_crypto_own(env, &hash_type, context);
}

// (context, data) -> whether it went in
LODE_NATIVE(hash_js_update) {
  lode_crypto_data in;
  if (lode_crypto_data_open(env, lode_arg(env, args, 1), &in) < 0) {
    return env->no;
  }
  hash_context *context =
      lode_crypto_of(env, lode_arg(env, args, 0), &hash_type);
  bool ok = in.bytes.size == 0 ||
            EVP_DigestUpdate(context->ctx, in.bytes.data, in.bytes.size) == 1;
  lode_crypto_data_close(&in);
  return lode_from_bool(env, ok);
}

// (context, size, encoding or view) -> digest, null on failure. The context is
// of no more use.
LODE_NATIVE(hash_js_digest) {
  hash_context *context =
      lode_crypto_of(env, lode_arg(env, args, 0), &hash_type);
  size_t size = lode_to_uint32(env, lode_arg(env, args, 1));
  uint8_t local[EVP_MAX_MD_SIZE];
  uint8_t *digest = size <= sizeof local ? local : lode_try_malloc(size);
  if (digest == NULL || context->ctx == NULL) {
    return env->null;
  }
  bool ok = hash_finish(context->ctx, &context->own, digest, size);
  if (ok && context->hmac) {
    ok = hash_hmac_outer(context->ctx, &context->own, context->outer, digest);
  }
  hash_ctx_spare(hash_state(env), context->ctx);
  context->ctx = NULL;
  lode_value result = ok ? hash_output(env, args, 2, digest, size) : env->null;
  if (digest != local) {
    free(digest);
  }
  return result;
}

typedef struct hash_names {
  lode_env *env;
  lode_value list;
  unsigned count;
} hash_names;

static void hash_on_name(const EVP_MD *md, const char *from, const char *to,
                         void *data) {
  (void)to;
  hash_names *names = data;
  if (md == NULL && EVP_get_digestbyname(from) == NULL) {
    return;
  }
  EVP_MD *there = lode_crypto_digest(from);
  if (there == NULL) {
    return;  // an alias of what no provider has
  }
  EVP_MD_free(there);
  JSObjectSetPropertyAtIndex(names->env->ctx, lode_as_object(names->list),
                             names->count++, lode_string(names->env, from),
                             NULL);
}

// () -> the names of every algorithm, sorted
LODE_NATIVE(hash_js_names) {
  lode_crypto_begin(env);
  hash_names names = {env, lode_array(env, NULL, 0), 0};
  EVP_MD_do_all_sorted(hash_on_name, &names);
  return names.list;
}

static void hash_free(void *data) {
  crypto_hash *state = data;
  for (size_t i = 0; i < state->count; i++) {
    EVP_MD_free(state->algorithms[i].md);
  }
  free(state->algorithms);
  while (state->spares > 0) {
    EVP_MD_CTX_free(state->spare[--state->spares]);
  }
  if (state->once != NULL) {
    EVP_MD_CTX_free(state->once);
  }
  free(state);
}

// (): before the first digest
LODE_NATIVE(hash_js_start) {
  lode_crypto_begin(env);
  crypto_hash *state = hash_state(env);
  if (state->once == NULL) {
    state->once = EVP_MD_CTX_new();
    LODE_CHECK(state->once != NULL);
  }
  return env->undefined;
}

static const lode_fn hash_functions[] = {
    LODE_FN("hashCopy", hash_js_copy, 1),
    LODE_FN("hashDigest", hash_js_digest, 3),
    LODE_FN("hashLookup", hash_js_lookup, 1),
    LODE_FN("hashNames", hash_js_names, 0),
    LODE_FN("hashOnce", hash_js_once, 4),
    LODE_FN("hashOpen", hash_js_open, 2),
    LODE_FN("hashStart", hash_js_start, 0),
    LODE_FN("hashUpdate", hash_js_update, 2),
    LODE_FN("hmacOnce", hash_js_hmac_once, 4),
};

void lode_crypto_hash_bind(lode_env *env, lode_value object) {
  crypto_hash *state = lode_malloc(sizeof *state);
  lode_crypto_state(env)->hash = state;
  lode_at_exit(env, hash_free, state);
  lode_define(env, object, "hashFacts",
              lode_shared_array(env, kJSTypedArrayTypeInt32Array, state->facts,
                                sizeof state->facts));
  lode_define_functions(env, object, hash_functions,
                        LODE_COUNT_OF(hash_functions));
}
