// Every console method writes what Node writes, to the stream it should.
'use strict';

const assert = require('node:assert');
const { Console } = require('node:console');
const { Writable } = require('node:stream');

function recorder() {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, encoding, callback) {
      stream.text += chunk;
      callback();
    },
  });
  stream.text = '';
  stream.take = () => {
    const { text } = stream;
    stream.text = '';
    return text;
  };
  return stream;
}

const out = recorder();
const err = recorder();
const console = new Console(out, err);

console.log('a %s c', 'b', { d: 1 });
assert.strictEqual(out.take(), 'a b c { d: 1 }\n');
console.log();
assert.strictEqual(out.take(), '\n');
console.info('%d%%', '42');
console.debug([1, 2]);
assert.strictEqual(out.take(), '42%\n[ 1, 2 ]\n');
console.warn('w');
console.error(new Map([[1, 2]]));
assert.strictEqual(err.take(), 'w\nMap(1) { 1 => 2 }\n');

console.group('head', 1);
console.log('in\nside');
console.group();
console.warn('deeper');
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.log('out');
assert.strictEqual(out.take(), 'head 1\n  in\n  side\nout\n');
assert.strictEqual(err.take(), '    deeper\n');

console.count();
console.count('x');
console.count();
console.countReset();
console.count();
assert.strictEqual(out.take(), 'default: 1\nx: 1\ndefault: 2\ndefault: 1\n');

console.assert(true, 'quiet');
console.assert(false);
console.assert(false, 'say %s', 'it');
console.assert(false, { a: 1 });
assert.strictEqual(
  err.take(),
  'Assertion failed\nAssertion failed: say it\nAssertion failed { a: 1 }\n');

console.dir({ a: { b: { c: 1 } } }, { depth: 0 });
assert.strictEqual(out.take(), '{ a: [Object] }\n');

console.time('t');
console.timeLog('t', 'data');
console.timeEnd('t');
assert.match(out.take(), /^t: [\d.]+m?s data\nt: [\d.]+m?s\n$/);

console.trace('here %d', 1);
assert.match(err.take(), /^Trace: here 1\n {4}at /);

console.table([{ a: 1, b: 'x' }, { a: 2 }, 3]);
assert.strictEqual(out.take(), [
  '\u250c\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u252c' +
    '\u2500\u2500\u2500\u252c\u2500\u2500\u2500\u2500\u2500\u252c' +
    '\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2510',
  "\u2502 (index) \u2502 a \u2502 b   \u2502 Values \u2502",
  '\u251c\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u253c' +
    '\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u2500\u2500\u253c' +
    '\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2524',
  "\u2502 0       \u2502 1 \u2502 'x' \u2502        \u2502",
  "\u2502 1       \u2502 2 \u2502     \u2502        \u2502",
  "\u2502 2       \u2502   \u2502     \u2502 3      \u2502",
  '\u2514\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2534' +
    '\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2500\u2500\u2534' +
    '\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2518',
  '',
].join('\n'));

// Methods keep their console when they are passed around.
[1].forEach(console.log);
assert.strictEqual(out.take(), '1 0 [ 1 ]\n');
assert(globalThis.console instanceof Console);
assert.throws(() => new Console({}), { code: 'ERR_CONSOLE_WRITABLE_STREAM' });
