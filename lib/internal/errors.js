// SPDX-License-Identifier: MIT
// Every error that the library throws: Node's class, code and message. Almost
// every module loads this file and few programs throw, so it holds only what
// makes errors; the table of codes and texts is errors/registry.js, read when
// the first error with a code is made.
'use strict';

const {
  AggregateError,
  ArrayIsArray,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  Error,
  JSONStringify,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectIsExtensible,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  Proxy,
  RangeError,
  ReflectApply,
  ReflectConstruct,
  ReflectHas,
  ReflectOwnKeys,
  String,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  Symbol,
  TypeError,
} = primordials;

const kIsNodeError = Symbol('kIsNodeError');

// What errors with a code are instances of: the plain class's prototype, with
// the code shown by toString(). One for each class, whatever the code.
function defineFamily(Base) {
  class NodeError extends Base {
    get [kIsNodeError]() {
      return true;
    }
    toString() {
      return `${this.name} [${this.code}]: ${this.message}`;
    }
  }
  delete NodeError.prototype.constructor;
  return NodeError;
}

const families = { __proto__: null };

function construct(Base, code, message) {
  const family = families[Base.name] ??= defineFamily(Base);
  const error = ReflectConstruct(Base, [message], family);
  error.code = code;
  titleStack(error, error.name);
  return error;
}

// The stack was captured before the code was known: put it into its title,
// which begins with `title` now.
function titleStack(error, title) {
  const { stack } = error;
  if (typeof stack === 'string' && StringPrototypeStartsWith(stack, title)) {
    const rest = StringPrototypeSlice(stack, title.length);
    setHidden(error, 'stack', `${error.name} [${error.code}]${rest}`);
  }
}

function setHidden(object, key, value) {
  ObjectDefineProperty(object, key, {
    __proto__: null, value, enumerable: false, writable: true,
    configurable: true,
  });
}

let registry;

function entryOf(code) {
  registry ??= require('internal/errors/registry');
  const entry = registry[code];
  if (entry === undefined) {
    throw new Error(`Unknown error code ${code}`);
  }
  return entry;
}

// Fills each %s of a text with an argument.
function fill(text, args) {
  let message = '';
  let from = 0;
  for (let i = 0; i < args.length; i++) {
    const at = StringPrototypeIndexOf(text, '%s', from);
    if (at < 0 || typeof args[i] !== 'string') {
      const { format } = require('internal/util/inspect');
      return ReflectApply(format, null, [text, ...args]);
    }
    message += StringPrototypeSlice(text, from, at) + args[i];
    from = at + 2;
  }
  return message + StringPrototypeSlice(text, from);
}

// The message of `code`; a builder may also set properties on `error`.
function getMessage(code, args, error) {
  const text = entryOf(code)[1];
  return typeof text === 'function' ?
    ReflectApply(text, error, args) : fill(text, args);
}

function makeError(code, args, Base) {
  Base ??= entryOf(code)[0];
  if (Base === SystemError) {
    return new SystemError(code, args[0]);
  }
  // Builders set further properties, which come after `code`.
  let extra;
  const text = entryOf(code)[1];
  const message = typeof text === 'function' ?
    ReflectApply(text, extra = {}, args) : fill(text, args);
  const error = construct(Base, code, message);
  if (extra !== undefined) {
    const keys = ObjectKeys(extra);
    for (let i = 0; i < keys.length; i++) {
      error[keys[i]] = extra[keys[i]];
    }
  }
  return error;
}

function defineCode(code, Base) {
  function NodeError(...args) {
    return makeError(code, args, Base);
  }
  NodeError.HideStackFramesError = NodeError;
  return NodeError;
}

// Codes that some callers want on another class: new ERR_X.RangeError(...).
const otherBases = {
  __proto__: null,
  ERR_HTTP2_INVALID_SETTING_VALUE: [RangeError],
  ERR_INVALID_ARG_VALUE: [RangeError],
  ERR_INVALID_RETURN_VALUE: [RangeError],
  ERR_INVALID_STATE: [TypeError, RangeError],
  ERR_OPERATION_FAILED: [TypeError],
};

// codes.ERR_X is a constructor, made when it is first asked for.
const codes = new Proxy({ __proto__: null }, {
  __proto__: null,
  get(made, code) {
    const known = made[code];
    if (known !== undefined || typeof code !== 'string' ||
        !StringPrototypeStartsWith(code, 'ERR_')) {
      return known;
    }
    const constructor = made[code] = defineCode(code);
    const others = otherBases[code];
    for (let i = 0; i < others?.length; i++) {
      constructor[others[i].name] = defineCode(code, others[i]);
    }
    return constructor;
  },
  has(made, code) {
    return ReflectHas(registry ??= require('internal/errors/registry'), code);
  },
  ownKeys() {
    return ReflectOwnKeys(registry ??= require('internal/errors/registry'));
  },
  getOwnPropertyDescriptor(made, code) {
    return ReflectHas(codes, code) ? {
      __proto__: null, value: codes[code], enumerable: true,
      configurable: true, writable: true,
    } : undefined;
  },
});

