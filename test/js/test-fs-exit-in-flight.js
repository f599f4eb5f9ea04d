// The process ends at once with operations, watchers and directories open.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');

fs.watch(os.tmpdir());
fs.watchFile(__filename, () => {});
const dir = fs.opendirSync(os.tmpdir());
dir.read(() => {});
for (let i = 0; i < 100; i++) {
  fs.readFile(__filename, () => assert.fail('after exit'));
  fs.promises.stat(__filename).then(() => assert.fail('after exit'));
}
fs.promises.open(__filename);
fs.opendir(os.tmpdir(), () => {});
process.exit(0);
