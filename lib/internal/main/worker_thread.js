// SPDX-License-Identifier: MIT
'use strict';
// A worker's thread: what to run comes as the first message on its port.

const { ArrayPrototypeConcat } = primordials;

const native = internalBinding('worker');
const { makePort, receiveMessageOnPort } =
  require('internal/worker/message_port');
const { thread } = require('internal/worker/thread');

const control = makePort(native.port());
const { message } = receiveMessageOnPort(control);
const { program } = message;

thread.control = control;
thread.hasStdin = message.hasStdin;
thread.isInternalThread = program.kind === 'internal';
if (thread.isInternalThread) {
  message.port.close();
} else {
  thread.parentPort = message.port;
  thread.workerData = message.workerData;
}
thread.resourceLimits = message.resourceLimits;
thread.sharesEnv = message.env === undefined;
require('internal/worker').assignEnvironmentData(message.environmentData);
require('internal/worker/direct').openDirectPort();
require('internal/worker/setup').setupProcess(message);

const { loadPreloadModules, prepareWorkerExecution } =
  require('internal/process/pre_execution');
const name = program.kind === 'eval' ? '[worker eval]' : program.text;
prepareWorkerExecution(
  ArrayPrototypeConcat([process.execPath, name], message.argv),
  message.execArgv);
control.postMessage({ type: 'online' });
if (message.hooksLine !== undefined) {
  require('internal/modules/hooks_thread').adopt(message.hooksLine);
}
if (!thread.isInternalThread) loadPreloadModules();

function run() {
  switch (program.kind) {
    case 'internal':
      require(program.text).begin(message.internalPort);
      break;
    case 'eval': {
      const execution = require('internal/process/execution');
      execution.addBuiltinsToGlobal();
      execution.afterImports(() => {
        execution.evalScript('[worker eval]', program.text, false);
      });
      break;
    }
    case 'url':
      require('internal/modules/esm/entry').runURL(program.text);
      break;
    default:
      require('internal/modules/cjs/loader').Module.runMain(program.text);
  }
}

run();
