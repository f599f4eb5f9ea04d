// MIMEType parses, normalizes and serializes media types.
'use strict';

const assert = require('node:assert');
const { MIMEParams, MIMEType } = require('node:util');

const mime = new MIMEType(' Text/HTML ;Charset="utf-8" ; q="a \\"b\\""; q=2');
assert.strictEqual(mime.essence, 'text/html');
assert.deepStrictEqual([...mime.params],
                       [['charset', 'utf-8'], ['q', 'a "b"']]);
assert.strictEqual(`${mime}`, 'text/html;charset=utf-8;q="a \\"b\\""');
mime.subtype = 'PLAIN';
mime.params.delete('q');
assert.strictEqual(JSON.stringify(mime), '"text/plain;charset=utf-8"');
for (const text of ['', 'text', 'text/', '/plain', 'te xt/plain']) {
  assert.throws(() => new MIMEType(text), { code: 'ERR_INVALID_MIME_SYNTAX' });
}
const params = new MIMEParams();
params.set('A', 1);
assert.strictEqual(params.get('A'), '1');
assert.strictEqual(params.get('b'), null);
assert.throws(() => params.set('a b', 'c'), { code: 'ERR_INVALID_MIME_SYNTAX' });
