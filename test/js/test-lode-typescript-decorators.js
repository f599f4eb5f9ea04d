'use strict';
// Decorators in TypeScript: those of the standard, and with
// experimentalDecorators in tsconfig.json the older ones.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-ts-'));
const old = path.join(dir, 'old');
fs.mkdirSync(old);
fs.writeFileSync(path.join(old, 'tsconfig.json'), `{
  "compilerOptions": { "experimentalDecorators": true }, // old
}`);

function run(folder, name, source) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, source);
  return require(file);
}

// The order of evaluation, application and initialization.
let { log, C, d } = run(dir, 'order.cts', `
  const log: string[] = [];
  function d(name: string) {
    log.push('eval ' + name);
    return (value: any, context: any) => {
      log.push(\`\${context.kind} \${String(context.name)}\`);
      context.metadata[name] = context.static;
      context.addInitializer(function (this: any) {
        log.push(\`init \${name} \${typeof this}\`);
      });
    };
  }
  @d('class') class C {
    @d('method') m() {}
    @d('field') f: number = 1;
    @d('static')
    static s = C.name
    @d('accessor') accessor a = 2;
    @d('private') #p() { return this.f }
    @d('computed') get ['x' + 1]() { return this.#p() }
  }
  export = { log, C, d };
`);
assert.deepStrictEqual(log.splice(0), [
  'eval class', 'eval method', 'eval field', 'eval static', 'eval accessor',
  'eval private', 'eval computed',
  'method m', 'accessor a', 'method #p', 'getter x1', 'field s', 'field f',
  'class C', 'init static function', 'init class function',
]);
const made = new C();
assert.deepStrictEqual(log.splice(0), [
  'init method object', 'init private object', 'init computed object',
  'init field object', 'init accessor object',
]);
assert.deepStrictEqual([made.x1, made.a, C.s, Object.keys(made)],
                       [1, 2, 'C', ['f']]);
assert.deepStrictEqual({ ...C[Symbol.metadata] }, {
  method: false, accessor: false, private: false, computed: false,
  static: true, field: false, class: undefined,
});
assert.throws(() => d('late')({}, { kind: 'method', metadata: {} }), TypeError);

// What decorators return takes effect.
const { A, B, inner } = run(dir, 'replace.cts', `
  const twice = (value: any, { kind }: any): any =>
    kind === 'field' ? (x: number) => x * 2 :
    kind === 'accessor' ? { init: (x: number) => x * 2,
                            get(this: any) { return value.get.call(this) + 1 } } :
    kind === 'class' ? class extends value { more = true } :
      function (this: any) { return value.call(this) * 2 };
  class A {
    @twice f = 1;
    @twice accessor a = 2;
    @twice m() { return this.f + 1 }
    @twice get g() { return 5 }
    @twice #p() { return 7 }
    p() { return this.#p() }
    @twice static s = 4;
  }
  @twice class B { self() { return B } }
  const inner = @twice class { static x = 1 };
  export = { A, B, inner };
`);
const a = new A();
assert.deepStrictEqual([a.f, a.a, a.m(), a.g, a.p(), A.s], [2, 5, 6, 10, 14, 8]);
assert.strictEqual(new B().self(), B);
assert.ok(new B().more);
assert.strictEqual(inner.x, 1);

({ log, C } = run(old, 'legacy.cts', `
  const log: any[] = [];
  const d = (name: string): any => (log.push('eval ' + name),
    (target: any, key?: string, rest?: any) => {
      log.push([name, typeof target, key, typeof rest]);
      if (name === 'wrap') return { ...rest, value: () => 'wrapped' };
      if (name === 'class') return class extends target { static more = 1 };
    });
  @d('class') class C {
    constructor(@d('p0') public a: string, @d('p1') b?: number) {}
    @d('static') static s = 1;
    @d('field') f?: string;
    @d('wrap') m(x: any, @d('p') y: any) {}
    only(@d('q') x: any) { return C }
  }
  export = { log, C };
`));
assert.deepStrictEqual(log, [
  'eval field', ['field', 'object', 'f', 'undefined'],
  'eval wrap', 'eval p', ['p', 'object', 'm', 'number'],
  ['wrap', 'object', 'm', 'object'],
  'eval q', ['q', 'object', 'only', 'number'],
  'eval static', ['static', 'function', 's', 'undefined'],
  'eval class', 'eval p0', 'eval p1',
  ['p1', 'function', undefined, 'number'],
  ['p0', 'function', undefined, 'number'],
  ['class', 'function', undefined, 'undefined'],
]);
assert.strictEqual(new C('x').m(), 'wrapped');
assert.strictEqual(new C('x').only(), C);
assert.strictEqual(C.more, 1);

// A field that is only declared is decorated, and not defined.
({ log, C } = run(old, 'declared.cts', `
  const log: any[] = [];
  const d = (target: any, key: string, rest?: any) => {
    log.push([typeof target, key, rest, Reflect.ownKeys(target)]);
  };
  class C {
    @d declare a: string;
    @d declare static b: string;
  }
  export = { log, C };
`));
assert.deepStrictEqual(log, [
  ['object', 'a', undefined, ['constructor']],
  ['function', 'b', undefined, ['length', 'name', 'prototype']],
]);
assert.deepStrictEqual(Object.keys(new C()), []);

// A class expression waits and yields for the function that it stands in.
const waiting = (folder) => run(folder, 'waits.cts', `
  const d = (name: string): any => (target: any) => { target.d = name };
  function* g() { return [this, arguments, @d(yield 1) class { [yield 2]() {} }] }
  async function* h() { return @d(await (yield 3)) class {} }
  export = { g, h };
`);
for (const folder of [dir, old]) {
  const { g, h } = waiting(folder);
  const steps = g.call(folder, 8);
  steps.next();
  steps.next('one');
  const [self, args, Made] = steps.next('two').value;
  assert.deepStrictEqual([`${self}`, [...args], Made.d], [folder, [8], 'one']);
  assert.strictEqual(typeof Made.prototype.two, 'function');
  const waits = h();
  waits.next().then(() => waits.next(Promise.resolve('three')))
    .then(({ value }) => assert.strictEqual(value.d, 'three'));
}

fs.rmSync(dir, { recursive: true });
