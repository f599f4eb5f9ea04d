'use strict';

// createHook(): who made whom among servers, sockets, their requests, HTTP's
// parsers and the requests of the file system.

const assert = require('assert');
const { createHook } = require('async_hooks');
const fs = require('fs');
const http = require('http');
const net = require('net');

const made = new Map();  // id -> { type, trigger, before, after, destroy }
const hook = createHook({
  init(id, type, trigger) {
    made.set(id, { type, trigger, before: 0, after: 0, destroy: 0 });
  },
  before(id) { count('before', id); },
  after(id) { count('after', id); },
  destroy(id) { count('destroy', id); },
});
function count(name, id) {
  const one = made.get(id);
  if (one === undefined) return;
  assert.strictEqual(one.destroy, 0);
  one[name]++;
}

// The type of what made `one`, ticks left out.
function maker(one) {
  let by = made.get(one.trigger);
  while (by?.type === 'TickObject') by = made.get(by.trigger);
  return by?.type ?? '';
}
function makers(type) {
  return [...made.values()].filter((one) => one.type === type).map(maker);
}

hook.enable();
runNet();

function runNet() {
  const server = net.createServer((socket) => socket.end());
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    const client = net.connect(port, 'localhost');
    client.resume();
    client.on('close', () => {
      assert.deepStrictEqual(makers('TCPWRAP'),
                             ['TCPSERVERWRAP', 'TCPSERVERWRAP']);
      assert.deepStrictEqual(makers('GETADDRINFOREQWRAP'), ['TCPWRAP']);
      assert.deepStrictEqual(new Set(makers('TCPCONNECTWRAP')),
                             new Set(['TCPWRAP']));
      assert.ok(makers('SHUTDOWNWRAP').length > 0);
      assert.deepStrictEqual(new Set(makers('SHUTDOWNWRAP')),
                             new Set(['TCPWRAP']));
      server.close(runHttp);
    });
  });
}

function runHttp() {
  made.clear();
  const server = http.createServer((req, res) => res.end('x'));
  server.listen(0, '127.0.0.1', () => {
    http.get({ host: '127.0.0.1', port: server.address().port, agent: false },
             (res) => {
               res.resume();
               res.on('close', () => server.close(runFs));
             });
  });
  server.on('close', () => {
    assert.deepStrictEqual(makers('HTTPCLIENTREQUEST'), ['TCPSERVERWRAP']);
    assert.deepStrictEqual(makers('HTTPINCOMINGMESSAGE'), ['TCPWRAP']);
    const parser = [...made.values()]
      .find(({ type }) => type === 'HTTPCLIENTREQUEST');
    // Head, body and end.
    assert.strictEqual(parser.before, 3);
    assert.strictEqual(parser.after, 3);
  });
}

function runFs() {
  made.clear();
  fs.readFile(__filename, 'utf8', (err, text) => {
    assert.ifError(err);
    assert.ok(text.includes('this very text'));
    fs.readFile('/', (err) => {
      assert.strictEqual(err.code, 'EISDIR');
      assert.strictEqual(err.syscall, 'read');
    });
    const requests = [...made].filter(([, one]) => one.type === 'FSREQCALLBACK');
    // open, fstat, read, close, and the next file's open.
    assert.strictEqual(requests.length, 5);
    for (let i = 1; i < 5; i++) {
      assert.strictEqual(requests[i][1].trigger, requests[i - 1][0]);
    }
  });
}

process.on('exit', () => hook.disable());
