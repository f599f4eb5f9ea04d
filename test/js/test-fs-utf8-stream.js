// Utf8Stream gathers up to minLength, keeps the order over short and failed
// writes, and never writes half a character.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { once } = require('node:events');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));

(async () => {
  for (const sync of [false, true]) {
    const dest = path.join(dir, `gathered-${sync}`);
    const stream = new fs.Utf8Stream({ dest, sync, minLength: 4096 });
    await once(stream, 'ready');
    assert.strictEqual(stream.write('one\n'), true);
    assert.strictEqual(fs.readFileSync(dest, 'utf8'), '');
    stream.flushSync();
    assert.strictEqual(fs.readFileSync(dest, 'utf8'), 'one\n');
    stream.write('two\n');
    stream.end();
    await once(stream, 'close');
    assert.strictEqual(fs.readFileSync(dest, 'utf8'), 'one\ntwo\n');
    assert.throws(() => stream.write('x'), { code: 'ERR_INVALID_STATE' });
  }

  // Each call writes two bytes at most.
  const dest = path.join(dir, 'short');
  const seen = [];
  const short = new fs.Utf8Stream({
    dest, sync: true,
    fs: {
      writeSync(fd, text) {
        seen.push(text);
        const some = Buffer.from(text).subarray(0, 4);
        return fs.writeSync(fd, some.length === 4 && text.startsWith('ab') ?
          'ab' : text);
      },
    },
  });
  short.write('ab\u{1f600}c');
  assert.deepStrictEqual(seen, ['ab\u{1f600}c', '\u{1f600}c']);
  short.end();
  await once(short, 'close');
  assert.strictEqual(fs.readFileSync(dest, 'utf8'), 'ab\u{1f600}c');
})();
