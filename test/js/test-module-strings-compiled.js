'use strict';
// Code that comes as a string is what code of files is: the async context
// outlives its awaits and `using` disposes, in Function and its kin, in eval of
// both kinds and in node:vm; and nobody sees that it was compiled.
const test = require('node:test');
const assert = require('node:assert');
const vm = require('node:vm');
const { AsyncLocalStorage } = require('node:async_hooks');

const plain = process.env.LODE_ENGINE === 'plain';
const als = new AsyncLocalStorage();
// Settles in no context at all.
const { promise: gate, resolve: open } = Promise.withResolvers();
setTimeout(open, 20);
const AsyncFunction = (async () => {}).constructor;
const AsyncGeneratorFunction = (async function*() {}).constructor;
const kBody = 'await gate; return als.getStore();';

async function keeps(fn) {
  assert.strictEqual(await als.run(7, () => fn(als, gate)), 7);
}

test('the async context outlives an await', async () => {
  await keeps(new AsyncFunction('als', 'gate', kBody));
  await keeps(AsyncFunction('als, gate', kBody));
  await keeps(Function('als', 'gate', `return (async () => { ${kBody} })()`));
  await keeps(async (als, gate) => {
    const make = AsyncGeneratorFunction(
      'als', 'gate', 'await gate; yield als.getStore();');
    for await (const value of make(als, gate)) return value;
  });
  await keeps(eval(`(async (als, gate) => { ${kBody} })`));
  await keeps(vm.compileFunction(`return (async () => { ${kBody} })()`,
                                 ['als', 'gate']));
});

test('in indirect eval and in the functions of contexts, too', {
  skip: plain,
}, async () => {
  const text = `(async (als, gate) => { ${kBody} })`;
  await keeps((0, eval)(text));
  const alias = eval;
  await keeps(alias(text));
  await keeps(vm.runInNewContext(`(0, eval)(${JSON.stringify(text)})`));
  await keeps(vm.runInNewContext(
    `Function(${JSON.stringify(`return ${text}`)})()`));
});

test('using disposes', () => {
  const log = [];
  const text =
    '{ using x = { [Symbol.dispose]() { log.push(1); } }; log.push(0); }';
  Function('log', text)(log);
  eval(text);
  assert.deepStrictEqual(log, [0, 1, 0, 1]);
});

test('a direct eval stays one', () => {
  const local = 5;
  assert.strictEqual(eval('(async () => { await 1; }); local'), 5);
  assert.strictEqual((() => eval('(async () => { await 1; }); local'))(), local);
  class A {
    #secret = 6;
    read() { return eval('(async () => { await 1; }); this.#secret'); }
    up() { return eval('(async () => { await 1; }); super.toString'); }
  }
  assert.strictEqual(new A().read(), 6);
  assert.strictEqual(new A().up(), Object.prototype.toString);
  (function() {
    assert.strictEqual(eval('async () => { await 1; }; new.target'), undefined);
  })();
  assert.strictEqual(eval({ a: 1 }.a), 1);
  const sloppy = (text) => vm.runInThisContext(
    `(() => { eval(${JSON.stringify(text)}); return typeof made; })()`);
  assert.strictEqual(sloppy('var made = async () => { await 1; }'), 'function');
  assert.strictEqual(sloppy('"use strict"; var made = async () => { await 1; }'),
                     'undefined');
});

test('functions show as written', () => {
  const made = new AsyncFunction('a', 'b = 1', 'await a; // end');
  assert.strictEqual(
    `${made}`, 'async function anonymous(a,b = 1\n) {\nawait a; // end\n}');
  assert.strictEqual(made.name, 'anonymous');
  assert.strictEqual(made.length, 1);
  const inner = Function('return async () => { await 1; }')();
  assert.strictEqual(`${inner}`, 'async () => { await 1; }');
});

test('Function is what it was', () => {
  assert.strictEqual(Function.prototype.constructor, Function);
  assert.strictEqual((() => {}).constructor, Function);
  assert.strictEqual(Function.name, 'Function');
  assert.strictEqual(Function.length, 1);
  assert.match(`${Function}`, /^function Function\(\) \{\s*\[native code\]\s*\}$/);
  assert.strictEqual(AsyncFunction.name, 'AsyncFunction');
  assert.strictEqual(AsyncFunction.prototype.constructor, AsyncFunction);
  assert.deepStrictEqual(Object.keys(Object.getOwnPropertyDescriptor(
    Function.prototype, 'constructor')).sort(),
                         ['configurable', 'enumerable', 'value', 'writable']);
  assert.ok((() => {}) instanceof Function);
  class Sub extends Function {
    twice(x) { return this(x) * 2; }
  }
  const sub = new Sub('a', 'const f = async () => { await 1; }; return a');
  assert.strictEqual(sub.twice(4), 8);
  assert.ok(sub instanceof Sub);
  assert.strictEqual(Function()(), undefined);
  assert.strictEqual(Reflect.construct(Function, ['return 3'])(), 3);
});

test('what is no function body still is none', () => {
  assert.throws(() => AsyncFunction('await 1; }); (function() {'), SyntaxError);
  assert.throws(() => AsyncFunction('/*', '*/){ await 1;'), SyntaxError);
  assert.throws(() => Function('a){/*', '*/ async () => { await 1; }'),
                SyntaxError);
  assert.throws(() => Function('await 1'), SyntaxError);
  assert.throws(() => eval('async () => { await 1; } }'), SyntaxError);
});
