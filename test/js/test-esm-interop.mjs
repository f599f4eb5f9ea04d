// CommonJS, JSON, data: and built-in modules as ES modules, and back.
import assert from 'node:assert';
import fs, { readFileSync } from 'fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import cjs, { alsoPlain, getter, plain } from '../fixtures/esm/names.cjs';
import data from '../fixtures/esm/data.json' with { type: 'json' };
import text from 'data:text/javascript,export default import.meta.url';

assert.deepStrictEqual([plain, alsoPlain, getter], [1, 2, 3]);
assert.strictEqual(cjs.plain, 1);
assert.strictEqual(data.value, 42);
assert.strictEqual(
  (await import('data:text/javascript;base64,' +
                Buffer.from('export default 1 + 1').toString('base64'))).default,
  2);
assert.match(text, /^data:/);
assert.strictEqual(readFileSync, fs.readFileSync);

const original = fs.readFileSync;
fs.readFileSync = () => 'replaced';
assert.strictEqual(readFileSync, original);
syncBuiltinESMExports();
assert.strictEqual(readFileSync(), 'replaced');
fs.readFileSync = original;
syncBuiltinESMExports();

const require = createRequire(import.meta.url);
assert.strictEqual(require('../fixtures/esm/names.cjs'), cjs);
assert.strictEqual(require('../fixtures/esm/star-1.mjs').one, 1);
assert.strictEqual(require('../fixtures/esm/counter.mjs').__esModule, true);
assert.throws(() => require('../fixtures/esm/waits.mjs'),
              { code: 'ERR_REQUIRE_ASYNC_MODULE' });
assert.strictEqual((await import('../fixtures/esm/waits.mjs')).waited, 1);
assert.throws(() => require('../fixtures/esm/waits.mjs'),
              { code: 'ERR_REQUIRE_ASYNC_MODULE' });

const missing = (specifier, options) => import(specifier, options);
await assert.rejects(missing('./none.mjs'), { code: 'ERR_MODULE_NOT_FOUND' });
await assert.rejects(missing('none'), { code: 'ERR_MODULE_NOT_FOUND' });
await assert.rejects(missing('node:none'),
                     { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
await assert.rejects(missing('../fixtures'),
                     { code: 'ERR_UNSUPPORTED_DIR_IMPORT' });
await assert.rejects(missing('http://localhost/'),
                     { code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME' });
await assert.rejects(missing('../fixtures/esm/data.json'),
                     { code: 'ERR_IMPORT_ATTRIBUTE_MISSING' });
await assert.rejects(
  missing('../fixtures/esm/star-1.mjs', { with: { type: 'json' } }),
  { code: 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE' });
await assert.rejects(missing('./x', 1), TypeError);
