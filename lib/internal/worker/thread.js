// SPDX-License-Identifier: MIT
// What this thread is: the main one, or a worker; then main/worker_thread.js
// has filled in the rest from what the parent sent.
'use strict';

const { SafeMap } = primordials;

const self = internalBinding('worker').self();

const thread = {
  isMainThread: self === undefined,
  isInternalThread: false,
  threadId: self === undefined ? 0 : self[0],
  threadName: self === undefined ? '' : self[1],
  parentPort: null,  // a worker's end of worker.postMessage()
  workerData: null,
  resourceLimits: {},
  environmentData: new SafeMap(),
  sharesEnv: self === undefined,  // process.env is the process's own
  control: undefined,  // a worker's port to its Worker
};

module.exports = { thread };
