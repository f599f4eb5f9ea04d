'use strict';

// Unhandled rejections. The engine tells of each rejection without a handler
// and of each handler that comes later; what is still unhandled when the
// microtask queue has run dry is reported as --unhandled-rejections says.

const {
  ArrayIsArray,
  Error,
  FunctionPrototypeCall,
  FunctionPrototypeToString,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  Promise,
  SafeMap,
  SafeWeakMap,
  String,
} = primordials;
const { tickInfo, triggerUncaughtException } = internalBinding('loop');

const { context } = require('internal/async_context');

const kHasRejectionToWarn = 1;  // index of tickInfo
const kHandlerAdded = 1;  // promiseRejectHandler() type; 0 is "no handler"

let pending = new SafeMap();  // promise -> info: not reported yet
const reported = new SafeWeakMap();  // promise -> info
let handledLater = [];  // { promise, warning }: reported, then handled
let lastId = 0;

function setHasRejectionToWarn(value) {
  tickInfo[kHasRejectionToWarn] = value ? 1 : 0;
}

function promiseRejectHandler(type, promise, reason) {
  if (type !== kHandlerAdded) {
    pending.set(promise, {
      reason,
      uid: ++lastId,
      domain: process.domain,
      frame: context.frame,
    });
    setHasRejectionToWarn(true);
    return;
  }
  if (pending.delete(promise)) {
    setHasRejectionToWarn(pending.size > 0 || handledLater.length > 0);
    return;
  }
  const info = reported.get(promise);
  if (info === undefined) return;
  reported.delete(promise);
  // Made here, so that its stack shows who added the handler.
  const warning = namedError(
    'PromiseRejectionHandledWarning',
    `Promise rejection was handled asynchronously (rejection id: ${info.uid})`);
  warning.id = info.uid;
  handledLater[handledLater.length] = { promise, warning };
  setHasRejectionToWarn(true);
}

// Through the plain door the engine does not tell of later handlers: then()
// (and with it catch, finally and the combinators; not await) tells instead.
function watchThen() {
  const { prototype } = Promise;
  const { then } = prototype;
  ObjectDefineProperty(prototype, 'then', {
    __proto__: null, configurable: true, writable: true,
    value: { then(onFulfilled, onRejected) {
      if (reported.has(this)) promiseRejectHandler(kHandlerAdded, this);
      return FunctionPrototypeCall(then, this, onFulfilled, onRejected);
    } }.then,
  });
}

function namedError(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

// Reports what is pending. A listener may throw: then the flag stays set and
// the loop comes back for the rest.
function processPromiseRejections() {
  const later = handledLater;
  handledLater = [];
  for (let i = 0; i < later.length; i++) {
    const { promise, warning } = later[i];
    if (!process.emit('rejectionHandled', promise)) {
      process.emitWarning(warning);
    }
  }
  const current = pending;
  pending = new SafeMap();
  let done = false;
  try {
    current.forEach((info, promise) => {
      if (!current.delete(promise)) return;
      reported.set(promise, info);
      reportAs(promise, info);
    });
    done = true;
  } finally {
    if (!done) {
      // Put the rest in front of what came meanwhile.
      pending.forEach((info, promise) => current.set(promise, info));
      pending = current;
    }
    setHasRejectionToWarn(pending.size > 0 || handledLater.length > 0);
  }
  return true;
}

function report(promise, info) {
  context.frame = info.frame;
  const { getOptionValue } = require('internal/options');
  switch (getOptionValue('--unhandled-rejections')) {
    case 'none':
      emitUnhandled(promise, info);
      break;
    case 'warn':
      warn(info);
      emitUnhandled(promise, info);
      break;
    case 'warn-with-error-code':
      if (!emitUnhandled(promise, info)) {
        warn(info);
        process.exitCode = 1;
      }
      break;
    case 'strict':
      triggerUncaughtException(asError(info.reason), true);
      if (!emitUnhandled(promise, info)) warn(info);
      break;
    default:
      if (!emitUnhandled(promise, info)) {
        triggerUncaughtException(asError(info.reason), true);
      }
  }
}

function emitUnhandled(promise, { reason, domain }) {
  if (domain && typeof domain.emit === 'function') {
    return domain.emit('error', reason);
  }
  return process.emit('unhandledRejection', reason, promise);
}

// As the promise, for async_hooks.
function reportAs(promise, info) {
  if (context.promises === null || context.tracker === null) {
    report(promise, info);
    return;
  }
  const { runAs } = require('internal/async_promise_hooks');
  runAs(promise, () => report(promise, info));
}

// A text for any value that runs none of the program's code.
function describe(value) {
  if (typeof value === 'function') return FunctionPrototypeToString(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (ArrayIsArray(value)) return '[object Array]';
  const prototype = ObjectGetPrototypeOf(value);
  const constructor = prototype === null ? undefined :
    ObjectGetOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof constructor === 'function' ?
    `#<${constructor.name}>` : '[object Object]';
}

const kOrigin =
  'This error originated either by throwing inside of an async function ' +
  'without a catch block, or by rejecting a promise which was not handled ' +
  'with .catch().';

function asError(reason) {
  if (require('internal/errors').isErrorLike(reason)) return reason;
  const error = namedError(
    'UnhandledPromiseRejection',
    `${kOrigin} The promise rejected with the reason "${describe(reason)}".`);
  error.code = 'ERR_UNHANDLED_REJECTION';
  return error;
}

// Two warnings: what the reason is, and what to do about it.
function warn({ uid, reason }) {
  const name = 'UnhandledPromiseRejectionWarning';
  const warning = namedError(
    name,
    `Unhandled promise rejection. ${kOrigin} To terminate the node process ` +
    'on unhandled promise rejection, use the CLI flag ' +
    '`--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html' +
    `#cli_unhandled_rejections_mode). (rejection id: ${uid})`);
  try {
    if (require('internal/errors').isErrorLike(reason)) {
      warning.stack = reason.stack;
      process.emitWarning(reason.stack, name);
    } else {
      process.emitWarning(describe(reason), name);
    }
  } catch {
    // A reason that cannot be shown: the second warning has to do.
  }
  process.emitWarning(warning);
}

module.exports = {
  promiseRejectHandler,
  processPromiseRejections,
  watchThen,
};
