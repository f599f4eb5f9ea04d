// SPDX-License-Identifier: MIT
// node:util. Much of it is rarely used: those parts load when first read.
'use strict';

const {
  FunctionPrototypeBind,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptors,
  ObjectKeys,
  ObjectSetPrototypeOf,
  ObjectValues,
  ReflectApply,
  StringPrototypeReplaceAll,
  StringPrototypeToWellFormed,
} = primordials;

const {
  ErrnoException,
  ExceptionWithHostPort,
  codes: {
    ERR_FALSY_VALUE_REJECTION,
    ERR_INVALID_ARG_TYPE,
  },
} = require('internal/errors');
const {
  validateBoolean,
  validateFunction,
  validateInteger,
  validateObject,
  validateOneOf,
  validateString,
} = require('internal/validators');
const {
  convertProcessSignalToExitCode,
  defineLazyProperties,
  deprecate,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  promisify,
} = require('internal/util');

// --- Functions ------------------------------------------------------------

// A promise may reject with nothing, but a callback's error must be truthy.
function callbackifyRejection(reason, callback) {
  if (!reason) {
    reason = new ERR_FALSY_VALUE_REJECTION(reason);
    const { attachAbove } = require('internal/error_stack');
    attachAbove(reason, callbackifyRejection,
                `Error [${reason.code}]: ${reason.message}`);
  }
  return callback(reason);
}

function callbackify(original) {
  validateFunction(original, 'original');

  function callbackified(...args) {
    const last = args.pop();
    validateFunction(last, 'last argument');
    const callback = FunctionPrototypeBind(last, this);
    ReflectApply(original, this, args).then(
      (value) => process.nextTick(callback, null, value),
      (reason) => process.nextTick(callbackifyRejection, reason, callback));
  }

  const descriptors = ObjectGetOwnPropertyDescriptors(original);
  // One more parameter, and a name of its own.
  if (typeof descriptors.length.value === 'number') {
    descriptors.length.value++;
  }
  if (typeof descriptors.name.value === 'string') {
    descriptors.name.value += 'Callbackified';
  }
  const all = ObjectValues(descriptors);
  for (let i = 0; i < all.length; i++) {
    ObjectSetPrototypeOf(all[i], null);
  }
  // The engine's own properties of sloppy functions cannot be redefined.
  delete descriptors.arguments;
  delete descriptors.caller;
  ObjectDefineProperties(callbackified, descriptors);
  return callbackified;
}

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) {
    throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  }
  if (superCtor === undefined || superCtor === null) {
    throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  }
  if (superCtor.prototype === undefined) {
    throw new ERR_INVALID_ARG_TYPE(
      'superCtor.prototype', 'Object', superCtor.prototype);
  }
  ObjectDefineProperty(ctor, 'super_', {
    __proto__: null, value: superCtor, writable: true, configurable: true,
  });
  ObjectSetPrototypeOf(ctor.prototype, superCtor.prototype);
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') {
    return target;
  }
  const keys = ObjectKeys(source);
  let i = keys.length;
  while (i--) {
    target[keys[i]] = source[keys[i]];
  }
  return target;
}

// The public form of deprecate() does not have the internal parameters.
function publicDeprecate(fn, msg, code) {
  return deprecate(fn, msg, code);
}

// --- Text -----------------------------------------------------------------

const escapeCode = (code) => `\u001b[${code}m`;
const kIntensityEnd = 22;  // ends both bold and dim

