'use strict';

// node:net. The parts are in internal/net/: socket, connect, server. A server
// in C (node:http's) needs no Socket until somebody looks at one.

const { isIP, isIPv4, isIPv6 } = require('internal/net');
const { normalizeArgs } = require('internal/net/common');
const { Server, createServerHandle } = require('internal/net/server');
const { defineLazyProperties } = require('internal/util');

function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

function connect(...args) {
  const normalized = normalizeArgs(args);
  const options = normalized[0];
  const socket = new module.exports.Socket(options);
  if (options.timeout) {
    socket.setTimeout(options.timeout);
  }
  return socket.connect(normalized);
}

module.exports = {
  _createServerHandle: createServerHandle,
  _normalizeArgs: normalizeArgs,
  get BlockList() {
    return require('internal/blocklist').BlockList;
  },
  get SocketAddress() {
    return require('internal/socketaddress').SocketAddress;
  },
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
};
defineLazyProperties(module.exports, 'internal/net/socket',
                     ['Socket', 'Stream']);
defineLazyProperties(module.exports, 'internal/net/connect', [
  'getDefaultAutoSelectFamily',
  'setDefaultAutoSelectFamily',
  'getDefaultAutoSelectFamilyAttemptTimeout',
  'setDefaultAutoSelectFamilyAttemptTimeout',
]);
