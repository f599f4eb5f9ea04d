// SPDX-License-Identifier: MIT
'use strict';
// node:worker_threads.

const { ObjectDefineProperty } = primordials;

const { isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable } =
  require('internal/transferability');
const { thread } = require('internal/worker/thread');
const {
  SHARE_ENV,
  Worker,
  getEnvironmentData,
  setEnvironmentData,
} = require('internal/worker');
const { postMessageToThread } = require('internal/worker/direct');
const {
  MessageChannel,
  MessagePort,
  receiveMessageOnPort,
} = require('internal/worker/message_port');

module.exports = {
  isInternalThread: thread.isInternalThread,
  isMainThread: thread.isMainThread,
  MessagePort,
  MessageChannel,
  markAsUncloneable,
  markAsUntransferable,
  isMarkedAsUntransferable,
  receiveMessageOnPort,
  resourceLimits: thread.resourceLimits,
  postMessageToThread,
  threadId: thread.threadId,
  threadName: thread.threadName,
  SHARE_ENV,
  Worker,
  parentPort: thread.parentPort,
  workerData: thread.workerData,
  BroadcastChannel: undefined,
  setEnvironmentData,
  getEnvironmentData,
};

ObjectDefineProperty(module.exports, 'BroadcastChannel', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('internal/worker/broadcast_channel').BroadcastChannel;
  },
});
