// SPDX-License-Identifier: MIT
'use strict';
// What node:worker_threads says on the main thread.

const assert = require('node:assert');
const threads = require('node:worker_threads');

assert.strictEqual(threads.isMainThread, true);
assert.strictEqual(threads.threadId, 0);
assert.strictEqual(threads.parentPort, null);
assert.strictEqual(threads.workerData, null);
assert.deepStrictEqual(threads.resourceLimits, {});
threads.setEnvironmentData('key', 1);
assert.strictEqual(threads.getEnvironmentData('key'), 1);
threads.setEnvironmentData('key', undefined);
assert.strictEqual(threads.getEnvironmentData('key'), undefined);

const buffer = new ArrayBuffer(8);
assert.strictEqual(threads.isMarkedAsUntransferable(buffer), false);
threads.markAsUntransferable(buffer);
assert.strictEqual(threads.isMarkedAsUntransferable(buffer), true);
