'use strict';
// Enums and the like run without an option, refused only where Node's strict
// behaviour is asked for; stacks show columns as written.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-ts-'));

function run(file, ...options) {
  return spawnSync(process.execPath, [...options, path.join(dir, file)],
                   { encoding: 'utf8' });
}

fs.writeFileSync(path.join(dir, 'a b.ts'), `enum A { x, y = 'z' } fail();
namespace N { export const f = () => 1; export class C { m() { f(); throw new Error(A.y) } } }
function fail() { setImmediate(() => { new N.C().m() }) }
`);
let found = run('a b.ts');
assert.match(found.stderr, /Error: z\n {4}at .*a b\.ts:2:75\)/);

fs.writeFileSync(path.join(dir, 'm.mts'), `
import fs = require('fs');
export enum A { x = 1, y } console.log(new Error().stack.split('\\n')[1]);
class C { accessor a = A.y; static accessor b = 3; accessor ['c' + 'd'] = 4 }
class D extends C {}
console.log(new C().a, D.b, new C().cd, typeof fs.statSync, process.features.typescript);
`);
found = run('m.mts');
assert.strictEqual(found.stderr, '');
assert.strictEqual(found.stdout,
                   `    at ${pathToFileURL(path.join(dir, 'm.mts'))}:3:40\n` +
                   '2 3 4 function transform\n');

found = run('m.mts', '--experimental-transform-types');
assert.match(found.stderr, /ExperimentalWarning: Transform Types is/);

found = run('m.mts', '--no-experimental-transform-types');
assert.match(found.stderr, /ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX/);
assert.strictEqual(found.stdout, '');

fs.rmSync(dir, { recursive: true });
