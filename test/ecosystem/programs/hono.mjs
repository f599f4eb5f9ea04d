// hono behind @hono/node-server answers over a real socket.
import assert from 'node:assert';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { ask } from './ask.cjs';

const app = new Hono();
app.get('/', (c) => c.text('Hello'));
app.get('/user/:id', (c) => c.json({ id: c.req.param('id'), q: c.req.query('q') }));
app.post('/echo', async (c) => c.json(await c.req.json(), 201));
app.notFound((c) => c.text('nothing here', 404));

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, async ({ port }) => {
  assert.strictEqual((await ask(port, 'GET', '/')).body, 'Hello');
  assert.strictEqual((await ask(port, 'GET', '/user/7?q=a')).body, '{"id":"7","q":"a"}');
  const echo = await ask(port, 'POST', '/echo', '{"a":[1]}');
  assert.deepStrictEqual([echo.status, echo.body], [201, '{"a":[1]}']);
  assert.deepStrictEqual((await ask(port, 'GET', '/none')).body, 'nothing here');
  server.close();
});
