// SPDX-License-Identifier: MIT
'use strict';
// Rules match addresses however they are written, and servers and clients
// that are given a list keep to it.

const assert = require('node:assert');
const net = require('node:net');

const { BlockList, SocketAddress } = net;
const list = new BlockList();
list.addAddress('::ffff:a:b', 'ipv6');
list.addSubnet('10.0.0.0', 20);
list.addRange('2001:db8::5', '2001:db8::ff', 'ipv6');
assert.deepStrictEqual(list.rules, [
  'Range: IPv6 2001:db8::5-2001:db8::ff',
  'Subnet: IPv4 10.0.0.0/20',
  'Address: IPv6 ::ffff:0.10.0.11',
]);
assert.ok(list.check('0.10.0.11'));
assert.ok(list.check('10.0.15.255'));
assert.ok(!list.check('10.0.16.0'));
assert.ok(list.check('::FFFF:10.0.1.1', 'ipv6'));
assert.ok(list.check('2001:DB8:0:0:0:0:0:00ff', 'ipv6'));
assert.ok(!list.check('2001:db8::100', 'ipv6'));
assert.ok(!list.check(new SocketAddress({ address: '11.0.0.1' })));
const copy = new BlockList();
copy.fromJSON(JSON.stringify(list));
assert.ok(copy.check('10.0.0.1'));

assert.deepStrictEqual(
  new SocketAddress({ address: '1:0:0:2:0:0:0:3', family: 'IPv6',
                      flowlabel: 5, port: 7 }).toJSON(),
  { address: '1:0:0:2::3', family: 'ipv6', flowlabel: 5, port: 7 });
assert.throws(() => new SocketAddress({ address: '1.2.3' }),
              { code: 'ERR_INVALID_ADDRESS' });
assert.strictEqual(SocketAddress.parse('nothing here'), undefined);

const local = new BlockList();
local.addAddress('127.0.0.1');
let blocked = 0;
let closed = 0;
const server = net.createServer({ blockList: local }, () => assert.fail());
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  net.connect({ port, host: '127.0.0.1', blockList: local })
    .on('error', (err) => {
      blocked++;
      assert.strictEqual(err.code, 'ERR_IP_BLOCKED');
      net.connect(port, '127.0.0.1').on('error', () => {})
        .on('close', () => {
          closed++;
          server.close();
        }).resume();
    });
});
process.on('exit', () => assert.deepStrictEqual([blocked, closed], [1, 1]));
