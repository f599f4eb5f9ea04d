// The engine's words for the commonest mistakes, as V8 says them: what people
// search for and what programs match. Asked when an error that the engine
// threw is shown; what is not known here stays as it is.
'use strict';

const {
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeIncludes,
} = primordials;

const kUnknown = /^Can't find variable: (.+)$/;
const kNoObject =
  /^(null|undefined) is not an object \(evaluating '([^]*)'\)$/;
const kNoFunction = /^([^]*) is not a function\. \(In '[^]*', '[^]*' is [^]*\)$/;
const kNoConstructor =
  /^([^]*) is not a constructor \(evaluating '[^]*'\)$/;
const kAssigned = /[.[]\s*['"]?([\w$]+)['"]?\]?\s*[-+*/%&|^]?=(?!=)[^]*$/;
const kRead = /[.[]\s*['"]?([\w$]+)['"]?\]?(?:\([^]*\))?$/;

// What the module compiler has put into the text that is quoted.
const kCalled = /\(0,\$lode(?:\d+_)?K\d+\.([\w$]+)\)/g;
const kImported = /\$lode(?:\d+_)?K\d+\.([\w$]+)/g;
const kAwaited = /\$lode(?:\d+_)?R\(await \$lode(?:\d+_)?F\(/g;
const kResumed = /,\$lode\w*=\$lode\w*\.frame\),\$lode\w*,\$lode\w*=0\)/g;
const kPublished = /\$lode(?:\d+_)?M\.[\w$]+=/g;

// Of Object.defineProperty(); which property it was the engine does not say.
const kRedefined =
  /^Attempting to change (?:access mechanism for an unconfigurable|(?:configurable|enumerable|writable) attribute of unconfigurable|the [gs]etter of an unconfigurable|value of a readonly) property\.$/;

// WebAssembly's traps, without the "(evaluating '...')" behind them.
const kTraps = {
  '__proto__': null,
  'Division by zero': 'divide by zero',
  'Out of bounds Trunc operation': 'float unrepresentable in integer range',
  'Out of bounds call_indirect': 'table index is out of bounds',
  'Out of bounds memory access': 'memory access out of bounds',
  'Unreachable code should not be executed': 'unreachable',
  'call_indirect to a null table entry':
    'null function or function signature mismatch',
  'call_indirect to a signature that does not match':
    'null function or function signature mismatch',
};

function asWritten(message) {
  message = RegExpPrototypeSymbolReplace(kCalled, message, '$1');
  message = RegExpPrototypeSymbolReplace(kImported, message, '$1');
  message = RegExpPrototypeSymbolReplace(kAwaited, message, '(await (');
  message = RegExpPrototypeSymbolReplace(kResumed, message, '))');
  return RegExpPrototypeSymbolReplace(kPublished, message, '');
}

function translate(message) {
  if (StringPrototypeIncludes(message, '$lode')) {
    message = asWritten(message);
  }
  let match = RegExpPrototypeExec(kUnknown, message);
  if (match !== null) {
    return `${match[1]} is not defined`;
  }
  match = RegExpPrototypeExec(kNoObject, message);
  if (match !== null) {
    const assigned = RegExpPrototypeExec(kAssigned, match[2]);
    if (assigned !== null) {
      return `Cannot set properties of ${match[1]} (setting '${assigned[1]}')`;
    }
    const read = RegExpPrototypeExec(kRead, match[2]);
    return read === null ? message :
      `Cannot read properties of ${match[1]} (reading '${read[1]}')`;
  }
  match = RegExpPrototypeExec(kNoFunction, message);
  if (match !== null) {
    return `${match[1]} is not a function`;
  }
  match = RegExpPrototypeExec(kNoConstructor, message);
  if (match !== null) {
    return `${match[1]} is not a constructor`;
  }
  match = RegExpPrototypeExec(/^([^(]+) \(evaluating '[^]*'\)$/, message);
  if (match !== null && kTraps[match[1]] !== undefined) return kTraps[match[1]];
  if (RegExpPrototypeExec(kRedefined, message) !== null) {
    return 'Cannot redefine property';
  }
  return message === 'Maximum call stack size exceeded.' ?
    'Maximum call stack size exceeded' : message;
}

module.exports = { translate };