// A failed system call of the kind { code, errno, message, syscall[, path,
// dest] }, which it offers as `info`.
class SystemError extends Error {
  constructor(code, info) {
    let message = `${getMessage(code, [])}: ${info.syscall} returned ` +
      `${info.code} (${info.message})`;
    if (info.path !== undefined) {
      message += ` ${info.path}`;
    }
    if (info.dest !== undefined) {
      message += ` => ${info.dest}`;
    }
    super(message);
    setHidden(this, 'name', 'SystemError');
    setHidden(this, kIsNodeError, true);
    this.code = code;
    ObjectDefineProperty(this, 'info', {
      __proto__: null, value: info, enumerable: true, configurable: true,
      writable: false,
    });
    defineForwarder(this, 'errno', info);
    defineForwarder(this, 'syscall', info);
    if (info.path !== undefined) {
      defineForwarder(this, 'path', info);
    }
    if (info.dest !== undefined) {
      defineForwarder(this, 'dest', info);
    }
    titleStack(this, 'Error');
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function defineForwarder(error, key, info) {
  const isPath = key === 'path' || key === 'dest';
  ObjectDefineProperty(error, key, {
    __proto__: null,
    get() {
      return isPath ? info[key]?.toString() : info[key];
    },
    set(value) {
      if (isPath && value) {
        const { Buffer } = require('buffer');
        value = Buffer.from(value.toString());
      }
      info[key] = value;
    },
    enumerable: true,
    configurable: true,
  });
}

// --- Failures that libuv reports by number --------------------------------

let uvErrors;

// [name, message] of a negative error number, or undefined.
function uvErrmapGet(number) {
  uvErrors ??= internalBinding('uv').getErrorMap();
  return uvErrors.get(number);
}

function nameOf(number) {
  const entry = uvErrmapGet(number);
  return entry ? entry[0] : `Unknown system error ${number}`;
}

const unknown = ['UNKNOWN', 'unknown error'];

// "ENOENT: no such file or directory, open 'x'": what fs throws. The keys of
// `context` other than `message` become the error's own.
class UVException extends Error {
  constructor(context) {
    const { 0: code, 1: text } = uvErrmapGet(context.errno) || unknown;
    let message = `${code}: ${context.message || text}, ${context.syscall}`;
    const path = context.path ? context.path.toString() : undefined;
    const dest = context.dest ? context.dest.toString() : undefined;
    if (path) {
      message += ` '${path}'`;
    }
    if (dest) {
      message += ` -> '${dest}'`;
    }
    super(message);
    const keys = ObjectKeys(context);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key !== 'message' && key !== 'path' && key !== 'dest') {
        this[key] = context[key];
      }
    }
    this.code = code;
    if (path) {
      this.path = path;
    }
    if (dest) {
      this.dest = dest;
    }
  }

  get ['constructor']() {
    return Error;
  }
}

// "listen EADDRINUSE: address already in use 127.0.0.1:80".
class UVExceptionWithHostPort extends Error {
  constructor(number, syscall, address, port) {
    const { 0: code, 1: text } = uvErrmapGet(number) || unknown;
    let details = '';
    if (port && port > 0) {
      details = ` ${address}:${port}`;
    } else if (address) {
      details = ` ${address}`;
    }
    super(`${syscall} ${code}: ${text}${details}`);
    this.code = code;
    this.errno = number;
    this.syscall = syscall;
    this.address = address;
    if (port) {
      this.port = port;
    }
  }

  get ['constructor']() {
    return Error;
  }
}

// "connect ECONNREFUSED".
class ErrnoException extends Error {
  constructor(number, syscall, original) {
    const code = nameOf(number);
    super(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
    this.errno = number;
    this.code = code;
    this.syscall = syscall;
  }

  get ['constructor']() {
    return Error;
  }
}

// "connect ECONNREFUSED 127.0.0.1:80 - Local (...)".
class ExceptionWithHostPort extends Error {
  constructor(number, syscall, address, port, additional) {
    const code = nameOf(number);
    let details = '';
    if (port && port > 0) {
      details = ` ${address}:${port}`;
    } else if (address) {
      details = ` ${address}`;
    }
    if (additional) {
      details += ` - Local (${additional})`;
    }
    super(`${syscall} ${code}${details}`);
    this.errno = number;
    this.code = code;
    this.syscall = syscall;
    this.address = address;
    if (port) {
      this.port = port;
    }
  }

  get ['constructor']() {
    return Error;
  }
}

// "queryA ENOTFOUND example.org". `code` is a number of libuv's or a name of
// the resolver's; a missing name is ENOTFOUND to users, however it failed.
class DNSException extends Error {
  constructor(code, syscall, hostname) {
    let number;
    if (typeof code === 'number') {
      number = code;
      code = nameOf(number);
      if (code === 'EAI_NODATA' || code === 'EAI_NONAME') {
        code = 'ENOTFOUND';
      }
    }
    super(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
    this.errno = number;
    this.code = code;
    this.syscall = syscall;
    if (hostname) {
      this.hostname = hostname;
    }
  }

  get ['constructor']() {
    return Error;
  }
}

class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }

