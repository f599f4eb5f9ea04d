// chalk colours text, nested, and honours its level.
import assert from 'node:assert';
import chalk, { Chalk, supportsColor } from 'chalk';

const one = new Chalk({ level: 1 });
assert.strictEqual(one.red('a'), '\u001b[31ma\u001b[39m');
assert.strictEqual(one.bold.blue(`x${one.green('y')}z`),
                   '\u001b[1m\u001b[34mx\u001b[32my\u001b[39m\u001b[34mz\u001b[39m\u001b[22m');
assert.strictEqual(new Chalk({ level: 3 }).hex('#ff8800')('o'), '\u001b[38;2;255;136;0mo\u001b[39m');
assert.strictEqual(new Chalk({ level: 0 }).red('a'), 'a');
assert.ok(supportsColor === false || typeof supportsColor.level === 'number');
assert.strictEqual(typeof chalk.underline, 'function');
