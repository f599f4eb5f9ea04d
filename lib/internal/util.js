// SPDX-License-Identifier: MIT
// Small helpers that many modules share. Loaded at start-up: whatever is
// larger or rare lives in internal/util/ and is required where it is used.
'use strict';

const {
  ArrayPrototypePush,
  Map,
  NumberParseInt,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectFreeze,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyDescriptors,
  ObjectGetPrototypeOf,
  ObjectKeys,
  ObjectSetPrototypeOf,
  Promise,
  ReflectApply,
  ReflectConstruct,
  ReflectOwnKeys,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeSymbolSplit,
  SafeSet,
  SafeWeakRef,
  SharedArrayBuffer,
  StringPrototypeReplace,
  StringPrototypeSplit,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
  Symbol,
  SymbolFor,
} = primordials;
// `instanceof` needs no more than the engine's: the prototypes are the same.
const { engineErrors } = require('internal/bootstrap/realm');

const {
  codes: {
    ERR_NO_CRYPTO,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_SIGNAL,
  },
  uvErrmapGet,
  uvErrors,
} = require('internal/errors');

const customInspectSymbol = SymbolFor('nodejs.util.inspect.custom');
const kCustomPromisifiedSymbol = SymbolFor('nodejs.util.promisify.custom');
const customPromisifyArgs = Symbol('customPromisifyArgs');
const kIsEncodingSymbol = Symbol('kIsEncodingSymbol');
const kVmBreakFirstLineSymbol = Symbol('kVmBreakFirstLineSymbol');

const kEmptyObject = ObjectFreeze({ __proto__: null });
const kEnumerableProperty = ObjectFreeze({ __proto__: null, enumerable: true });

// --- Functions about functions --------------------------------------------

// Calls `callback` the first time only.
function once(callback, { preserveReturnValue = false } = kEmptyObject) {
  let called = false;
  let returned;
  return function(...args) {
    if (!called) {
      called = true;
      const result = ReflectApply(callback, this, args);
      returned = preserveReturnValue ? result : undefined;
    }
    return returned;
  };
}

function assignFunctionName(name, fn, descriptor = kEmptyObject) {
  if (typeof name !== 'string') {
    const { description } = name;
    name = description === undefined ? '' : `[${description}]`;
  }
  return ObjectDefineProperty(fn, 'name', {
    __proto__: null, writable: false, enumerable: false, configurable: true,
    ...ObjectGetOwnPropertyDescriptor(fn, 'name'), ...descriptor, value: name,
  });
}

function promisify(original) {
  const { validateFunction } = require('internal/validators');
  validateFunction(original, 'original');
  const custom = original[kCustomPromisifiedSymbol];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return definePromisified(custom, custom);
  }
  // Several results become an object where the function names them.
  const names = original[customPromisifyArgs];

  function fn(...args) {
    return new Promise((resolve, reject) => {
      ArrayPrototypePush(args, (err, ...values) => {
        if (err) {
          reject(err);
        } else if (names !== undefined && values.length > 1) {
          const result = {};
          for (let i = 0; i < names.length; i++) {
            result[names[i]] = values[i];
          }
          resolve(result);
        } else {
          resolve(values[0]);
        }
      });
      const returned = ReflectApply(original, this, args);
      if (typeof returned === 'object' && returned !== null &&
          require('internal/util/types').isPromise(returned)) {
        process.emitWarning(
          'Calling promisify on a function that returns a Promise is likely ' +
          'a mistake.', 'DeprecationWarning', 'DEP0174');
      }
    });
  }

  ObjectSetPrototypeOf(fn, ObjectGetPrototypeOf(original));
  definePromisified(fn, fn);
  copyFunctionProperties(original, fn);
  return fn;
}

promisify.custom = kCustomPromisifiedSymbol;

function definePromisified(fn, value) {
  return ObjectDefineProperty(fn, kCustomPromisifiedSymbol, {
    __proto__: null, value, enumerable: false, writable: false,
    configurable: true,
  });
}

function copyFunctionProperties(from, to) {
  const descriptors = ObjectGetOwnPropertyDescriptors(from);
  const keys = ReflectOwnKeys(descriptors);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const present = ObjectGetOwnPropertyDescriptor(to, key);
    // Not what the engine itself gives every function (sloppy-mode `caller`).
    if (present === undefined || present.configurable || present.writable) {
      const descriptor = descriptors[key];
      ObjectSetPrototypeOf(descriptor, null);
      ObjectDefineProperty(to, key, descriptor);
    }
  }
}

// --- Deprecations and other warnings --------------------------------------

const warnedCodes = new SafeSet();

function isPendingDeprecation() {
  return require('internal/options').getOptionValue('--pending-deprecation') &&
    !require('internal/options').getOptionValue('--no-deprecation');
}

