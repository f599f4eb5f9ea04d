'use strict';
// import.source() and `import source` give a WebAssembly.Module, and refuse
// what has no source; deferred imports are no syntax.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'import-source-'));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
const load = (name) => import(path.join(folder, name));
write('empty.wasm', Buffer.from('0061736d01000000', 'hex'));
write('text.mjs', 'export default 1;');
write('static.mjs', 'import source module from "./empty.wasm"; export { module };');
write('refused.mjs', 'import source module from "./text.mjs";');
write('dynamic.mjs', 'export const module = await import.source("./empty.wasm");' +
                     'export const refused = import.source("./text.mjs");');
write('deferred.mjs', 'import defer * as ns from "./text.mjs";');

(async () => {
  try {
    assert.ok((await load('static.mjs')).module instanceof WebAssembly.Module);
    await assert.rejects(load('refused.mjs'), SyntaxError);
    const dynamic = await load('dynamic.mjs');
    assert.ok(dynamic.module instanceof WebAssembly.Module);
    await assert.rejects(dynamic.refused, SyntaxError);
    await assert.rejects(load('deferred.mjs'), SyntaxError);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
})();
