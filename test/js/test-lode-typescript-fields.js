'use strict';
// useDefineForClassFields in tsconfig.json: fields that are assigned to call
// setters, leave what is inherited alone, and see parameter properties.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fields-'));
const source = `
  const log: any[] = [];
  class Base {
    kept = 'base';
    set watched(value: any) { log.push(value) }
  }
  class A extends Base {
    kept: string;
    watched = 1;
    sum = this.a + 1;
    #hidden = this.a + 2;
    ['computed'] = 3;
    static s = A.name + this.name;
    call = () => this.#hidden;
    constructor(public a: number) { super() }
  }
  class Plain { x?: number; y = 1; z = (this as any).x }
  const d: any = (target: any, key: string) =>
    Object.defineProperty(target, key, { set(v) { log.push(key + v) } });
  export = { log, A, Plain, d };
`;

function run(name, compilerOptions, text = source) {
  const folder = path.join(dir, name);
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'tsconfig.json'),
                   JSON.stringify({ compilerOptions }));
  fs.writeFileSync(path.join(folder, 'a.cts'), text);
  return require(path.join(folder, 'a.cts'));
}

{
  const { log, A, Plain } = run('assign', { useDefineForClassFields: false });
  const a = new A(1);
  assert.deepStrictEqual(log, [1]);
  assert.deepStrictEqual(
    { ...a, call: a.call() },
    { kept: 'base', a: 1, sum: 2, computed: 3, call: 3 });
  assert.strictEqual(A.s, 'AA');
  assert.deepStrictEqual(Reflect.ownKeys(new Plain()), ['y', 'z']);
}

// Defined otherwise, even where the target is old: as in Node.
for (const options of [{}, { target: 'es2020' }, { useDefineForClassFields: true }]) {
  const { log, Plain } = run(`define${JSON.stringify(options).length}`, options,
                             source.replace('sum = this.a + 1;', ''));
  assert.deepStrictEqual(log, []);
  assert.deepStrictEqual(Reflect.ownKeys(new Plain()), ['x', 'y', 'z']);
}

// Decorated properties of an old target meet the setters of their decorators.
for (const [name, options, want] of [
  ['old', { target: 'ES2021' }, ['a1']],
  ['said', { useDefineForClassFields: false }, ['a1']],
  ['new', { target: 'es2022' }, []],
]) {
  const { log, B } = run(name, { experimentalDecorators: true, ...options }, `
    const log: string[] = [];
    const d: any = (target: any, key: string) =>
      Object.defineProperty(target, key, { set(v) { log.push(key + v) } });
    class B { @d a = 1; @d b: string }
    export = { log, B };
  `);
  new B();
  assert.deepStrictEqual(log, want);
}

fs.rmSync(dir, { recursive: true });
