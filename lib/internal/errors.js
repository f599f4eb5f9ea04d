// SPDX-License-Identifier: MIT
// Every error that the library throws: Node's class, code and message. Almost
// every module loads this file and few programs throw, so it holds only what
// makes errors; the table of codes and texts is errors/registry.js, read when
// the first error with a code is made.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  JSONStringify,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectIsExtensible,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  Proxy,
  ReflectApply,
  ReflectHas,
  ReflectOwnKeys,
  SafeMap,
  String,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  Symbol,
} = primordials;

// The engine's own: attachAbove() makes the stacks.
const { AggregateError, Error, RangeError, TypeError } =
  require('internal/bootstrap/realm').engineErrors;

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

// The stack's title names the code, too. `above` is left out of the stack.
function construct(Base, code, message, above) {
  const family = families[Base.name] ??= defineFamily(Base);
  const { makeQuietly, attachAbove } = require('internal/error_stack');
  const error = makeQuietly(Base, [message], family);
  error.code = code;
  attachAbove(error, above, `${error.name} [${code}]: ${message}`);
  return error;
}

// An ordinary Error whose stack begins at the caller of `above`.
function plainError(message, above) {
  const { makeQuietly, attachAbove } = require('internal/error_stack');
  const error = makeQuietly(Error, [message], Error);
  attachAbove(error, above, `Error: ${message}`);
  return error;
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

function makeError(code, args, Base, above) {
  Base ??= entryOf(code)[0];
  if (Base === SystemError) {
    return new SystemError(code, args[0], above);
  }
  // Builders set further properties, which come after `code`.
  let extra;
  const text = entryOf(code)[1];
  const message = typeof text === 'function' ?
    ReflectApply(text, extra = { __proto__: null }, args) : fill(text, args);
  const error = construct(Base, code, message, above);
  if (extra !== undefined) {
    const keys = ObjectKeys(extra);
    for (let i = 0; i < keys.length; i++) {
      ObjectDefineProperty(error, keys[i], {
        __proto__: null, value: extra[keys[i]], writable: true,
        enumerable: true, configurable: true,
      });
    }
  }
  return error;
}

function defineCode(code, Base) {
  function NodeError(...args) {
    return makeError(code, args, Base, NodeError);
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
  constructor(code, info, above = SystemError) {
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
    require('internal/error_stack').attachAbove(
      this, above, `SystemError [${code}]: ${message}`);
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

let errorMap;

// number -> [name, message]
function uvErrors() {
  if (errorMap === undefined) {
    errorMap = new SafeMap();
    const list = internalBinding('uv').errors();
    for (let i = 0; i < list.length; i += 3) {
      errorMap.set(list[i], [list[i + 1], list[i + 2]]);
    }
  }
  return errorMap;
}

// A native's answer where --permission refuses (src/loop/permission.h). The
// network's errors carry it as libuv's carry theirs.
const kDenied = -99998;
const denied = [
  'ERR_ACCESS_DENIED',
  'Access to this API has been restricted. Use --allow-net to manage ' +
  'permissions.',
];

// [name, message] of a negative error number, or undefined.
function uvErrmapGet(number) {
  return number === kDenied ? denied : uvErrors().get(number);
}

function nameOf(number) {
  const entry = uvErrmapGet(number);
  return entry ? entry[0] : `Unknown system error ${number}`;
}

const unknown = ['UNKNOWN', 'unknown error'];

// These are made often, so they are plain errors that a function dresses: the
// result of `new` is an Error, whose stack begins at the caller.

// "ENOENT: no such file or directory, open 'x'": what fs throws. The keys of
// `context` other than `message` become the error's own.
function UVException(context) {
  if (context.errno === kDenied) {
    return require('internal/process/permission')
      .fileError('FileSystemRead', context.dest ?? context.path);
  }
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
  const error = plainError(message, UVException);
  const keys = ObjectKeys(context);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== 'message' && key !== 'path' && key !== 'dest') {
      error[key] = context[key];
    }
  }
  error.code = code;
  if (path) {
    error.path = path;
  }
  if (dest) {
    error.dest = dest;
  }
  return error;
}

// " 127.0.0.1:80", " /socket", "".
function placeOf(address, port) {
  if (port && port > 0) {
    return ` ${address}:${port}`;
  }
  return address ? ` ${address}` : '';
}

// "listen EADDRINUSE: address already in use 127.0.0.1:80".
function UVExceptionWithHostPort(number, syscall, address, port) {
  const { 0: code, 1: text } = uvErrmapGet(number) || unknown;
  const error = plainError(
    `${syscall} ${code}: ${text}${placeOf(address, port)}`,
    UVExceptionWithHostPort);
  error.code = code;
  error.errno = number;
  error.syscall = syscall;
  error.address = address;
  if (port) {
    error.port = port;
  }
  return error;
}

// "connect ECONNREFUSED".
function ErrnoException(number, syscall, original) {
  const code = nameOf(number);
  const error = plainError(
    original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`,
    ErrnoException);
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  return error;
}

// "connect ECONNREFUSED 127.0.0.1:80 - Local (...)".
function ExceptionWithHostPort(number, syscall, address, port, additional) {
  const code = nameOf(number);
  const local = additional ? ` - Local (${additional})` : '';
  const error = plainError(
    `${syscall} ${code}${placeOf(address, port)}${local}`,
    ExceptionWithHostPort);
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) {
    error.port = port;
  }
  return error;
}

// "queryA ENOTFOUND example.org". `code` is a number of libuv's or a name of
// the resolver's; a missing name is ENOTFOUND to users, however it failed.
function DNSException(code, syscall, hostname) {
  let number;
  if (typeof code === 'number') {
    number = code;
    code = nameOf(number);
    if (code === 'EAI_NODATA' || code === 'EAI_NONAME') {
      code = 'ENOTFOUND';
    }
  }
  const error = plainError(
    `${syscall} ${code}${hostname ? ` ${hostname}` : ''}`, DNSException);
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  if (hostname) {
    error.hostname = hostname;
  }
  return error;
}

function ConnResetException(message) {
  const error = plainError(message, ConnResetException);
  error.code = 'ECONNRESET';
  return error;
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
    require('internal/error_stack').attachAbove(
      this, AbortError, `AbortError: ${this.message}`);
  }
}

class NodeAggregateError extends AggregateError {
  constructor(errors, message) {
    super(ArrayPrototypeSlice(errors), message);
    this.code = errors[0]?.code;
    require('internal/error_stack').attachAbove(
      this, NodeAggregateError,
      `AggregateError [${this.code}]${message ? `: ${message}` : ''}`);
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
  const { attachAbove, makeQuietly } = require('internal/error_stack');
  const error = makeQuietly(
    AggregateError, [[outer, inner], outer.message], AggregateError);
  attachAbove(error, aggregateTwoErrors, `AggregateError: ${outer.message}`);
  error.code = outer.code;
  return error;
}

function genericNodeError(message, properties) {
  const error = plainError(message, genericNodeError);
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
  const { Error } = globalThis;
  const limit = ObjectGetOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (limit === undefined) {
    return ObjectIsExtensible(Error);
  }
  return limit.writable === true || limit.set !== undefined;
}

// Validators are meant to be invisible in stacks: internal/error_stack drops
// the frames of their files, so the function stays as it is. Node's internals
// also call it by a second name.
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
  kDenied,
  uvErrmapGet,
  uvErrors,
  uvException: (context) => new UVException(context),
  uvExceptionWithHostPort: (number, syscall, address, port) =>
    new UVExceptionWithHostPort(number, syscall, address, port),
};
