'use strict';

// A request with a body in chunks and a response with trailers arrive whole.
const assert = require('node:assert');
const http = require('node:http');

let checked = 0;
const server = http.createServer((req, res) => {
  assert.strictEqual(req.method, 'POST');
  assert.strictEqual(req.url, '/a?b');
  assert.strictEqual(req.headers['x-name'], 'value');
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    assert.strictEqual(Buffer.concat(chunks).toString(), 'onetwo');
    assert.deepStrictEqual({ ...req.trailers }, { 'x-sum': '6' });
    res.writeHead(201, { 'Trailer': 'X-Done', 'X-Answer': ['1', '2'] });
    res.write('\u00e4');
    res.addTrailers({ 'X-Done': 'yes' });
    res.end('!');
    checked++;
  });
});
server.listen(0, '127.0.0.1', () => {
  const req = http.request({
    port: server.address().port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/a?b',
    headers: { 'X-Name': 'value', 'Trailer': 'X-Sum' },
  }, (res) => {
    assert.strictEqual(res.statusCode, 201);
    assert.strictEqual(res.statusMessage, 'Created');
    assert.strictEqual(res.headers['x-answer'], '1, 2');
    let text = '';
    res.setEncoding('utf8');
    res.on('data', (chunk) => text += chunk);
    res.on('end', () => {
      assert.strictEqual(text, '\u00e4!');
      assert.deepStrictEqual(res.rawTrailers, ['X-Done', 'yes']);
      checked++;
      server.close(() => checked++);
    });
  });
  req.write('one');
  req.addTrailers({ 'X-Sum': '6' });
  req.end('two');
});
process.on('exit', () => assert.strictEqual(checked, 3));
