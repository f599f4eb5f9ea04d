'use strict';

// node:assert. The functions are the methods of class Assert, which work
// without their object too: people take them off it.

const {
  Error,
  NumberIsNaN,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectIs,
  ObjectKeys,
  ObjectPrototypeIsPrototypeOf,
  ReflectApply,
  RegExpPrototypeExec,
  String,
  Symbol,
} = primordials;
const {
  codes: {
    ERR_AMBIGUOUS_ARGUMENT,
    ERR_CONSTRUCT_CALL_REQUIRED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_RETURN_VALUE,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { innerOk } = require('internal/assert/utils');
const {
  isDeepEqual,
  isDeepStrictEqual,
  isPartialStrictEqual,
} = require('internal/util/comparisons');
const { isError } = require('internal/util');
const { isPromise, isRegExp } = require('internal/util/types');
const { validateFunction, validateOneOf } = require('internal/validators');

const kOptions = Symbol('options');
const kNoException = Symbol('no exception');

function inspect(value, options) {
  return require('internal/util/inspect').inspect(value, options);
}

// Throws what was asked for if that is an error, else an AssertionError.
function innerFail(options) {
  if (options.message instanceof Error) throw options.message;
  throw new AssertionError(options);
}

// What a failure's stack begins above. Behind an await the caller is gone from
// the stack, so that there the method's own frame has to tell.
function startOf(fn) {
  if (fn === methods.rejects) return expectsError;
  return fn === methods.doesNotReject ? expectsNoError : fn;
}

function diffOf(self) {
  return self?.[kOptions]?.diff;
}

function checkCount(args) {
  if (args.length < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
}

// --- values -----------------------------------------------------------------

function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  options = ObjectAssign(
    { __proto__: null, strict: true, skipPrototype: false }, options);
  if (options.diff !== undefined) {
    validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
  }
  this.AssertionError = AssertionError;
  ObjectDefineProperty(this, kOptions, {
    __proto__: null,
    value: options,
  });
  if (options.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}

const methods = Assert.prototype;

methods.fail = function fail(message) {
  if (isError(message)) throw message;
  const err = new AssertionError({
    message: message === undefined ? 'Failed' : message,
    operator: 'fail',
    stackStartFn: fail,
    diff: diffOf(this),
  });
  err.generatedMessage = message === undefined;
  throw err;
};

methods.ok = function ok(...args) {
  innerOk(ok, args.length, args[0], args[1], diffOf(this));
};

// Makes one of the comparing methods.
function defineComparison(name, operator, passes) {
  const holder = {
    [name](actual, expected, message) {
      checkCount(arguments);
      if (passes(actual, expected, this)) return;
      innerFail({
        actual,
        expected,
        message,
        operator,
        stackStartFn: holder[name],
        diff: diffOf(this),
      });
    },
  };
  methods[name] = holder[name];
}

function skipsPrototype(self) {
  return self?.[kOptions]?.skipPrototype;
}

defineComparison('equal', '==', (actual, expected) =>
  // eslint-disable-next-line eqeqeq
  actual == expected || (NumberIsNaN(actual) && NumberIsNaN(expected)));
defineComparison('notEqual', '!=', (actual, expected) =>
  // eslint-disable-next-line eqeqeq
  actual != expected && !(NumberIsNaN(actual) && NumberIsNaN(expected)));
defineComparison('deepEqual', 'deepEqual', isDeepEqual);
defineComparison('notDeepEqual', 'notDeepEqual', (actual, expected) =>
  !isDeepEqual(actual, expected));
defineComparison('deepStrictEqual', 'deepStrictEqual',
                 (actual, expected, self) => isDeepStrictEqual(
                   actual, expected, skipsPrototype(self)));
defineComparison('notDeepStrictEqual', 'notDeepStrictEqual',
                 (actual, expected, self) => !isDeepStrictEqual(
                   actual, expected, skipsPrototype(self)));
defineComparison('strictEqual', 'strictEqual', ObjectIs);
defineComparison('notStrictEqual', 'notStrictEqual', (actual, expected) =>
  !ObjectIs(actual, expected));
defineComparison('partialDeepStrictEqual', 'partialDeepStrictEqual',
                 isPartialStrictEqual);

// --- what functions throw ---------------------------------------------------

// What is compared of an error: the expected keys. A text that matches the
// expected regular expression stands for it, so that it is no difference.
class Comparison {
  constructor(object, keys, actual) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!(key in object)) continue;
      const matches = actual !== undefined &&
        matchesText(actual[key], object[key]);
      this[key] = matches ? actual[key] : object[key];
    }
  }
}

function matchesText(text, pattern) {
  return typeof text === 'string' && isRegExp(pattern) &&
    RegExpPrototypeExec(pattern, text) !== null;
}

