// SPDX-License-Identifier: MIT
// OpenSSL's errors as Node has them: the oldest in the queue is the message,
// the others lie in opensslErrorStack, newest first.
'use strict';

const {
  Error,
  StringPrototypeReplaceAll,
  StringPrototypeToUpperCase,
} = primordials;

const binding = internalBinding('crypto');

// The libraries that codes name, by OpenSSL's numbers.
const kLibraries = {
  __proto__: null,
  2: 'SYS_', 3: 'BN_', 4: 'RSA_', 5: 'DH_', 6: 'EVP_', 7: 'BUF_', 8: 'OBJ_',
  9: 'PEM_', 10: 'DSA_', 11: 'X509_', 13: 'ASN1_', 14: 'CONF_', 15: 'CRYPTO_',
  16: 'EC_', 20: 'SSL_', 32: 'BIO_', 33: 'PKCS7_', 34: 'X509V3_',
  35: 'PKCS12_', 36: 'RAND_', 37: 'DSO_', 38: 'ENGINE_', 39: 'OCSP_',
  40: 'UI_', 41: 'COMP_', 42: 'ECDSA_', 43: 'ECDH_', 44: 'OSSL_STORE_',
  45: 'FIPS_', 46: 'CMS_', 47: 'TS_', 48: 'HMAC_', 50: 'CT_', 51: 'ASYNC_',
  52: 'KDF_', 53: 'SM2_', 128: 'USER_',
};

// `list` is the binding's: text, library, reason and number for each, oldest
// first. Without any, the error says `fallback`. Where Node only looks at the
// oldest, it is in the stack, too: `whole`.
function makeOpenSSLError(list, fallback, whole) {
  const error = new Error(list.length > 0 ? list[0] :
    fallback ?? 'error:00000000:lib(0)::reason(0)');
  if (list.length === 0) return error;
  const stack = [];
  for (let i = list.length - 4; i >= (whole ? 0 : 4); i -= 4) stack.push(list[i]);
  if (stack.length > 0) error.opensslErrorStack = stack;
  const { 1: library, 2: reason, 3: number } = list;
  if (library !== undefined) error.library = library;
  if (reason !== undefined) {
    error.reason = reason;
    const prefix = number === 20 ? '' : 'OSSL_';
    const name = StringPrototypeToUpperCase(
      StringPrototypeReplaceAll(reason, ' ', '_'));
    error.code = `ERR_${prefix}${kLibraries[number] ?? ''}${name}`;
  }
  return error;
}

// Of the call that has just failed on this thread.
function opensslError(fallback, whole) {
  return makeOpenSSLError(binding.takeErrors(), fallback, whole);
}

// What Node throws out of C++: the code is no part of the stack's title.
function codedError(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

module.exports = { codedError, makeOpenSSLError, opensslError };
