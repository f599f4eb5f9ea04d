// The end of an exception that nobody caught: the monitor, the capture
// callback, the listeners; without them the report and the exit code.
'use strict';

const { String } = primordials;
const { reallyExit, write } = internalBinding('process');
const { context } = require('internal/async_context');
const { getOptionValue } = require('internal/options');
const { adopt } = require('internal/error_stack');

let captureCallback = null;

// The end: tells what was thrown, and ends with the code. Workers have theirs.
let fatal = (error, code) => {
  write(2, report(error));
  reallyExit(code);
};

function setFatalHandler(handler) {
  fatal = handler;
}

function setUncaughtExceptionCaptureCallback(fn) {
  const {
    ERR_INVALID_ARG_TYPE,
    ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET,
  } = require('internal/errors').codes;
  if (fn === null) {
    captureCallback = null;
    return;
  }
  if (typeof fn !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
  }
  if (captureCallback !== null) {
    throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  }
  captureCallback = fn;
}

function hasUncaughtExceptionCaptureCallback() {
  return captureCallback !== null;
}

// True when the program goes on.
function _fatalException(error, fromPromise) {
  const type = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  process.emit('uncaughtExceptionMonitor', error, type);
  if (captureCallback !== null) {
    captureCallback(error);
    return true;
  }
  // No listener is asked: the core is to show where it was thrown.
  if (getOptionValue('--abort-on-uncaught-exception') &&
      !internalBinding('options').isWorker) {
    write(2, report(error));
    process.abort();
  }
  if (process.emit('uncaughtException', error, type)) {
    return true;
  }
  try {
    if (!process._exiting) {
      process._exiting = true;
      process.exitCode = 1;
      process.emit('exit', 1);
    }
  } catch {
    // The report of the first error matters more.
  }
  return false;
}

// What the runtime calls.
function onUncaught(error, fromPromise) {
  let shown = error;
  let code;
  if (typeof process._fatalException !== 'function') {
    // Node's code when the program has taken the handler away.
    fatal(error, 6);
  }
  try {
    if (process._fatalException(error, fromPromise)) {
      // Ticks that are left run in the next turn, whatever else happens.
      if (context.tracker !== null) context.tracker.unwind();
      require('timers').setImmediate(() => {});
      return;
    }
    code = +(process.exitCode ?? 1);
  } catch (second) {
    // Node's code for a handler that throws.
    shown = second;
    code = 7;
  }
  fatal(shown, code);
}

// "file:line\nsource line\n   ^\n" of the place that a stack names first.
function sourceContext(stack) {
  const match = /^ {4}at (?:.*\()?((?:file:\/\/)?\/.*):(\d+):(\d+)\)?$/m.exec(stack);
  if (match === null) {
    return '';
  }
  const line = require('internal/source_position')
    .sourceLine(match[1], match[2]);
  if (line === undefined) {
    return '';
  }
  // V8 shows where it was thrown: at the `throw` before what was made there.
  let at = match[3] - 1;
  if (line.slice(0, at).endsWith('throw ')) {
    at -= 6;
  }
  const indent = line.slice(0, at).replace(/[^\t]/g, ' ');
  return `${match[1]}:${match[2]}\n${line}\n${indent}^\n\n`;
}

// The same in the author's text, when a source map leads there.
function mappedContext(error) {
  const { sourceMaps } = require('internal/modules/cjs/loader').state;
  if (sourceMaps === undefined) return undefined;
  String(error.stack);  // its place is noted when it is formatted
  return require('internal/source_map/stack').context(error);
}

function isError(value) {
  return typeof value === 'object' && value !== null &&
    typeof value.stack === 'string';
}

// Primitives are shown as they read.
function textOf(value, inspect) {
  if (typeof value === 'symbol') return '';
  return value === null || typeof value !== 'object' &&
    typeof value !== 'function' ? String(value) : inspect(value);
}

function report(error) {
  let text;
  try {
    adopt(error);
    const {
      kEnhanceStackBeforeInspector: kEnhance,
    } = require('internal/events/symbols');
    if (typeof error?.[kEnhance] === 'function') error.stack = error[kEnhance]();
    const { inspect } = require('internal/util/inspect');
    if (isError(error)) {
      const context = require('internal/modules/syntax_error')
        .takeContext?.(error) ?? mappedContext(error) ??
        sourceContext(error.stack);
      text = `${context}${inspect(error)}`;
    } else {
      // Where it was thrown is not known: only errors carry a stack.
      text = textOf(error, inspect);
      if (typeof error !== 'object' || error === null) {
        text += '\n(Use `node --trace-uncaught ...` to show where the ' +
          'exception was thrown)';
      }
    }
  } catch {
    try {
      text = String(error);
    } catch {
      text = 'an exception that cannot be shown';
    }
  }
  return `${text}\n\nNode.js ${process.version}\n`;
}

module.exports = {
  _fatalException,
  hasUncaughtExceptionCaptureCallback,
  onUncaught,
  setFatalHandler,
  setUncaughtExceptionCaptureCallback,
};
