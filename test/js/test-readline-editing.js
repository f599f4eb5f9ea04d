'use strict';
// Keys on a terminal: moving, deleting, yanking, undoing, the history.

const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough, Writable } = require('node:stream');

const input = new PassThrough();
const rl = readline.createInterface({
  input,
  output: new Writable({ write: (chunk, encoding, cb) => cb() }),
  terminal: true,
});
const lines = [];
rl.on('line', (line) => lines.push(line));

function press(text) {
  input.emit('keypress', text, { sequence: text });
}
function key(name, modifier) {
  input.emit('keypress', undefined, { name, [modifier]: true });
}

press('the quick fox');
key('w', 'ctrl');
assert.strictEqual(rl.line, 'the quick ');
key('a', 'ctrl');
assert.strictEqual(rl.cursor, 0);
key('f', 'meta');
assert.strictEqual(rl.cursor, 4);
key('k', 'ctrl');
assert.strictEqual(rl.line, 'the ');
key('y', 'ctrl');
assert.strictEqual(rl.line, 'the quick ');
input.emit('keypress', '\x1f', { sequence: '\x1f' });
assert.strictEqual(rl.line, 'the ');
key('return');
press('second');
key('return');
press('t');
key('up');
assert.strictEqual(rl.line, 'the ');
key('down');
assert.strictEqual(rl.line, 't');
key('u', 'ctrl');
assert.strictEqual(rl.line, '');
assert.deepStrictEqual(lines, ['the ', 'second']);
rl.close();
