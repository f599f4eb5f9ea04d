// SPDX-License-Identifier: MIT
// Makes the process object of a worker: what belongs to the process as a whole
// is not there, standard streams and the end go through the control port.
'use strict';

const { AtomicsWait, ObjectDefineProperty } = primordials;

const native = internalBinding('worker');
const {
  codes: { ERR_WORKER_UNSUPPORTED_OPERATION },
} = require('internal/errors');
const types = require('internal/util/types');
const { kRead } = require('internal/worker/stdio_messages');
const { thread } = require('internal/worker/thread');

const streams = { __proto__: null, stdin: undefined, stdout: undefined,
                  stderr: undefined };

function define(object, name, value) {
  ObjectDefineProperty(object, name, {
    __proto__: null, configurable: true, enumerable: true, value,
    writable: true,
  });
}

// --- the end of the thread -----------------------------------------------------

// Sends what the streams still hold.
function flush() {
  streams.stdout?.flush();
  streams.stderr?.flush();
}

// Ends the thread: this does not return.
function end(code) {
  flush();
  native.exit(code | 0);
  for (;;);  // until the engine asks whether to go on
}

// What the uncaught path does in place of a report.
function fail(error) {
  const { encodeError } = require('internal/worker/errors');
  thread.control.postMessage({ type: 'error', error: encodeError(error) });
  end(process.exitCode ?? 1);
}

// The engine's Atomics.wait() hears nothing of stop(): the parent is told where
// this thread waits, and wakes it.
function wait(typedArray, index, value, timeout) {
  const { BYTES_PER_ELEMENT: size, buffer, byteOffset } = typedArray;
  if (!types.isSharedArrayBuffer(buffer)) {
    return AtomicsWait(typedArray, index, value, timeout);
  }
  if (!native.sleepBegin(buffer, byteOffset + index * size)) for (;;);
  try {
    return AtomicsWait(typedArray, index, value, timeout);
  } finally {
    native.sleepEnd();
  }
}

// --- standard streams ------------------------------------------------------------

function getStream(name) {
  if (streams[name] === undefined) {
    const { ThreadReadable, ThreadWritable } =
      require('internal/worker/stdio');
    const stream = name === 'stdin' ?
      new ThreadReadable(thread.control, name, thread.hasStdin) :
      new ThreadWritable(thread.control, name);
    if (name === 'stdin' && !thread.hasStdin) stream.push(null);
    streams[name] = stream;
  }
  return streams[name];
}

function onControl(message) {
  if (message.type === kRead) {
    streams[message.stream]?.acknowledge();
  } else {
    getStream('stdin').receive(message.chunks);
  }
}

function setupStreams() {
  const names = ['stdin', 'stdout', 'stderr'];
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(process, names[i], {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get() { return getStream(names[i]); },
    });
  }
  // The console must not write to the process's own descriptors.
  require('internal/bootstrap/realm').stdioGetters = { __proto__: null };
}

// --- what is not there -------------------------------------------------------------

function unsupported(name) {
  const fn = function() {
    throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}()`);
  };
  fn.disabled = true;
  return fn;
}

function setupMethods() {
  const names = [
    'abort', 'chdir', 'send', 'disconnect', 'setuid', 'seteuid', 'setgid',
    'setegid', 'setgroups', 'initgroups',
  ];
  for (let i = 0; i < names.length; i++) {
    define(process, names[i], unsupported(names[i]));
  }
  const properties = ['channel', 'connected'];
  for (let i = 0; i < properties.length; i++) {
    ObjectDefineProperty(process, properties[i], {
      __proto__: null,
      configurable: true,
      enumerable: false,
      get() {
        throw new ERR_WORKER_UNSUPPORTED_OPERATION(
          `process.${properties[i]}`);
      },
    });
  }
  const { umask } = require('internal/process/per_thread');
  define(process, 'umask', function(mask) {
    if (mask !== undefined) {
      throw new ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()');
    }
    return umask();
  });
  let { title } = process;
  ObjectDefineProperty(process, 'title', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return title; },
    set(value) { title = `${value}`; },
  });
}

/**
 * @param {object} message what the parent sent
 */
function setupProcess(message) {
  // A thread of the library writes to the process's own streams, and its end
  // is the end of the process.
  if (!thread.isInternalThread) {
    setupMethods();
    setupStreams();
    ObjectDefineProperty(globalThis.Atomics, 'wait', {
      __proto__: null, configurable: true, enumerable: false, value: wait,
      writable: true,
    });
    define(process, 'reallyExit', end);
    require('internal/bootstrap/realm').afterExit = flush;
    require('internal/process/uncaught').setFatalHandler(fail);
  }
  if (message.env !== undefined) {
    define(process, 'env',
           require('internal/process/env').makeEnv(message.env));
  }
  thread.control.on('message', onControl);
  thread.control.unref();
}

module.exports = { setupProcess };
