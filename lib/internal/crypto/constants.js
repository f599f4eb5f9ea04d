// SPDX-License-Identifier: MIT
// crypto.constants: OpenSSL's numbers, which belong to its ABI, written down
// so that asking for them does not load it.
'use strict';

const { NumberParseInt, ObjectDefineProperty } = primordials;

const defaultCoreCipherList = [
  'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'DHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-SHA256', 'DHE-RSA-AES128-SHA256',
  'ECDHE-RSA-AES256-SHA384', 'DHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA256', 'DHE-RSA-AES256-SHA256', 'HIGH', '!aNULL',
  '!eNULL', '!EXPORT', '!DES', '!RC4', '!MD5', '!PSK', '!SRP', '!CAMELLIA',
].join(':');

// 0xMNN00PP0, as OPENSSL_VERSION_NUMBER.
function versionNumber() {
  const { 0: major, 1: minor, 2: patch } =
    process.versions.openssl.split('.', 3);
  return NumberParseInt(major, 10) * 2 ** 28 +
    (NumberParseInt(minor, 10) << 20) + (NumberParseInt(patch, 10) << 4);
}

const constants = {
  __proto__: null,
  OPENSSL_VERSION_NUMBER: versionNumber(),
  SSL_OP_ALL: 0x80000850,
  SSL_OP_ALLOW_NO_DHE_KEX: 1 << 10,
  SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION: 1 << 18,
  SSL_OP_CIPHER_SERVER_PREFERENCE: 1 << 22,
  SSL_OP_CISCO_ANYCONNECT: 1 << 15,
  SSL_OP_COOKIE_EXCHANGE: 1 << 13,
  SSL_OP_CRYPTOPRO_TLSEXT_BUG: 2 ** 31,
  SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS: 1 << 11,
  SSL_OP_LEGACY_SERVER_CONNECT: 1 << 2,
  SSL_OP_NO_COMPRESSION: 1 << 17,
  SSL_OP_NO_ENCRYPT_THEN_MAC: 1 << 19,
  SSL_OP_NO_QUERY_MTU: 1 << 12,
  SSL_OP_NO_RENEGOTIATION: 1 << 30,
  SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION: 1 << 16,
  SSL_OP_NO_SSLv2: 0,
  SSL_OP_NO_SSLv3: 1 << 25,
  SSL_OP_NO_TICKET: 1 << 14,
  SSL_OP_NO_TLSv1: 1 << 26,
  SSL_OP_NO_TLSv1_1: 1 << 28,
  SSL_OP_NO_TLSv1_2: 1 << 27,
  SSL_OP_NO_TLSv1_3: 1 << 29,
  SSL_OP_PRIORITIZE_CHACHA: 1 << 21,
  SSL_OP_TLS_ROLLBACK_BUG: 1 << 23,
  ENGINE_METHOD_RSA: 0x1,
  ENGINE_METHOD_DSA: 0x2,
  ENGINE_METHOD_DH: 0x4,
  ENGINE_METHOD_RAND: 0x8,
  ENGINE_METHOD_EC: 0x800,
  ENGINE_METHOD_CIPHERS: 0x40,
  ENGINE_METHOD_DIGESTS: 0x80,
  ENGINE_METHOD_PKEY_METHS: 0x200,
  ENGINE_METHOD_PKEY_ASN1_METHS: 0x400,
  ENGINE_METHOD_ALL: 0xffff,
  ENGINE_METHOD_NONE: 0,
  DH_CHECK_P_NOT_SAFE_PRIME: 2,
  DH_CHECK_P_NOT_PRIME: 1,
  DH_UNABLE_TO_CHECK_GENERATOR: 4,
  DH_NOT_SUITABLE_GENERATOR: 8,
  RSA_PKCS1_PADDING: 1,
  RSA_NO_PADDING: 3,
  RSA_PKCS1_OAEP_PADDING: 4,
  RSA_X931_PADDING: 5,
  RSA_PKCS1_PSS_PADDING: 6,
  RSA_PSS_SALTLEN_DIGEST: -1,
  RSA_PSS_SALTLEN_MAX_SIGN: -2,
  RSA_PSS_SALTLEN_AUTO: -2,
  defaultCoreCipherList,
  TLS1_VERSION: 0x301,
  TLS1_1_VERSION: 0x302,
  TLS1_2_VERSION: 0x303,
  TLS1_3_VERSION: 0x304,
  POINT_CONVERSION_COMPRESSED: 2,
  POINT_CONVERSION_UNCOMPRESSED: 4,
  POINT_CONVERSION_HYBRID: 6,
};

let defaultCipherList = defaultCoreCipherList;
ObjectDefineProperty(constants, 'defaultCipherList', {
  __proto__: null,
  get() {
    return defaultCipherList;
  },
  set(value) {
    defaultCipherList = value;
  },
  configurable: true,
  enumerable: true,
});

module.exports = constants;
