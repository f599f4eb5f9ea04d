'use strict';

// AssertionError: the message shows how the values differ.

const {
  Error,
  ErrorCaptureStackTrace,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectHasOwn,
  String,
  SymbolFor,
} = primordials;
const { isErrorStackTraceLimitWritable } = require('internal/errors');
const { isError } = require('internal/util');
const { validateObject } = require('internal/validators');
const colors = require('internal/util/colors');
const {
  myersDiff,
  printMyersDiff,
  printSimpleMyersDiff,
} = require('internal/assert/myers_diff');

const kInspect = SymbolFor('nodejs.util.inspect.custom');

const kReadableOperator = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual:
    'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject:
    'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject:
    'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values identical but not reference-equal:',
  notIdenticalObject:
    'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const kShortLength = 12;  // of both values of a one-line comparison
const kLongLength = 512;  // of a value in a loose comparison
const kMaxLines = 50;

function isObject(value) {
  return (typeof value === 'object' && value !== null) ||
    typeof value === 'function';
}

// Everything that makes a difference, as text; keys sorted, so that the order
// in which they were set is none.
function inspectValue(value) {
  const { inspect } = require('internal/util/inspect');
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

// The stack of an error is no part of what is compared.
function copyError(source) {
  const target = ObjectAssign(
    { __proto__: ObjectGetPrototypeOf(source) }, source);
  const hidden = ['message', 'cause', 'errors'];
  for (let i = 0; i < hidden.length; i++) {
    const key = hidden[i];
    if (key === 'message' || ObjectHasOwn(source, key)) {
      let value = source[key];
      if (key === 'cause' && isError(value)) value = copyError(value);
      ObjectDefineProperty(target, key, { __proto__: null, value });
    }
  }
  return target;
}

// --- the parts of a message -------------------------------------------------

function oneLineDiff(actual, actualText, expected, expectedText) {
  const quotes = (typeof actual === 'string' ? 2 : 0) +
    (typeof expected === 'string' ? 2 : 0);
  const length = actualText.length + expectedText.length - quotes;
  if (length <= kShortLength && (actual !== 0 || expected !== 0)) {
    return { message: `${actualText} !== ${expectedText}`, header: '' };
  }
  const areStrings = typeof actual === 'string' && typeof expected === 'string';
  if (areStrings && colors.hasColors) {
    const diff = myersDiff([...actualText], [...expectedText]);
    const header = `${colors.green}actual${colors.white} ` +
      `${colors.red}expected${colors.white}`;
    return { message: printSimpleMyersDiff(diff), header };
  }
  return { message: stackedDiff(actualText, expectedText, areStrings) };
}

// One value below the other, with a mark under the first difference.
function stackedDiff(actual, expected, areStrings) {
  let message = `\n${colors.green}+${colors.white} ${actual}\n` +
    `${colors.red}- ${colors.white}${expected}`;
  const width = process.stderr.isTTY ? process.stderr.columns : 80;
  if (areStrings && actual.length + expected.length <= width) {
    let at = 0;
    while (at < actual.length && actual[at] === expected[at]) at++;
    if (at >= 3 && at < actual.length) {
      message += `\n${' '.repeat(at + 2)}^`;
    }
  }
  return message;
}

function createErrDiff(actual, expected, operator, customMessage, diffType) {
  let reason = operator;
  if (operator === 'strictEqual' &&
      ((typeof actual === 'object' && actual !== null &&
        typeof expected === 'object' && expected !== null) ||
       (typeof actual === 'function' && typeof expected === 'function'))) {
    reason = 'strictEqualObject';
  }
  const actualText = inspectValue(actual);
  const expectedText = inspectValue(expected);
  const actualLines = actualText.split('\n');
  const expectedLines = expectedText.split('\n');
  let header = '+ actual - expected';
  let message;
  let skipped = false;

  const isOneLine = actualLines.length === 1 && expectedLines.length === 1 &&
    (typeof actual !== 'object' || actual === null ||
     typeof expected !== 'object' || expected === null);
  if (isOneLine) {
    const diff = oneLineDiff(actual, actualText, expected, expectedText);
    message = diff.message;
    header = diff.header ?? header;
  } else if (actualText === expectedText) {
    reason = isObject(actual) && reason === 'strictEqualObject' ?
      'notIdenticalObject' : 'notIdentical';
    header = '';
    if (actualLines.length > kMaxLines && diffType !== 'full') {
      message = `${actualLines.slice(0, kMaxLines).join('\n')}\n...}`;
      skipped = true;
    } else {
      message = actualText;
    }
  } else {
    const ignoreComma = actual != null && typeof actual === 'object';
    const diff = myersDiff(actualLines, expectedLines, ignoreComma);
    ({ message, skipped } = printMyersDiff(diff, operator));
  }
  const title = customMessage || kReadableOperator[reason];
  const note = skipped ? '\n... Skipped lines' : '';
  return `${title}\n${header}${note}\n${message}\n`;
}

function createUnequalMessage(actual, operator, diffType) {
  const lines = inspectValue(actual).split('\n');
  let title = kReadableOperator[operator];
  if (operator === 'notStrictEqual' && isObject(actual)) {
    title = kReadableOperator.notStrictEqualObject;
  }
  if (lines.length > kMaxLines && diffType !== 'full') {
    lines[46] = `${colors.blue}...${colors.white}`;
    lines.length = 47;
  }
  if (lines.length === 1) {
    return `${title}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  }
  return `${title}\n\n${lines.join('\n')}\n`;
}

function shorten(text, length, diffType) {
  return text.length > length && diffType !== 'full' ?
    `${text.slice(0, length - 3)}...` : text;
}

function createPlainMessage(actual, expected, operator, diffType) {
  const actualText = inspectValue(actual);
  const expectedText = inspectValue(expected);
  const title = kReadableOperator[operator];
  if (operator === 'notDeepEqual' && actualText === expectedText) {
    return shorten(`${title}\n\n${actualText}`, 1024, diffType);
  }
  const left = shorten(actualText, kLongLength, diffType);
  const right = shorten(expectedText, kLongLength, diffType);
  if (operator === 'deepEqual') {
    return `${title}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  }
  if (operator === 'notDeepEqual') {
    return `${kReadableOperator.notDeepEqualUnequal}\n\n${left}\n\n` +
      `should not loosely deep-equal\n\n${right}`;
  }
  return `${left} ${operator} ${right}`;
}

function createMessage({ message, operator, actual, expected, diff }) {
  const showsDiff = operator === 'deepStrictEqual' ||
    operator === 'strictEqual' || operator === 'partialDeepStrictEqual';
  if (message != null && !showsDiff) return String(message);

  colors.refresh();
  if (message == null && actual instanceof Error && expected instanceof Error &&
      'stack' in actual && 'stack' in expected) {
    actual = copyError(actual);
    expected = copyError(expected);
  }
  if (showsDiff) {
    return createErrDiff(actual, expected, operator, message, diff);
  }
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return createUnequalMessage(actual, operator, diff);
  }
  return createPlainMessage(actual, expected, operator, diff);
}

