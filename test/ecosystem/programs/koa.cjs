// A koa server: middleware around middleware, bodies, thrown errors.
const assert = require('assert');
const Koa = require('koa');
const { ask } = require('./ask.cjs');

const app = new Koa();
app.silent = true;
app.use(async (ctx, next) => {
  await next();
  ctx.set('x-after', ctx.path);
});
app.use(async (ctx) => {
  if (ctx.path === '/json') ctx.body = { method: ctx.method, q: ctx.query.q };
  else if (ctx.path === '/teapot') ctx.throw(418, 'short and stout');
  else ctx.body = 'text';
});
const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const json = await ask(port, 'GET', '/json?q=1');
  assert.strictEqual(json.body, '{"method":"GET","q":"1"}');
  assert.strictEqual(json.headers['x-after'], '/json');
  assert.strictEqual((await ask(port, 'GET', '/')).body, 'text');
  assert.deepStrictEqual((await ask(port, 'GET', '/teapot')).status, 418);
  server.close();
});
