// module.registerHooks() stands in front of imports: modules that are in no
// file, changed sources, and nothing more once it is deregistered.
import assert from 'node:assert';
import { registerHooks } from 'node:module';

const seen = [];
const hooks = registerHooks({
  resolve(specifier, context, next) {
    seen.push(specifier);
    if (specifier === 'virtual:answer') {
      return { url: specifier, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (url === 'virtual:answer') {
      return {
        format: 'module',
        source: 'import path from "node:path"; export default path.sep + 42;',
        shortCircuit: true,
      };
    }
    return next(url, context);
  },
});

assert.strictEqual((await import('virtual:answer')).default, '/42');
assert.deepStrictEqual(seen, ['virtual:answer', 'node:path']);
const { default: data } =
  await import('data:application/json,{"a":1}', { with: { type: 'json' } });
assert.deepStrictEqual(data, { a: 1 });
hooks.deregister();
await assert.rejects(import('virtual:other'),
                     { code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME' });
