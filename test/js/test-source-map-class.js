'use strict';
// SourceMap: plain and indexed maps, entries with one, four and five fields,
// places before the first and after the last entry, odd numbers.
const assert = require('node:assert');
const { SourceMap } = require('node:module');

const payload = {
  version: 3, sources: ['a', 'b'], names: ['x'],
  mappings: 'AAAAA,CCAC;;AACA,E',
};
const map = new SourceMap(payload);
assert.deepStrictEqual(map.findEntry(0, 0), {
  generatedLine: 0, generatedColumn: 0, originalSource: 'a', originalLine: 0,
  originalColumn: 0, name: 'x',
});
assert.strictEqual(map.findEntry(0, 1).originalSource, 'b');
assert.strictEqual(map.findEntry(1, 99).originalColumn, 1);
assert.strictEqual(map.findEntry(2, 1).originalLine, 1);
assert.deepStrictEqual(map.findOrigin(1, 1), {
  name: 'x', fileName: 'a', lineNumber: 1, columnNumber: 1,
});
assert.notStrictEqual(map.payload, payload);
assert.notStrictEqual(map.payload.sources, payload.sources);
assert.deepStrictEqual(map.payload, payload);
assert.strictEqual(map.lineLengths, undefined);

// One field: a place that no source has.
const gap = new SourceMap({
  version: 3, sources: ['a'], names: [], mappings: 'A,CAAA,E,EAAC',
});
assert.strictEqual(gap.findEntry(0, 0).originalSource, undefined);
assert.deepStrictEqual(gap.findOrigin(1, 1), {});
assert.strictEqual(gap.findEntry(0, 2).originalSource, 'a');
assert.strictEqual(gap.findEntry(0, 4).originalSource, undefined);
assert.strictEqual(gap.findEntry(0, 6).originalColumn, 1);

// Sections are shifted: the column only on their first line.
const indexed = new SourceMap({
  version: 3,
  sections: [
    {
      offset: { line: 0, column: 10 },
      map: { version: 3, sources: ['s1'], names: [], mappings: 'AAAA' },
    },
    {
      offset: { line: 2, column: 3 },
      map: {
        version: 3, sources: ['s2'], names: [], mappings: 'AAAA,EACE;EAAA',
      },
    },
  ],
}, { lineLengths: [1, 2] });
assert.deepStrictEqual(indexed.lineLengths, [1, 2]);
assert.deepStrictEqual(indexed.findEntry(0, 5), {});
assert.strictEqual(indexed.findEntry(0, 11).originalSource, 's1');
assert.strictEqual(indexed.findEntry(2, 5).originalLine, 1);
assert.strictEqual(indexed.findEntry(3, 2).originalSource, 's2');

// The greatest and the least numbers.
for (const [text, value] of [['+/////D', 2147483647], ['B', -2147483648],
                             ['//////D', -2147483647]]) {
  const odd = new SourceMap({ sources: ['t'], mappings: `AAA${text}` });
  assert.strictEqual(odd.findEntry(0, 0).originalColumn, value);
}
assert.throws(() => new SourceMap('x'), { code: 'ERR_INVALID_ARG_TYPE' });
