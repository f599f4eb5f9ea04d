// SPDX-License-Identifier: MIT
// Operations under way in the pool. Each has a number that the binding gives
// back to complete(), the one entry from C; what the operation reads or writes
// is kept alive here. Also the errors that results become.
'use strict';

const { ArrayIsArray, Number, Promise } = primordials;

const binding = internalBinding('fs');
const { destroy, enter: enterContext, kFrame, leave, queue } =
  require('internal/async_context');
const {
  UVException, kDenied, uvErrmapGet,
  codes: { ERR_FS_EISDIR, ERR_FS_FILE_TOO_LARGE, ERR_STRING_TOO_LONG },
} = require('internal/errors');

// The binding's own code: longer than a whole file may be.
const kTooLarge = -99999;
const kMaxStringLength = 2 ** 31 - 1;

const pending = [];
const free = [];
const watchers = { __proto__: null, size: 0 };
let started = false;
let nextWatcher = 1;

// The error for a failed result: a negative code, or an array of code, system
// call and path where one operation makes several calls.
function failure(result, syscall, path, dest) {
  let errno = result;
  if (typeof result !== 'number') {
    errno = result[0];
    if (errno === kDenied) {
      return require('internal/process/permission')
        .fileError(result[1], result[2] ?? '', syscall);
    }
    if (errno === kTooLarge) {
      return new ERR_FS_FILE_TOO_LARGE(Number(result[2]));
    }
    syscall = result[1];
    path = result[2];
    dest = undefined;
    if (syscall === 'rm') {
      return new ERR_FS_EISDIR({
        code: 'EISDIR', message: 'is a directory', path, syscall, errno: 21,
      });
    }
  }
  const context = { errno, code: uvErrmapGet(errno)?.[0], syscall };
  if (path !== undefined) {
    context.path = path;
  }
  if (dest !== undefined) {
    context.dest = dest;
  }
  return new UVException(context);
}

// The result of a Sync call, when it is none of the failures.
function check(result, syscall, path, dest) {
  if (typeof result === 'number' ? result < 0 : ArrayIsArray(result)) {
    throw failure(result, syscall, path, dest);
  }
  return result;
}

class Request {
  constructor(syscall, path, dest, shape, hold) {
    this.syscall = syscall;
    this.path = path;
    this.dest = dest;
    this.shape = shape;  // makes what the caller gets from the raw value
    this.hold = hold;    // kept alive until the end
    this[kFrame] = undefined;
  }

  settle(status, value) {
    if (status < 0) {
      this.reject(failure(value, this.syscall, this.path, this.dest));
      return;
    }
    const { shape } = this;
    if (shape === undefined) {
      this.resolve();
      return;
    }
    let result;
    try {
      result = shape(value, this.hold);
    } catch (err) {
      this.reject(err);
      return;
    }
    this.resolve(result);
  }
}

class CallbackRequest extends Request {
  constructor(callback, syscall, path, dest, shape, hold) {
    super(syscall, path, dest, shape, hold);
    this.callback = callback;
    queue(this, 'FSREQCALLBACK');
  }

  reject(err) {
    const { callback } = this;
    callback(err);
  }

  resolve(value) {
    const { callback } = this;
    if (this.shape === undefined) {
      callback(null);
    } else {
      callback(null, value);
    }
  }
}

class PromiseRequest extends Request {
  constructor(syscall, path, dest, shape, hold) {
    super(syscall, path, dest, shape, hold);
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    queue(this, 'FSREQPROMISE');
    this.id = enter(this);
  }
}

function complete(id, status, value) {
  const request = pending[id];
  pending[id] = undefined;
  free.push(id);
  enterContext(request);
  try {
    request.settle(status, value);
  } finally {
    destroy(request);
  }
  leave(request);
}

function watched(id, status, what, name) {
  const watcher = watchers[id];
  if (watcher === undefined) return;
  enterContext(watcher);
  watcher.listener(status, what, name);
  leave(watcher);
}

function start() {
  started = true;
  binding.start(complete, watched);
}

function enter(request) {
  if (!started) {
    start();
  }
  const id = free.length > 0 ? free.pop() : pending.length;
  pending[id] = request;
  return id;
}

// A request for callback(err, shape(value)): its number. Without a shape the
// callback gets null alone.
function request(callback, syscall, path, dest, shape, hold) {
  return enter(
    new CallbackRequest(callback, syscall, path, dest, shape, hold));
}

// A request with a promise: { id, promise }.
function promised(syscall, path, dest, shape, hold) {
  return new PromiseRequest(syscall, path, dest, shape, hold);
}

// A number for a watcher whose news go to `listener`.
function addWatcher(listener, type) {
  if (!started) {
    start();
  }
  const id = nextWatcher++;
  watchers[id] = { listener, [kFrame]: undefined };
  queue(watchers[id], type);
  return id;
}

function removeWatcher(id) {
  if (watchers[id] !== undefined) destroy(watchers[id]);
  delete watchers[id];
}

// Shapes that several operations share.
function identity(value) {
  return value;
}

// What the binding returns for a text that no string can hold is null.
function checkText(value) {
  if (value === null) {
    throw new ERR_STRING_TOO_LONG(kMaxStringLength);
  }
  return value;
}

module.exports = {
  addWatcher,
  check,
  checkText,
  failure,
  identity,
  promised,
  removeWatcher,
  request,
};
