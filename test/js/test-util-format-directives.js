// util.format's directives, and what is left when they run out.
'use strict';

const assert = require('node:assert');
const { format, formatWithOptions } = require('node:util');

class Base {
  toString() {
    return 'base';
  }
}
class Plain {
  x = 1;
}
const circular = {};
circular.circular = circular;

const cases = [
  ['', []],
  ['%s', ['%s']],
  ['a b', ['%s b', 'a']],
  ['a b c', ['%s', 'a', 'b', 'c']],
  ['-0', ['%s', -0]],
  ['10n', ['%d', 10n]],
  ['NaN', ['%d', 'x']],
  ['42', ['%i', '42.9']],
  ['1.5', ['%f', '1.5x']],
  ['NaN', ['%i', Symbol('s')]],
  ['[Circular]', ['%j', circular]],
  ['undefined', ['%j', undefined]],
  ['{"a":1}', ['%j', { a: 1 }]],
  ['base', ['%s', new Base()]],
  ['Plain { x: 1 }', ['%s', new Plain()]],
  ['[ 1, [Array] ]', ['%s', [1, [2, [3]]]]],
  ['Symbol(s)', ['%s', Symbol('s')]],
  ['() => 5', ['%s', () => 5]],
  ["{ a: 'x' }", ['%O', { a: 'x' }]],
  ['[ 1, [length]: 1 ]', ['%o', [1]]],
  ['after', ['%cafter', 'css']],
  ['100%', ['%d%%', 100]],
  ['%x 1', ['%x', 1]],
  ['% a', ['%', 'a']],
  ["{ a: 1 } b", [{ a: 1 }, 'b']],
];
for (const [expected, args] of cases) {
  assert.strictEqual(format(...args), expected);
}
assert.strictEqual(format('%%s', 'x'), '%s x');
assert.strictEqual(formatWithOptions({ numericSeparator: true }, '%d', 1234567),
                   '1_234_567');
assert.strictEqual(
  formatWithOptions({ colors: true }, '%s %O', 'a', { b: 1 }),
  'a { b: \u001b[33m1\u001b[39m }');
