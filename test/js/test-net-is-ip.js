// SPDX-License-Identifier: MIT
'use strict';
// What is an address, and of which family.

const assert = require('node:assert');
const net = require('node:net');

const four = ['0.0.0.0', '127.0.0.1', '255.255.255.255', '1.20.30.4'];
const six = ['::', '::1', '1::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:1.2.3.4',
             '::ffff:1.2.3.4', '1::2:3:4:5:6:7', 'FE80::abCD', 'fe80::1%eth0',
             '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '::1%lo-1.2:3',
             '1::1.2.3.4', '0:0:0:0:0:0:0:0'];
const none = ['', '1', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4',
              '1.2.3.', '.1.2.3', '1.2.3.4 ', ' 1.2.3.4', '1..2.3', '1.2.3.a',
              ':', ':::', '1:::2', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9',
              '1::2::3', '12345::', ':1', '1:', '1:2:3:4:5:6:7:1.2.3.4',
              '::1.2.3', '1.2.3.4::', 'g::', '::1%', '::1%eth 0', '[::1]',
              '1:2:3:4:5:6:7:8::', '::1:2:3:4:5:6:7:8',
              '1:2:3:4:5:6:7:8.9.10.11', '::1.2.3.4:5', '1:2:3:4:5:6:1.2.3.4%a b'];

for (const text of four) {
  assert.strictEqual(net.isIP(text), 4, text);
  assert.strictEqual(net.isIPv4(text), true, text);
  assert.strictEqual(net.isIPv6(text), false, text);
}
for (const text of six) {
  assert.strictEqual(net.isIP(text), 6, text);
  assert.strictEqual(net.isIPv6(text), true, text);
}
for (const text of [...none, null, undefined, 5, {}, []]) {
  assert.strictEqual(net.isIP(text), 0, `${text}`);
}
assert.strictEqual(net.isIP({ toString: () => '::1' }), 6);
