'use strict';
// A socket over a pair of duplexes: what is written to either side arrives
// at the other, ends included.

const assert = require('node:assert');
const { duplexPair } = require('node:stream');

process.removeAllListeners('warning');
process.on('warning', (warning) => {
  assert.strictEqual(warning.code, 'DEP0125');
});
const JSStreamSocket = require('_stream_wrap');

const [near, far] = duplexPair();
const socket = new JSStreamSocket(near);
let atSocket = '';
let atFar = '';
const events = [];
socket.setEncoding('utf8');
socket.on('data', (chunk) => {
  atSocket += chunk;
  socket.end('bye');
});
socket.on('end', () => events.push('end'));
socket.on('close', () => events.push('close'));
far.setEncoding('utf8');
far.on('data', (chunk) => {
  atFar += chunk;
});
far.on('end', () => events.push('far end'));
socket.write('hello ');
far.end('hi');

process.on('exit', () => {
  assert.strictEqual(atSocket, 'hi');
  assert.strictEqual(atFar, 'hello bye');
  assert.deepStrictEqual(events.sort(), ['close', 'end', 'far end']);
});
