'use strict';
// Every kind of line end counts, also when a chunk ends inside one; the last
// line may lack its end; lines come by event and by iteration.

const assert = require('node:assert');
const readline = require('node:readline');
const { Readable } = require('node:stream');

const expected = ['one', 'two', '', 'three', 'four', 'f\u00fcnf', 'last'];
const bytes = Buffer.from('one\ntwo\r\n\nthree\rfour\u2028f\u00fcnf\nlast');

async function main() {
  for (let size = 1; size <= bytes.length; size++) {
    const chunks = [];
    for (let i = 0; i < bytes.length; i += size) {
      chunks.push(bytes.subarray(i, i + size));
    }
    const lines = [];
    for await (const line of readline.createInterface({
      input: Readable.from(chunks), crlfDelay: Infinity,
    })) {
      lines.push(line);
    }
    assert.deepStrictEqual(lines, expected, `chunks of ${size}`);
  }
}
main().then(() => {
  process.exitCode = 0;
});
process.exitCode = 1;
