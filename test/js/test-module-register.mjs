// module.register(): hooks on a thread of their own, asked by import, by
// import.meta.resolve() and for what is required by imported CommonJS; their
// data, their errors, and hooks that never answer.
import assert from 'node:assert';
import { register } from 'node:module';
import { MessageChannel, Worker } from 'node:worker_threads';
import { once } from 'node:events';

function url(text) {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

const { port1, port2 } = new MessageChannel();
assert.strictEqual(register(url(`
  let port;
  export function initialize({ number, port: given }) {
    port = given;
    port.postMessage(number + 1);
  }
  export async function resolve(specifier, context, next) {
    if (specifier === 'virtual:first') {
      return { url: 'virtual:first', shortCircuit: true };
    }
    if (specifier === 'virtual:never') return new Promise(() => {});
    if (specifier === 'virtual:throws') {
      throw Object.assign(new RangeError('no'), { code: 'E_NO' });
    }
    if (specifier === 'virtual:incomplete') return { url: 'data:text/javascript,' };
    return next(specifier, context);
  }
  export async function load(url, context, next) {
    if (url !== 'virtual:first') return next(url, context);
    await null;
    return {
      format: 'module', shortCircuit: true,
      source: 'export default "first"; export const meta = import.meta.url',
    };
  }
`), { data: { number: 41, port: port2 }, transferList: [port2] }), undefined);
const [answer] = await once(port1, 'message');
assert.strictEqual(answer, 42);
port1.close();

const first = await import('virtual:first');
assert.strictEqual(first.default, 'first');
assert.strictEqual(first.meta, 'virtual:first');
assert.strictEqual(import.meta.resolve('virtual:first'), 'virtual:first');

// The last one registered is asked first.
register(url(`
  export async function resolve(specifier, context, next) {
    return next(specifier === 'again' ? 'virtual:first' : specifier);
  }
  export async function load(url, context, next) {
    const loaded = await next(url);
    if (url === 'virtual:first') loaded.source += ';export const more = 1';
    return loaded;
  }
`));
assert.strictEqual(await import('again'), first);

await assert.rejects(import('virtual:throws'), (error) => {
  assert.ok(error instanceof RangeError);
  assert.strictEqual(error.code, 'E_NO');
  return true;
});
await assert.rejects(import('virtual:incomplete'),
                     { code: 'ERR_LOADER_CHAIN_INCOMPLETE' });
assert.throws(() => import.meta.resolve('virtual:never'),
              { code: 'ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED' });
assert.strictEqual(
  await Promise.race([import('virtual:never'), import('node:os').then(() => 1)]),
  1);
assert.throws(() => register('data:text/javascript,throw new TypeError("bad")'),
              { name: 'TypeError', message: 'bad' });

// What a hook imports is resolved by hooks; a scheme of its own is no error
// before somebody is to load it.
register(url(`
  export async function resolve(specifier, context, nextResolve) {
    if (specifier === 'hook:one') {
      const { default: value } = await import('virtual:data');
      return { url: 'virtual:first?' + value + nextResolve.name, shortCircuit: true };
    }
    if (specifier === 'virtual:data') {
      return { url: 'data:text/javascript,export default 5', shortCircuit: true };
    }
    return nextResolve(specifier);
  }
`));
assert.strictEqual(import.meta.resolve('hook:one'),
                   'virtual:first?5nextResolve');
assert.strictEqual(import.meta.resolve('other:thing'), 'other:thing');
await assert.rejects(import('other:thing'),
                     { code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME' });

// Workers begin without them.
const worker = new Worker(
  "import('virtual:first').catch(({ code }) =>" +
  "require('node:worker_threads').parentPort.postMessage(code))",
  { eval: true });
assert.deepStrictEqual(await once(worker, 'message'),
                       ['ERR_UNSUPPORTED_ESM_URL_SCHEME']);
