'use strict';

// node:domain (deprecated): errors of everything that belongs to a domain go
// to its 'error' listeners. Emitters join the domain that is active when they
// are made; ticks, timers and immediates run in the domain that queued them.

const {
  ArrayPrototypeEvery,
  ArrayPrototypeIndexOf,
  ArrayPrototypeLastIndexOf,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  Error,
  ObjectDefineProperty,
  ReflectApply,
  SafeWeakMap,
  Symbol,
} = primordials;
const EventEmitter = require('events');
const {
  codes: {
    ERR_DOMAIN_CALLBACK_NOT_AVAILABLE,
    ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE,
    ERR_UNHANDLED_ERROR,
  },
} = require('internal/errors');
const {
  hasUncaughtExceptionCaptureCallback,
  setUncaughtExceptionCaptureCallback,
} = require('internal/process/uncaught');

if (hasUncaughtExceptionCaptureCallback()) {
  throw new ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();
}
const { stack: loadedAt } = new Error('require(`domain`) at this point');
process.setUncaughtExceptionCaptureCallback = (fn) => {
  const err = new ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
  err.stack += `\n${'-'.repeat(40)}\n${loadedAt}`;
  throw err;
};

let stack = [];  // the domains that have been entered, innermost last

function mark(object, domain, enumerable = false) {
  ObjectDefineProperty(object, 'domain', {
    __proto__: null,
    configurable: true,
    enumerable,
    value: domain,
    writable: true,
  });
}

function setActive(domain) {
  exports.active = domain;
  process.domain = domain;
}

function hasNoListener(domain) {
  return domain.listenerCount('error') === 0;
}

// Exceptions come to the active domain while some domain listens.
function updateExceptionCapture() {
  setUncaughtExceptionCaptureCallback(null);
  if (!ArrayPrototypeEvery(stack, hasNoListener)) {
    setUncaughtExceptionCaptureCallback((err) =>
      process.domain._errorHandler(err));
  }
}

function leaveAll() {
  stack.length = 0;
  setActive(null);
  updateExceptionCapture();
}

// Programs that handle exceptions themselves begin without a domain, too.
process.on('newListener', (name, listener) => {
  if (name !== 'uncaughtException' || listener === leaveAll) return;
  process.removeListener(name, leaveAll);
  process.prependListener(name, leaveAll);
});
process.on('removeListener', (name, listener) => {
  if (name !== 'uncaughtException' || listener === leaveAll) return;
  const listeners = process.listeners(name);
  if (listeners.length === 1 && listeners[0] === leaveAll) {
    process.removeListener(name, leaveAll);
  }
});

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
    this.on('removeListener', updateExceptionCapture);
    this.on('newListener', updateExceptionCapture);
  }
}

Domain.prototype.members = undefined;

Domain.prototype._errorHandler = function(err) {
  if ((typeof err === 'object' && err !== null) || typeof err === 'function') {
    mark(err, this);
    err.domainThrown = true;
  }
  while (exports.active === this) this.exit();

  let caught = false;
  if (stack.length === 0) {
    // Nobody is further out: what the listener throws ends the program.
    if (!hasNoListener(this)) {
      setUncaughtExceptionCaptureCallback(null);
      try {
        caught = this.emit('error', err);
      } finally {
        updateExceptionCapture();
      }
    }
  } else {
    try {
      caught = this.emit('error', err);
    } catch (second) {
      // The listener threw: the next domain out gets that.
      updateExceptionCapture();
      if (stack.length === 0) throw second;
      setActive(stack[stack.length - 1]);
      caught = process.domain._errorHandler(second);
    }
  }
  leaveAll();
  return caught;
};

Domain.prototype.enter = function() {
  setActive(this);
  ArrayPrototypePush(stack, this);
  updateExceptionCapture();
};

Domain.prototype.exit = function() {
  const index = ArrayPrototypeLastIndexOf(stack, this);
  if (index === -1) return;
  ArrayPrototypeSplice(stack, index);
  setActive(stack.length === 0 ? undefined : stack[stack.length - 1]);
  updateExceptionCapture();
};