// A function that warns the first time it is called; once for each code.
function getDeprecationWarningEmitter(
  code, message, deprecated, useEmitSync,
  shouldEmitWarning = () => true,
) {
  let warned = false;
  return function() {
    if (warned || !shouldEmitWarning()) {
      return;
    }
    warned = true;
    if (code === 'ExperimentalWarning') {
      process.emitWarning(message, code, deprecated);
      return;
    }
    if (code !== undefined) {
      if (warnedCodes.has(code)) {
        return;
      }
      warnedCodes.add(code);
    }
    if (useEmitSync) {
      require('internal/process/warning').emitWarningSync(
        message, 'DeprecationWarning', code, deprecated);
    } else {
      process.emitWarning(message, 'DeprecationWarning', code, deprecated);
    }
  };
}

function pendingDeprecate(fn, message, code) {
  return deprecate(fn, message, code, undefined, isPendingDeprecation);
}

// `fn` with a warning before its first call. It stays usable as a
// constructor, and instances of either are instances of both.
function deprecate(fn, message, code, useEmitSync,
                   shouldEmitWarning = undefined) {
  if (code !== undefined) {
    require('internal/validators').validateString(code, 'code');
  }
  const warn = getDeprecationWarningEmitter(
    code, message, deprecated, useEmitSync, shouldEmitWarning);

  function deprecated(...args) {
    if (!process.noDeprecation) {
      warn();
    }
    if (new.target) {
      return ReflectConstruct(fn, args, new.target);
    }
    return ReflectApply(fn, this, args);
  }

  ObjectSetPrototypeOf(deprecated, fn);
  if (fn.prototype) {
    deprecated.prototype = fn.prototype;
  }
  ObjectDefineProperty(deprecated, 'length', {
    __proto__: null, ...ObjectGetOwnPropertyDescriptor(fn, 'length'),
  });
  return deprecated;
}

const warnedFeatures = new SafeSet();

function emitExperimentalWarning(feature, messagePrefix, code, ctor) {
  if (warnedFeatures.has(feature)) {
    return;
  }
  warnedFeatures.add(feature);
  const message = `${messagePrefix ?? ''}${feature} is an experimental feature ` +
    'and might change at any time';
  process.emitWarning(message, 'ExperimentalWarning', code, ctor);
}

// --- Encodings and signals ------------------------------------------------

const encodings = ['ascii', 'utf8', 'base64', 'utf16le', 'latin1', 'hex',
                   'buffer', 'base64url'];
const encodingsMap = { __proto__: null };
for (let i = 0; i < encodings.length; i++) {
  encodingsMap[encodings[i]] = i;
}

// The canonical name of an encoding; undefined for what is none.
function normalizeEncoding(encoding) {
  switch (encoding) {
    case 'utf8':
    case 'utf-8':
    case '':
    case undefined:
    case null:
      return 'utf8';
    case 'hex':
    case 'base64':
    case 'base64url':
    case 'latin1':
    case 'ascii':
    case 'utf16le':
      return encoding;
    case 'binary':
      return 'latin1';
    case 'ucs2':
    case 'ucs-2':
    case 'utf-16le':
      return 'utf16le';
  }
  if (typeof encoding !== 'string') {
    return undefined;
  }
  const lower = StringPrototypeToLowerCase(encoding);
  return lower === encoding ? undefined : normalizeEncoding(lower);
}

const lazySignals = () => require('os').constants.signals;

// The number of a signal that is given by name or number.
function convertToValidSignal(signal) {
  const signals = lazySignals();
  if (typeof signal === 'number') {
    const names = ObjectKeys(signals);
    for (let i = 0; i < names.length; i++) {
      if (signals[names[i]] === signal) {
        return signal;
      }
    }
  } else if (typeof signal === 'string') {
    const number = signals[StringPrototypeToUpperCase(signal)];
    if (number) {
      return number;
    }
  }
  throw new ERR_UNKNOWN_SIGNAL(signal);
}

// The exit code by which shells report a death by signal.
function convertProcessSignalToExitCode(signalCode) {
  const signals = lazySignals();
  require('internal/validators').validateOneOf(
    signalCode, 'signalCode', ObjectKeys(signals));
  return 128 + signals[signalCode];
}

// --- System errors --------------------------------------------------------

function checkErrorNumber(number) {
  if (typeof number !== 'number' || number >= 0 || number !== (number | 0)) {
    require('internal/validators').validateNumber(number, 'err');
    throw new ERR_OUT_OF_RANGE('err', 'a negative integer', number);
  }
}

function getSystemErrorName(number) {
  checkErrorNumber(number);
  const entry = uvErrmapGet(number);
  return entry ? entry[0] : `Unknown system error ${number}`;
}

function getSystemErrorMessage(number) {
  checkErrorNumber(number);
  const entry = uvErrmapGet(number);
  return entry ? entry[1] : `Unknown system error ${number}`;
}

// number -> [name, message]; the caller's own.
function getSystemErrorMap() {
  const map = new Map();
  uvErrors().forEach((entry, number) => map.set(number, entry));
  return map;
}

function lazyDOMExceptionClass() {
  return require('internal/per_context/domexception').DOMException;
}

function lazyDOMException(message, name) {
  const DOMException = lazyDOMExceptionClass();
  return new DOMException(message, name);
}

function isError(value) {
  return require('internal/util/types').isNativeError(value) ||
    value instanceof engineErrors.Error;
}

