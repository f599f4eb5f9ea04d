// SPDX-License-Identifier: MIT
// Asymmetric keys: one EVP_PKEY behind each value, counted.
#ifndef LODE_BINDINGS_CRYPTO_KEYS_H
#define LODE_BINDINGS_CRYPTO_KEYS_H

#include <openssl/evp.h>

#include "bindings/crypto/crypto.h"

// The value that owns a key from now on; null for NULL.
lode_value lode_crypto_key_own(lode_env *env, EVP_PKEY *key);
// That of argument i, borrowed.
EVP_PKEY *lode_crypto_key_of(lode_env *env, const lode_args *args, size_t i);
// The same counted, for a job.
EVP_PKEY *lode_crypto_key_ref(lode_env *env, const lode_args *args, size_t i);

#endif
