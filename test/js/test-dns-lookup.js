// SPDX-License-Identifier: MIT
'use strict';
// dns.lookup() by the system's resolver: one address, all of them, in order,
// and the errors' fields.

const assert = require('node:assert');
const dns = require('node:dns');
const { promisify } = require('node:util');

let answers = 0;
const answered = () => {
  answers++;
};

dns.lookup('127.0.0.1', (err, address, family) => {
  answered();
  assert.deepStrictEqual([err, address, family], [null, '127.0.0.1', 4]);
});
dns.lookup('::1', { all: true }, (err, list) => {
  answered();
  assert.deepStrictEqual(list, [{ address: '::1', family: 6 }]);
});
dns.lookup('localhost', 4, (err, address, family) => {
  answered();
  assert.ifError(err);
  assert.deepStrictEqual([address, family], ['127.0.0.1', 4]);
});
dns.promises.lookup('localhost', { all: true, order: 'ipv4first' })
  .then((list) => {
    answered();
    assert.strictEqual(list[0].family, 4);
  });
promisify(dns.lookup)('localhost', { family: 4 }).then((found) => {
  answered();
  assert.deepStrictEqual(found, { address: '127.0.0.1', family: 4 });
});
dns.lookup('no such host', (err) => {
  answered();
  assert.strictEqual(err.syscall, 'getaddrinfo');
  assert.strictEqual(err.hostname, 'no such host');
  assert.ok(['ENOTFOUND', 'EAI_AGAIN'].includes(err.code));
});
dns.lookupService('127.0.0.1', 22, (err, host, service) => {
  answered();
  assert.ifError(err);
  assert.strictEqual(typeof host, 'string');
  assert.strictEqual(typeof service, 'string');
});

assert.throws(() => dns.lookup('', () => {}),
              { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.lookup('a', { family: 5 }, () => {}),
              { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.lookup('a', { hints: 3 }, () => {}),
              { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.lookup('a', {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => dns.lookupService('localhost', 80, () => {}),
              { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.setDefaultResultOrder('backwards'),
              { code: 'ERR_INVALID_ARG_VALUE' });
dns.setDefaultResultOrder('ipv6first');
assert.strictEqual(dns.getDefaultResultOrder(), 'ipv6first');

process.on('exit', () => assert.strictEqual(answers, 7));
