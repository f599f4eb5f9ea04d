// SPDX-License-Identifier: MIT
// What the parts of the crypto binding share: its state, native things that
// JavaScript owns, OpenSSL's errors on their way to JavaScript, and jobs.
//
// libcrypto is loaded when its first function is called, so nothing here calls
// one before JavaScript asks for what needs it; randomness does not.
#ifndef LODE_BINDINGS_CRYPTO_CRYPTO_H
#define LODE_BINDINGS_CRYPTO_CRYPTO_H

#include <uv.h>

#include "engine/bytes.h"
#include "engine/native.h"
#include "engine/string.h"

typedef struct lode_crypto {
  lode_env *env;
  lode_value complete;           // (id, value, errors) of a job; protected
  struct crypto_hash *hash;      // of hash.c
  struct crypto_random *random;  // of random.c
  bool ready;                    // libcrypto is loaded and set up
} lode_crypto;

lode_crypto *lode_crypto_state(lode_env *env);

// Before the first function of libcrypto in a native: sets the library up and
// empties the thread's error queue.
void lode_crypto_begin(lode_env *env);

// --- Arguments ---------------------------------------------------------------

// The bytes of argument i, in place; empty when it has none.
lode_bytes lode_crypto_bytes(lode_env *env, const lode_args *args, size_t i);
int lode_crypto_int(lode_env *env, const lode_args *args, size_t i);

// Text or bytes of argument i; text as UTF-8. Close what opened with 0.
typedef struct lode_crypto_data {
  lode_bytes bytes;
  lode_chars chars;
  lode_utf8 text;
  uint8_t held;  // 0 nothing, 1 chars, 2 text
} lode_crypto_data;

LODE_NODISCARD int lode_crypto_data_open(lode_env *env, lode_value value,
                                         lode_crypto_data *out);
void lode_crypto_data_close(lode_crypto_data *data);

// A name of at most 127 bytes, NUL-terminated; longer ones become "".
typedef char lode_crypto_name[128];
void lode_crypto_name_get(lode_env *env, lode_value value,
                          lode_crypto_name out);

// An owned copy of bytes, for jobs. NULL data for none or no memory.
lode_bytes lode_crypto_dup(lode_bytes bytes);
// Zeroes and frees it.
void lode_crypto_drop(lode_bytes *bytes);

// --- Native things that JavaScript owns --------------------------------------

typedef struct lode_crypto_type {
  void (*free)(void *data);
  size_t memory;  // what one takes, for the collector
} lode_crypto_type;

// The value that owns `data` from now on. Its finalizer may run on any thread.
lode_value lode_crypto_own(lode_env *env, const lode_crypto_type *type,
                           void *data);
// What is behind a value made so; aborts on anything else.
void *lode_crypto_of(lode_env *env, lode_value value,
                     const lode_crypto_type *type);

// --- Bytes out ---------------------------------------------------------------

// A Uint8Array with a copy of the bytes; NULL (nothing thrown) without memory.
lode_value lode_crypto_copy(lode_env *env, const void *data, size_t size);
// A Uint8Array that takes memory of malloc().
lode_value lode_crypto_take(lode_env *env, void *data, size_t size);

enum {
  LODE_CRYPTO_HEX = 1,
  LODE_CRYPTO_BASE64,
  LODE_CRYPTO_BASE64URL,
  LODE_CRYPTO_LATIN1,
};
// A string in one of these encodings.
lode_value lode_crypto_text(lode_env *env, const uint8_t *data, size_t size,
                            int encoding);

// --- Jobs --------------------------------------------------------------------

// Work that JavaScript's thread does at once or libuv's pool does for it.
//   made ──no id──▶ run ──▶ value of the native
//      └──id──▶ pool: run ──▶ loop: complete(id, value, errors)
typedef struct lode_crypto_job lode_crypto_job;

enum { LODE_CRYPTO_ERRORS = 8 };

struct lode_crypto_job {
  uv_work_t work;
  lode_env *env;
  double id;
  bool ok;  // what run() returned
  unsigned long errors[LODE_CRYPTO_ERRORS];
  unsigned nerrors;
  // Any thread; touches plain C data only. False: see OpenSSL's errors.
  bool (*run)(lode_crypto_job *job);
  // JavaScript's thread, after a success.
  lode_value (*shape)(lode_env *env, lode_crypto_job *job);
  // Releases what the job owns, but not the job. May be NULL.
  void (*release)(lode_crypto_job *job);
};

// Runs a job that was made with lode_malloc() and frees it. `id` undefined: at
// once, and returns the value, or null on failure (see takeErrors in lib/).
lode_value lode_crypto_start(lode_env *env, lode_crypto_job *job,
                             lode_value id);

// The parts, each defining its functions on the binding's object.
void lode_crypto_random_bind(lode_env *env, lode_value object);
void lode_crypto_hash_bind(lode_env *env, lode_value object);
void lode_crypto_kdf_bind(lode_env *env, lode_value object);
void lode_crypto_cipher_bind(lode_env *env, lode_value object);
void lode_crypto_prime_bind(lode_env *env, lode_value object);
void lode_crypto_keys_bind(lode_env *env, lode_value object);
void lode_crypto_key_parts_bind(lode_env *env, lode_value object);
void lode_crypto_keygen_bind(lode_env *env, lode_value object);
void lode_crypto_dh_bind(lode_env *env, lode_value object);
void lode_crypto_sign_bind(lode_env *env, lode_value object);

#endif
