'use strict';
// import() in texts that no file has: new Function and its kin, direct and
// indirect eval, relative to the file that calls them, with attributes.
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

// The plain door cannot see indirect eval (docs/internals/engine-door.md).
const plain = process.env.LODE_ENGINE === 'plain';
const folder = fs.realpathSync(
  fs.mkdtempSync(path.join(os.tmpdir(), 'import-strings-')));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
fs.writeFileSync(path.join(folder, 'm.mjs'), 'export default 5;');
fs.writeFileSync(path.join(folder, 'j.json'), '{"a":1}');
fs.writeFileSync(path.join(folder, 'c.js'), `
exports.fn = new Function('s', 'o', 'return import(s, o)');
exports.later = Function('return () => import("./m.mjs")')();
exports.async = new (async () => {}).constructor('s', 'return await import(s)');
exports.direct = (text) => eval(text);
exports.indirect = (text) => (0, eval)(text);
const alias = eval;
exports.alias = (text) => alias(text);
`);
const made = require(path.join(folder, 'c.js'));

test('new Function imports relative to the file that made it', async () => {
  assert.strictEqual((await made.fn('./m.mjs')).default, 5);
  assert.strictEqual((await made.later()).default, 5);
  assert.strictEqual((await made.async('./m.mjs')).default, 5);
  assert.strictEqual(typeof (await made.fn('node:fs')).readFile, 'function');
});

test('eval imports, direct or not', async () => {
  for (const name of plain ? ['direct'] : ['direct', 'indirect', 'alias']) {
    assert.strictEqual((await made[name]('import("./m.mjs")')).default, 5);
    const late = made[name]('() => import("./m.mjs")');
    assert.strictEqual((await late()).default, 5);
  }
});

test('what fails rejects with the codes of Node', async () => {
  await assert.rejects(made.fn('./none.mjs'), { code: 'ERR_MODULE_NOT_FOUND' });
  await assert.rejects(made.fn('./j.json'),
                       { code: 'ERR_IMPORT_ATTRIBUTE_MISSING' });
  await assert.rejects(made.fn('./j.json', { with: { type: 'text' } }),
                       { code: 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED' });
  await assert.rejects(made.fn('./m.mjs', 5), TypeError);
  await assert.rejects(made.fn({ toString() { throw new RangeError(); } }),
                       RangeError);
});

test('attributes arrive', async () => {
  const { default: json } =
    await made.fn('./j.json', { with: { type: 'json' } });
  assert.deepStrictEqual(json, { a: 1 });
});

test('eval that nobody\'s text calls knows no folder', {
  skip: plain,
}, async () => {
  await assert.rejects(Promise.resolve('import("node:fs")').then(eval),
                       { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' });
});
