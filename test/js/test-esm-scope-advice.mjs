// A module that uses the names of CommonJS is told what to do instead.
import assert from 'node:assert';

await assert.rejects(import('data:text/javascript,require;'),
                     /require is not defined in ES module scope, you can use/);
await assert.rejects(import('data:text/javascript,exports={};'),
                     /^ReferenceError: exports is not defined in ES module scope$/);