function compareKeys(actual, expected, message, fn, diff) {
  const keys = ObjectKeys(expected);
  if (expected instanceof Error) {
    keys.push('name', 'message');
  } else if (keys.length === 0) {
    throw new ERR_INVALID_ARG_VALUE(
      'error', expected, 'may not be an empty object');
  }
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (matchesText(actual[key], expected[key]) ||
        (key in actual && isDeepStrictEqual(actual[key], expected[key]))) {
      continue;
    }
    if (message) {
      innerFail({
        actual,
        expected,
        message,
        operator: fn.name,
        stackStartFn: startOf(fn),
        diff,
      });
    }
    const err = new AssertionError({
      actual: new Comparison(actual, keys),
      expected: new Comparison(expected, keys, actual),
      operator: 'deepStrictEqual',
      stackStartFn: startOf(fn),
      diff,
    });
    err.actual = actual;
    err.expected = expected;
    err.operator = fn.name;
    throw err;
  }
}

// Why `actual` is not what the class or function `expected` wants; undefined
// if it is.
function functionMismatch(actual, expected) {
  if (expected.prototype !== undefined && actual instanceof expected) {
    return undefined;
  }
  if (ObjectPrototypeIsPrototypeOf(Error, expected)) {
    const head = 'The error is expected to be an instance of ' +
      `"${expected.name}". Received `;
    if (!isError(actual)) return `${head}"${inspect(actual, { depth: -1 })}"`;
    const name = actual.constructor?.name || actual.name;
    const what = name === expected.name ?
      'an error with identical name but a different prototype.' : `"${name}"`;
    return `${head}${what}\n\nError message:\n\n${actual.message}`;
  }
  const result = ReflectApply(expected, {}, [actual]);
  if (result === true) return undefined;
  const name = expected.name ? `"${expected.name}" ` : '';
  const head = `The ${name}validation function is expected to return ` +
    `"true". Received ${inspect(result)}`;
  return isError(actual) ? `${head}\n\nCaught error:\n\n${actual}` : head;
}

