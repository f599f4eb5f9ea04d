'use strict';
// TypeScript that has to be rewritten runs as tsc compiles it: enums,
// namespaces, parameter properties, import = and export =.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-ts-'));

function run(name, source) {
  const file = path.join(dir, name);
  fs.writeFileSync(file, source);
  const { stdout, stderr } = spawnSync(process.execPath, [
    '--experimental-transform-types', '--no-warnings', file,
  ], { encoding: 'utf8' });
  assert.strictEqual(stderr, '', name);
  return JSON.parse(stdout);
}

const show = (text) => `console.log(JSON.stringify(${text}));`;

assert.deepStrictEqual(run('enum.cts', `
  enum A { a, b = 'x', c = a | 4, d, e = 'y'.length }
  enum A { f = A.d + 1, g }
  const enum B { a = 1 << 3, b }
  ${show('[A, B.a, B.b]')}
`), [{ 0: 'a', 1: 'e', 4: 'c', 5: 'd', 6: 'f', 7: 'g',
       a: 0, b: 'x', c: 4, d: 5, e: 1, f: 6, g: 7 }, 8, 9]);

assert.deepStrictEqual(run('namespace.cts', `
  namespace A.B {
    export let count = 1, { x, y: [z] } = { x: 1, y: [2] };
    export const next = (): number => ++count;
    export class K { static value = count }
    const hidden = x;
    { let count = 7; count++ }
  }
  function f() { return f.base }
  namespace f { export const base = 5; export enum E { one = f.base } }
  import alias = A.B;
  ${show('[alias.next(), A, alias.K.value, f(), f.E, Object.keys(f)]')}
`), [2, { B: { count: 2, x: 1, z: 2 } }, 1, 5, { one: 5, 5: 'one' },
     ['base', 'E']]);

assert.deepStrictEqual(run('class.cts', `
  class A { first = 1; constructor(private a: number, readonly b = a + 1) {} }
  class B extends A {
    later = 2;
    constructor(public c: string) { const d = 4; super(d); c += 'x'; }
  }
  ${show('[new A(1), Object.entries(new B("z"))]')}
`), [{ a: 1, b: 2, first: 1 },
     [['a', 4], ['b', 5], ['first', 1], ['c', 'z'], ['later', 2]]]);

fs.writeFileSync(path.join(dir, 'equals.cts'), `
  import path = require('path');
  import type fs = require('fs');
  export = Equals;
  class Equals { static sep: string = path.posix.sep }
`);
assert.deepStrictEqual(run('main.cts', `
  import E = require('./equals.cts');
  ${show('[E.sep, E.name, (<any>E).none, (() => <any>{ a: 1 })()]')}
`), ['/', 'Equals', null, { a: 1 }]);

fs.rmSync(dir, { recursive: true });