// --- the class --------------------------------------------------------------

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const {
      message, operator, stackStartFn, stackStartFunction, details,
      actual, expected, diff = 'simple',
    } = options;
    const text = createMessage({ message, operator, actual, expected, diff });
    // The stack is taken below, once the name has its code.
    const limit = Error.stackTraceLimit;
    const canLimit = isErrorStackTraceLimitWritable();
    if (canLimit) Error.stackTraceLimit = 0;
    super(text);
    if (canLimit) Error.stackTraceLimit = limit;

    this.generatedMessage = !message;
    ObjectDefineProperty(this, 'name', {
      __proto__: null,
      value: 'AssertionError [ERR_ASSERTION]',
      enumerable: false,
      writable: true,
      configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let i = 0; i < details.length; i++) {
        this[`message ${i}`] = details[i].message;
        this[`actual ${i}`] = details[i].actual;
        this[`expected ${i}`] = details[i].expected;
        this[`operator ${i}`] = details[i].operator;
        this[`stack trace ${i}`] = details[i].stack;
      }
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    ErrorCaptureStackTrace(this, stackStartFn || stackStartFunction);
    this.stack;  // made while the name has the code
    this.name = 'AssertionError';
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [kInspect](depth, options) {
    // Long strings are in the message already.
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = shortenString(actual);
    if (typeof expected === 'string') this.expected = shortenString(expected);
    const { inspect } = require('internal/util/inspect');
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

function shortenString(text) {
  const lines = text.split('\n');
  if (lines.length > 10) return `${lines.slice(0, 10).join('\n')}\n...`;
  // What the message cut off, as in Node.
  return text.length > kLongLength ? `${text.slice(kLongLength)}...` : text;
}

module.exports = AssertionError;
