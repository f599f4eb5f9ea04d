// Flags: --expose-gc
'use strict';
// FinalizationRegistry callbacks run: the loop polls the engine's context.
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (typeof gc !== 'function') {
  const { status, stderr } =
    spawnSync(process.execPath, ['--expose-gc', __filename]);
  assert.strictEqual(status, 0, `${stderr}`);
  return;
}
let finalized = 0;
const registry = new FinalizationRegistry(() => finalized++);
(function() {
  for (let i = 0; i < 100; i++) registry.register({}, i);
})();
const timer = setInterval(() => {
  gc();
  if (finalized > 90) clearInterval(timer);
}, 5);
