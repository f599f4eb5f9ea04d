// SPDX-License-Identifier: MIT
// Digest algorithms, for the parts of the binding that take one.
#ifndef LODE_BINDINGS_CRYPTO_DIGESTS_H
#define LODE_BINDINGS_CRYPTO_DIGESTS_H

#include <openssl/evp.h>

#include "engine/bytes.h"

// The algorithm of that name (also of its older names), owned by the caller;
// NULL when there is none. Leaves no error behind.
EVP_MD *lode_crypto_digest(const char *name);
// That of a number that hashLookup gave; borrowed.
const EVP_MD *lode_crypto_digest_by_id(lode_env *env, int id);
// HMAC of `in`, to EVP_MD_get_size(md) bytes. Any thread.
bool lode_crypto_hmac(const EVP_MD *md, lode_bytes key, lode_bytes in,
                      uint8_t *out);

#endif
