// An express server: routes, parameters, JSON bodies, errors.
const assert = require('assert');
const express = require('express');
const { ask } = require('./ask.cjs');

const app = express();
app.use(express.json());
app.get('/hello/:name', (req, res) => res.type('text').send(`Hello ${req.params.name} ${req.query.q}`));
app.post('/sum', (req, res) => res.status(201).json({ sum: req.body.reduce((a, b) => a + b) }));
app.get('/fails', async () => { throw new Error('on purpose'); });
app.use((err, req, res, next) => res.status(err.status ?? 500).json({ error: err.message }));

const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const hello = await ask(port, 'GET', '/hello/a%20b?q=1');
  assert.strictEqual(hello.status, 200);
  assert.strictEqual(hello.body, 'Hello a b 1');
  assert.match(hello.headers['content-type'], /^text\/plain/);
  const sum = await ask(port, 'POST', '/sum', '[1,2,3]');
  assert.deepStrictEqual([sum.status, sum.body], [201, '{"sum":6}']);
  assert.deepStrictEqual((await ask(port, 'GET', '/fails')).body, '{"error":"on purpose"}');
  assert.strictEqual((await ask(port, 'POST', '/sum', '[1,')).status, 400);
  assert.strictEqual((await ask(port, 'GET', '/none')).status, 404);
  server.close();
});