function validateStyleStream(stream) {
  const { isReadableStream, isWritableStream, isNodeStream } =
    require('internal/streams/utils');
  if (!isReadableStream(stream) && !isWritableStream(stream) &&
      !isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
}

// Text between the codes of one style or several. A style that ends inside
// the text begins again there.
function styleText(format, text, options = { __proto__: null }) {
  validateString(text, 'text');
  validateObject(options, 'options');
  const validateStream = options.validateStream ?? true;
  validateBoolean(validateStream, 'options.validateStream');
  let isPlain = false;
  if (validateStream) {
    const stream = options.stream ?? process.stdout;
    validateStyleStream(stream);
    isPlain = !require('internal/util/colors').shouldColorize(stream);
  }
  const { inspect } = require('internal/util/inspect');
  const formats = typeof format === 'object' && format !== null &&
    format.length !== undefined ? format : [format];
  let start = '';
  let end = '';
  for (let i = 0; i < formats.length; i++) {
    const name = formats[i];
    if (name === 'none') {
      continue;
    }
    const codes = inspect.colors[name];
    if (codes === undefined) {
      validateOneOf(name, 'format', ObjectKeys(inspect.colors));
    }
    if (isPlain) {
      continue;
    }
    const open = escapeCode(codes[0]);
    const close = escapeCode(codes[1]);
    start += open;
    end = close + end;
    text = StringPrototypeReplaceAll(
      text, close, codes[1] === kIntensityEnd ? close + open : open);
  }
  return start + text + end;
}

function toUSVString(input) {
  return StringPrototypeToWellFormed(`${input}`);
}

// --- The rest -------------------------------------------------------------

// [{functionName, scriptId, scriptName, lineNumber, columnNumber, column}]
function getCallSites(frameCount = 8, options) {
  if (options === undefined && typeof frameCount === 'object') {
    options = frameCount;
    validateObject(options, 'options');
    frameCount = 8;
  }
  if (options !== undefined) {
    validateObject(options, 'options');
    if (options.sourceMap !== undefined) {
      validateBoolean(options.sourceMap, 'options.sourceMap');
    }
  }
  validateInteger(frameCount, 'frameCount', 1, 200);
  const sites = require('internal/error_stack').getCallSites(
    getCallSites, frameCount);
  const result = [];
  for (let i = 0; i < sites.length; i++) {
    const site = sites[i];
    const column = site.getColumnNumber() ?? 0;
    result[i] = {
      __proto__: null,
      functionName: site.getFunctionName() ?? '',
      scriptId: '0',
      scriptName: site.getFileName() ?? '',
      lineNumber: site.getLineNumber() ?? 0,
      columnNumber: column,
      column,
    };
  }
  return result;
}

// Differences as [operation, text]: 0 in both, 1 in the first only, -1 in the
// second only.
function diff(actual, expected) {
  return require('internal/util/diff').diff(actual, expected);
}

function setTraceSigInt(enable) {
  validateBoolean(enable, 'enable');
  require('internal/util/trace_sigint').setTraceSigInt(enable);
}

function isArray(value) {
  return primordials.ArrayIsArray(value);
}

function _errnoException(...args) {
  return new ErrnoException(...args);
}

function _exceptionWithHostPort(...args) {
  return new ExceptionWithHostPort(...args);
}

function debuglog(set, callback) {
  return require('internal/util/debuglog').debuglog(set, callback);
}

module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend: deprecate(
    _extend, 'The `util._extend` API is deprecated. Please use ' +
    'Object.assign() instead.', 'DEP0060'),
  callbackify,
  convertProcessSignalToExitCode,
  debug: debuglog,
  debuglog,
  deprecate: publicDeprecate,
  styleText,
  getCallSites,
  getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  isArray: deprecate(
    isArray, 'The `util.isArray` API is deprecated. Please use ' +
    '`Array.isArray()` instead.', 'DEP0044'),
  promisify,
  toUSVString,
  diff,
  setTraceSigInt,
};

const { exports: util } = module;
defineLazyProperties(util, 'internal/util/inspect', [
  'format', 'formatWithOptions', 'inspect', 'stripVTControlCharacters',
]);
defineLazyProperties(util, 'internal/util/comparisons', ['isDeepStrictEqual']);
defineLazyProperties(util, 'internal/abort_controller', [
  'aborted', 'transferableAbortController', 'transferableAbortSignal',
]);
defineLazyProperties(util, 'internal/encoding', ['TextDecoder', 'TextEncoder']);
defineLazyProperties(util, 'internal/mime', ['MIMEParams', 'MIMEType']);
defineLazyProperties(util, 'internal/dotenv', ['parseEnv']);
defineLazyProperties(
  util, 'internal/util/parse_args/parse_args', ['parseArgs']);
ObjectDefineProperty(util, 'types', {
  __proto__: null, configurable: true, enumerable: true,
  get() {
    return require('internal/util/types');
  },
});
