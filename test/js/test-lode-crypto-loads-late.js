'use strict';
// libcrypto is loaded by the first call that needs it: not by require(), not
// by a few random bytes, not by the global.
const assert = require('node:assert');
const fs = require('node:fs');

const loaded = () => /libcrypto\.so/.test(fs.readFileSync('/proc/self/maps'));
const early = loaded();  // a build for a sanitizer links it
const crypto = require('node:crypto');
crypto.randomBytes(16);
crypto.randomUUID();
globalThis.crypto.getRandomValues(new Uint8Array(8));
assert(crypto.constants.RSA_PKCS1_PADDING);
assert.strictEqual(loaded(), early);
crypto.createHash('sha256').update('x').digest();
assert.strictEqual(loaded(), true);