Domain.prototype.add = function(emitter) {
  if (emitter.domain === this) return;
  if (emitter.domain) emitter.domain.remove(emitter);
  // A domain may not become a member of one of its own members.
  if (this.domain && emitter instanceof Domain) {
    for (let outer = this.domain; outer; outer = outer.domain) {
      if (emitter === outer) return;
    }
  }
  mark(emitter, this);
  ArrayPrototypePush(this.members, emitter);
};

Domain.prototype.remove = function(emitter) {
  emitter.domain = null;
  const index = ArrayPrototypeIndexOf(this.members, emitter);
  if (index !== -1) ArrayPrototypeSplice(this.members, index, 1);
};

Domain.prototype.run = function(fn, ...args) {
  this.enter();
  const result = ReflectApply(fn, this, args);
  this.exit();
  return result;
};

Domain.prototype.bind = function(callback) {
  const domain = this;
  function runBound(...args) {
    domain.enter();
    const result = ReflectApply(callback, this, args);
    domain.exit();
    return result;
  }
  mark(runBound, this, true);
  return runBound;
};

// For callbacks that take an error first: it goes to the domain.
Domain.prototype.intercept = function(callback) {
  const domain = this;
  return function runIntercepted(...args) {
    const err = args[0];
    if (err && err instanceof Error) {
      err.domainBound = callback;
      err.domainThrown = false;
      mark(err, domain);
      domain.emit('error', err);
      return undefined;
    }
    domain.enter();
    const result = ReflectApply(callback, this, ArrayPrototypeSlice(args, 1));
    domain.exit();
    return result;
  };
};

// --- emitters ---------------------------------------------------------------

const { init } = EventEmitter;
const { emit } = EventEmitter.prototype;

// Gives an emitter's error to its domain, which is not active meanwhile: an
// error in the listener is for the domains further out.
function emitToDomain(emitter, domain, args) {
  const err = args.length > 1 && args[1] ?
    args[1] : new ERR_UNHANDLED_ERROR(args[1]);
  if (typeof err === 'object') {
    err.domainEmitter = emitter;
    mark(err, domain);
    err.domainThrown = false;
  }
  const before = stack;
  const active = process.domain;
  let index = stack.length - 1;
  while (index > -1 && stack[index] === active) index--;
  stack = exports._stack = ArrayPrototypeSlice(stack, 0, index + 1);
  setActive(index > -1 ? stack[index] : null);
  updateExceptionCapture();

  domain.emit('error', err);

  stack = exports._stack = before;
  setActive(active);
  updateExceptionCapture();
  return false;
}

EventEmitter.usingDomains = true;

EventEmitter.init = function(opts) {
  mark(this, null);
  if (exports.active && !(this instanceof Domain)) this.domain = exports.active;
  return ReflectApply(init, this, [opts]);
};

EventEmitter.prototype.emit = function(...args) {
  const { domain } = this;
  const isError = args[0] === 'error';
  if (domain === null || domain === undefined || this === process ||
      (isError && this.listenerCount('error') > 0)) {
    return ReflectApply(emit, this, args);
  }
  if (isError) return emitToDomain(this, domain, args);
  domain.enter();
  const result = ReflectApply(emit, this, args);
  domain.exit();
  return result;
};

// --- the module -------------------------------------------------------------

let current = null;
ObjectDefineProperty(process, 'domain', {
  __proto__: null,
  enumerable: true,
  get() {
    return current;
  },
  set(domain) {
    current = domain;
  },
});

// Each resource joins the domain that is active when it is made.
const kDomain = Symbol('domain');
require('internal/async_tracker').addListener({
  init(resource, type) {
    if (current === null || current === undefined) return;
    resource[kDomain] = current;
    if (type !== 'PROMISE') mark(resource, current);
  },
  before(resource) {
    resource[kDomain]?.enter();
  },
  after(resource) {
    resource[kDomain]?.exit();
  },
});

// Promises, which are the program's, have theirs beside them.
const domains = new SafeWeakMap();
require('internal/promise_hooks').addPromiseHook({
  init(promise) {
    if (current !== null && current !== undefined) domains.set(promise, current);
  },
  before(promise) {
    domains.get(promise)?.enter();
  },
  after(promise) {
    domains.get(promise)?.exit();
  },
});

function create() {
  return new Domain();
}

exports.Domain = Domain;
exports.create = exports.createDomain = create;
exports.active = null;
exports._stack = stack;
