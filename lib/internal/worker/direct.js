// SPDX-License-Identifier: MIT
// postMessageToThread(): messages to any thread by its number. Each thread has
// a port of its own for them, and answers on a port that comes with each.
'use strict';

const {
  ArrayIsArray,
  NumberIsInteger,
  PromiseWithResolvers,
  SafeSet,
} = primordials;

const messaging = internalBinding('messaging');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_WORKER_MESSAGING_ERRORED,
    ERR_WORKER_MESSAGING_FAILED,
    ERR_WORKER_MESSAGING_SAME_THREAD,
    ERR_WORKER_MESSAGING_TIMEOUT,
  },
} = require('internal/errors');
const { validateNumber } = require('internal/validators');
const { MessageChannel, makePort } = require('internal/worker/message_port');
const { readTransferList, send } = require('internal/worker/messaging');
const { thread } = require('internal/worker/thread');

const kReceived = 0;
const kNobody = 1;
const kThrew = 2;

let directPort;

// From here on other threads find this one.
function openDirectPort() {
  if (directPort !== undefined) return;
  directPort = makePort(messaging.threadPort(thread.threadId));
  directPort.on('message', receive);
  directPort.unref();
}

function receive({ source, value, reply }) {
  let answer;
  try {
    answer = process.emit('workerMessage', value, source) ? kReceived : kNobody;
  } catch {
    answer = kThrew;
  }
  reply.postMessage(answer);
  reply.close();
}

async function postMessageToThread(threadId, value, transferList, timeout) {
  if (typeof transferList === 'number' && timeout === undefined) {
    timeout = transferList;
    transferList = [];
  }
  if (timeout !== undefined) validateNumber(timeout, 'timeout', 0);
  if (threadId === thread.threadId) {
    throw new ERR_WORKER_MESSAGING_SAME_THREAD();
  }
  if (transferList !== undefined && !ArrayIsArray(transferList)) {
    throw new ERR_INVALID_ARG_TYPE('transferList', 'Array', transferList);
  }
  const { port1, port2 } = new MessageChannel();
  const transfer = readTransferList(transferList ?? []) ?? new SafeSet();
  transfer.add(port2);
  const found = NumberIsInteger(threadId) && threadId >= 0 &&
    threadId <= 0xffffffff && send(messaging.postToThread, threadId,
                                   { source: thread.threadId, value,
                                     reply: port2 }, transfer);
  if (!found) {
    port1.close();
    throw new ERR_WORKER_MESSAGING_FAILED();
  }
  const answer = await answerOf(port1, timeout);
  if (answer === kNobody) throw new ERR_WORKER_MESSAGING_FAILED();
  if (answer === kThrew) throw new ERR_WORKER_MESSAGING_ERRORED();
}

// What comes on the port; the thread may end without an answer.
function answerOf(port, timeout) {
  const { promise, resolve, reject } = PromiseWithResolvers();
  let timer;
  if (timeout !== undefined) {
    timer = require('timers').setTimeout(() => {
      reject(new ERR_WORKER_MESSAGING_TIMEOUT());
      port.close();
    }, timeout);
  }
  port.on('message', (answer) => {
    resolve(answer);
    port.close();
  });
  port.on('close', () => {
    require('timers').clearTimeout(timer);
    resolve(kNobody);
  });
  return promise;
}

module.exports = { openDirectPort, postMessageToThread };