  get ['constructor']() {
    return Error;
  }
}

// --- Errors of other kinds ------------------------------------------------

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

class NodeAggregateError extends AggregateError {
  constructor(errors, message) {
    super(ArrayPrototypeSlice(errors), message);
    this.code = errors[0]?.code;
  }

  get [kIsNodeError]() {
    return true;
  }

  get ['constructor']() {
    return AggregateError;
  }
}

// One error out of a first failure and the one met while cleaning up.
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer) {
    return inner || outer;
  }
  if (ArrayIsArray(outer.errors)) {
    ArrayPrototypePush(outer.errors, inner);
    return outer;
  }
  const error = new AggregateError([outer, inner], outer.message);
  error.code = outer.code;
  return error;
}

function genericNodeError(message, properties) {
  const error = new Error(message);
  const keys = ObjectKeys(properties);
  for (let i = 0; i < keys.length; i++) {
    error[keys[i]] = properties[keys[i]];
  }
  return error;
}

function isErrorLike(value) {
  return typeof value === 'object' && value !== null &&
    ObjectPrototypeHasOwnProperty(value, 'stack');
}

function isStackOverflowError(error) {
  return error?.name === 'RangeError' && typeof error.message === 'string' &&
    StringPrototypeStartsWith(error.message, 'Maximum call stack size exceeded');
}

function isErrorStackTraceLimitWritable() {
  const limit = ObjectGetOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (limit === undefined) {
    return ObjectIsExtensible(Error);
  }
  return limit.writable === true || limit.set !== undefined;
}

// Validators are meant to be invisible in stacks. Frames of this file and of
// the validators are dropped where stacks are formatted, so the function
// stays as it is; Node's internals also call it by a second name.
function hideStackFrames(fn) {
  fn.withoutStackTrace = fn;
  return fn;
}

// --- Words for messages ---------------------------------------------------

// What was received instead: "type string ('x')", "an instance of Foo".
function determineSpecificType(value) {
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'number':
      return value === 0 && 1 / value < 0 ?
        'type number (-0)' : `type number (${value})`;
    case 'bigint':
      return `type bigint (${value}n)`;
    case 'boolean':
      return `type boolean (${value})`;
    case 'symbol':
      return `type symbol (${String(value)})`;
    case 'function':
      return `function ${value.name}`;
    case 'string': {
      const shown = value.length > 28 ?
        `${StringPrototypeSlice(value, 0, 25)}...` : value;
      if (StringPrototypeIndexOf(shown, "'") < 0) {
        return `type string ('${shown}')`;
      }
      return `type string (${JSONStringify(shown)})`;
    }
  }
  if (value === null) {
    return 'null';
  }
  if (value.constructor && 'name' in value.constructor) {
    return `an instance of ${value.constructor.name}`;
  }
  const { inspect } = require('internal/util/inspect');
  return inspect(value, { depth: -1 });
}

// "a", "a and b", "a, b, and c".
function formatList(array, word = 'and') {
  const last = array.length - 1;
  if (last < 1) {
    return `${array[0] ?? ''}`;
  }
  if (last === 1) {
    return `${array[0]} ${word} ${array[1]}`;
  }
  let list = '';
  for (let i = 0; i < last; i++) {
    list += `${array[i]}, `;
  }
  return `${list}${word} ${array[last]}`;
}

// The user's custom inspection may throw: then show the value without it.
function inspectWithNoCustomRetry(value, options) {
  const { inspect } = require('internal/util/inspect');
  try {
    return inspect(value, options);
  } catch {
    return inspect(value, { ...options, customInspect: false });
  }
}

module.exports = {
  AbortError,
  ConnResetException,
  DNSException,
  ErrnoException,
  ExceptionWithHostPort,
  NodeAggregateError,
  SystemError,
  UVException,
  UVExceptionWithHostPort,
  aggregateTwoErrors,
  codes,
  connResetException: (message) => new ConnResetException(message),
  determineSpecificType,
  dnsException: (code, syscall, hostname) =>
    new DNSException(code, syscall, hostname),
  errnoException: (number, syscall, original) =>
    new ErrnoException(number, syscall, original),
  exceptionWithHostPort: (number, syscall, address, port, additional) =>
    new ExceptionWithHostPort(number, syscall, address, port, additional),
  formatList,
  genericNodeError,
  getMessage,
  hideStackFrames,
  inspectWithNoCustomRetry,
  isErrorLike,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kIsNodeError,
  uvErrmapGet,
  uvException: (context) => new UVException(context),
  uvExceptionWithHostPort: (number, syscall, address, port) =>
    new UVExceptionWithHostPort(number, syscall, address, port),
};