function checkException(actual, expected, message, fn, diff) {
  let problem;
  if (typeof expected === 'function') {
    problem = functionMismatch(actual, expected);
  } else if (isRegExp(expected)) {
    const text = String(actual);
    if (RegExpPrototypeExec(expected, text) === null) {
      problem = 'The input did not match the regular expression ' +
        `${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
    }
  } else if (typeof actual !== 'object' || actual === null) {
    const err = new AssertionError({
      actual, expected, message, operator: 'deepStrictEqual',
      stackStartFn: startOf(fn), diff,
    });
    err.operator = fn.name;
    throw err;
  } else {
    compareKeys(actual, expected, message, fn, diff);
  }
  if (problem === undefined) return;
  if (message instanceof Error) throw message;
  const err = new AssertionError({
    actual, expected, message: message || problem, operator: fn.name,
    stackStartFn: startOf(fn), diff,
  });
  err.generatedMessage = !message;
  throw err;
}

function catchThrown(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (err) {
    return err;
  }
  return kNoException;
}

function looksLikePromise(value) {
  return isPromise(value) || (value !== null && typeof value === 'object' &&
    typeof value.then === 'function' && typeof value.catch === 'function');
}

async function catchRejection(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!looksLikePromise(promise)) {
      throw new ERR_INVALID_RETURN_VALUE(
        'instance of Promise', 'promiseFn', promise);
    }
  } else if (!looksLikePromise(promiseFn)) {
    throw new ERR_INVALID_ARG_TYPE(
      'promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (err) {
    return err;
  }
  return kNoException;
}

function checkAmbiguous(actual, text) {
  if (typeof actual === 'object' && actual !== null) {
    if (actual.message === text) {
      throw new ERR_AMBIGUOUS_ARGUMENT(
        'error/message',
        `The error message "${actual.message}" is identical to the message.`);
    }
  } else if (actual === text) {
    throw new ERR_AMBIGUOUS_ARGUMENT(
      'error/message', `The error "${actual}" is identical to the message.`);
  }
}

// `args` are what the caller passed behind its first argument.
function expectsError(fn, self, actual, args) {
  let { 0: error, 1: message } = args;
  if (typeof error === 'string') {
    if (args.length > 1) {
      throw new ERR_INVALID_ARG_TYPE(
        'error', ['Object', 'Error', 'Function', 'RegExp'], error);
    }
    checkAmbiguous(actual, error);
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' &&
             typeof error !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(
      'error', ['Object', 'Error', 'Function', 'RegExp'], error);
  }
  const diff = diffOf(self);
  if (actual === kNoException) {
    const kind = fn === methods.rejects ? 'rejection' : 'exception';
    const name = error?.name ? ` (${error.name})` : '';
    innerFail({
      actual: undefined,
      expected: error,
      operator: fn.name,
      message:
        `Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`,
      stackStartFn: startOf(fn),
      diff,
    });
  }
  if (error) checkException(actual, error, message, fn, diff);
}

function matchesError(actual, expected) {
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && actual instanceof expected) {
      return true;
    }
    return !ObjectPrototypeIsPrototypeOf(Error, expected) &&
      ReflectApply(expected, {}, [actual]) === true;
  }
  if (!isRegExp(expected)) {
    throw new ERR_INVALID_ARG_TYPE(
      'expected', ['Function', 'RegExp'], expected);
  }
  return RegExpPrototypeExec(expected, String(actual)) !== null;
}

function expectsNoError(fn, self, actual, error, message) {
  if (actual === kNoException) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (error && !matchesError(actual, error)) throw actual;
  const kind = fn === methods.doesNotReject ? 'rejection' : 'exception';
  innerFail({
    actual,
    expected: error,
    operator: fn.name,
    message: `Got unwanted ${kind}${message ? `: ${message}` : '.'}\n` +
      `Actual message: "${actual?.message}"`,
    stackStartFn: startOf(fn),
    diff: diffOf(self),
  });
}

methods.throws = function throws(fn, ...args) {
  expectsError(throws, this, catchThrown(fn), args);
};

methods.rejects = async function rejects(promiseFn, ...args) {
  expectsError(rejects, this, await catchRejection(promiseFn), args);
};

methods.doesNotThrow = function doesNotThrow(fn, ...args) {
  expectsNoError(doesNotThrow, this, catchThrown(fn), ...args);
};

methods.doesNotReject = async function doesNotReject(fn, ...args) {
  expectsNoError(doesNotReject, this, await catchRejection(fn), ...args);
};

// --- the rest ---------------------------------------------------------------

function unwantedText(err) {
  if (typeof err !== 'object' || typeof err.message !== 'string') {
    return inspect(err);
  }
  return err.message.length === 0 && err.constructor ?
    err.constructor.name : err.message;
}

methods.ifError = function ifError(err) {
  if (err === null || err === undefined) return;
  const error = new AssertionError({
    actual: err,
    expected: null,
    operator: 'ifError',
    message: `ifError got unwanted exception: ${unwantedText(err)}`,
    stackStartFn: ifError,
    diff: diffOf(this),
  });
  appendStack(error, err.stack);
  throw error;
};

// Shows where the error came from below where it was found; the frames that
// both have are shown once.
function appendStack(error, stack) {
  if (typeof stack !== 'string') return;
  const start = stack.indexOf('\n    at');
  if (start === -1) return;
  const original = stack.slice(start + 1).split('\n');
  let own = error.stack.split('\n');
  for (let i = 0; i < original.length; i++) {
    const at = own.indexOf(original[i]);
    if (at !== -1) {
      own = own.slice(0, at);
      break;
    }
  }
  error.stack = `${own.join('\n')}\n${original.join('\n')}`;
}

function checkMatch(fn, self, text, regexp, message) {
  if (!isRegExp(regexp)) {
    throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  }
  const wanted = fn === methods.match;
  const isText = typeof text === 'string';
  if (isText && (RegExpPrototypeExec(regexp, text) !== null) === wanted) {
    return;
  }
  if (message instanceof Error) throw message;
  const problem = !isText ?
    'The "string" argument must be of type string. Received type ' +
      `${typeof text} (${inspect(text)})` :
    (wanted ? 'The input did not match the regular expression ' :
      'The input was expected to not match the regular expression ') +
      `${inspect(regexp)}. Input:\n\n${inspect(text)}\n`;
  const err = new AssertionError({
    actual: text,
    expected: regexp,
    message: message || problem,
    operator: fn.name,
    stackStartFn: startOf(fn),
    diff: diffOf(self),
  });
  err.generatedMessage = !message;
  throw err;
}

methods.match = function match(string, regexp, message) {
  checkMatch(match, this, string, regexp, message);
};

methods.doesNotMatch = function doesNotMatch(string, regexp, message) {
  checkMatch(doesNotMatch, this, string, regexp, message);
};

// --- the module -------------------------------------------------------------

function assert(...args) {
  innerOk(assert, args.length, args[0], args[1]);
}

function strict(...args) {
  innerOk(strict, args.length, args[0], args[1]);
}

assert.AssertionError = AssertionError;
const names = [
  'ok', 'fail', 'equal', 'notEqual', 'deepEqual', 'notDeepEqual',
  'deepStrictEqual', 'notDeepStrictEqual', 'strictEqual', 'notStrictEqual',
  'partialDeepStrictEqual', 'match', 'doesNotMatch', 'throws', 'rejects',
  'doesNotThrow', 'doesNotReject', 'ifError',
];
for (let i = 0; i < names.length; i++) assert[names[i]] = methods[names[i]];
ObjectAssign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
  Assert,
});
assert.strict = strict;
assert.Assert = Assert;
strict.strict = strict;

module.exports = assert;
