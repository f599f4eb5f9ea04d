// SPDX-License-Identifier: MIT
'use strict';
// node:worker_threads as the main thread sees it. There are no workers yet:
// making one throws.

const {
  SafeMap,
  SymbolFor,
} = primordials;

const {
  codes: { ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors');

const SHARE_ENV = SymbolFor('nodejs.worker_threads.SHARE_ENV');

const environmentData = new SafeMap();

function setEnvironmentData(key, value) {
  if (value === undefined) {
    environmentData.delete(key);
  } else {
    environmentData.set(key, value);
  }
}

function getEnvironmentData(key) {
  return environmentData.get(key);
}

class Worker {
  constructor() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('Worker');
  }
}

// Marks are kept by the objects that postMessage() will ask about.
const { isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable } =
  require('internal/transferability');

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  threadId: 0,
  threadName: '',
  parentPort: null,
  workerData: null,
  resourceLimits: {},
  SHARE_ENV,
  Worker,
  getEnvironmentData,
  isMarkedAsUntransferable,
  markAsUncloneable,
  markAsUntransferable,
  setEnvironmentData,
};