// Shows the source line in front of the stack, where it was recorded.
function decorateErrorStack(err) {
  if (isError(err) && err.stack && err[kArrowMessage]) {
    err.stack = `${err[kArrowMessage]}${err.stack}`;
    err[kArrowMessage] = undefined;
  }
}
const kArrowMessage = Symbol('arrowMessage');

// --- Defining properties --------------------------------------------------

// Properties of `target` that load module `id` when they are first read, and
// are plain data from then on.
function defineLazyProperties(target, id, keys, enumerable = true) {
  const descriptors = { __proto__: null };
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const settle = (object, value) => ObjectDefineProperty(object, key, {
      __proto__: null, value, writable: true, enumerable, configurable: true,
    });
    // Names show in messages and stacks.
    const get = assignFunctionName(key, function() {
      const value = require(id)[key];
      settle(target, value);
      return value;
    });
    const set = assignFunctionName(key, function(value) {
      settle(target, value);
    });
    descriptors[key] = {
      __proto__: null, enumerable, configurable: true, get, set,
    };
  }
  ObjectDefineProperties(target, descriptors);
}

// --- Text, arrays, the rest -----------------------------------------------

function join(output, separator) {
  let text = '';
  for (let i = 0; i < output.length; i++) {
    text += i === 0 ? output[i] : separator + output[i];
  }
  return text;
}

function removeColors(text) {
  return StringPrototypeReplace(text, /\u001b\[\d\d?m/g, '');
}

// Every module here may use a regular expression while a program looks at
// RegExp.$1; the engine keeps those statics, so these are the plain calls.
const SideEffectFreeRegExpPrototypeExec = (pattern, text) =>
  RegExpPrototypeExec(pattern, text);
const SideEffectFreeRegExpPrototypeSymbolReplace = (pattern, text, by) =>
  RegExpPrototypeSymbolReplace(pattern, text, by);
const SideEffectFreeRegExpPrototypeSymbolSplit = (pattern, text, limit) =>
  RegExpPrototypeSymbolSplit(pattern, text, limit);

const isUnderNodeModules = (filename) => RegExpPrototypeExec(
  /(?:^|[\\/])node_modules[\\/]/, filename) !== null;

// address/prefix, where the prefix counts the leading ones of the netmask;
// null when ones follow a zero.
function getCIDR(address, netmask, family) {
  const base = family === 'IPv6' ? 16 : 10;
  const width = family === 'IPv6' ? 16 : 8;
  const groups = StringPrototypeSplit(netmask, family === 'IPv6' ? ':' : '.');
  let ones = 0;
  let ended = false;
  for (let i = 0; i < groups.length; i++) {
    if (groups[i] === '') {
      ended = true;
      continue;
    }
    const bits = NumberParseInt(groups[i], base);
    for (let bit = width - 1; bit >= 0; bit--) {
      if ((bits & (1 << bit)) === 0) {
        ended = true;
      } else if (ended) {
        return null;
      } else {
        ones++;
      }
    }
  }
  return `${address}/${ones}`;
}

function guessHandleType(fd) {
  return internalBinding('tty').guessHandleType(fd);
}

function sleep(milliseconds) {
  require('internal/validators').validateUint32(milliseconds, 'msec');
  internalBinding('util').sleep(milliseconds);
}

function constructSharedArrayBuffer(size, options) {
  return new SharedArrayBuffer(size, options);
}

function assertCrypto() {
  if (!process.versions.openssl) {
    throw new ERR_NO_CRYPTO();
  }
}

// A reference that holds its target only while it is counted.
class WeakReference {
  #weak;
  #strong = null;
  #count = 0;
  constructor(object) {
    this.#weak = new SafeWeakRef(object);
  }

  incRef() {
    this.#count++;
    this.#strong = this.#weak.deref();
    return this.#count;
  }

  decRef() {
    if (--this.#count === 0) {
      this.#strong = null;
    }
    return this.#count;
  }

  get() {
    return this.#weak.deref();
  }
}

module.exports = {
  SideEffectFreeRegExpPrototypeExec,
  SideEffectFreeRegExpPrototypeSymbolReplace,
  SideEffectFreeRegExpPrototypeSymbolSplit,
  WeakReference,
  assertCrypto,
  assignFunctionName,
  constructSharedArrayBuffer,
  convertProcessSignalToExitCode,
  convertToValidSignal,
  customInspectSymbol,
  customPromisifyArgs,
  kCustomPromisifyArgsSymbol: customPromisifyArgs,
  decorateErrorStack,
  defineLazyProperties,
  deprecate,
  emitExperimentalWarning,
  encodingsMap,
  getCIDR,
  getDeprecationWarningEmitter,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  guessHandleType,
  isError,
  isPendingDeprecation,
  isWindows: false,
  join,
  kArrowMessage,
  kEmptyObject,
  kEnumerableProperty,
  kIsEncodingSymbol,
  kVmBreakFirstLineSymbol,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  pendingDeprecate,
  promisify,
  removeColors,
  sleep,
};

// The platform is not known before somebody asks for it.
ObjectDefineProperty(module.exports, 'isMacOS', {
  __proto__: null, enumerable: true,
  get() {
    return process.platform === 'darwin';
  },
});
