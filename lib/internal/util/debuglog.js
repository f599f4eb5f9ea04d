// SPDX-License-Identifier: MIT
// util.debuglog: messages that NODE_DEBUG switches on by section.
'use strict';

const {
  ObjectDefineProperty,
  ReflectApply,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
} = primordials;

const loggers = { __proto__: null };
let isSectionOn;

// `text` is a list of sections with * for anything.
function initializeDebugEnv(text) {
  if (!text) {
    isSectionOn = () => false;
    return;
  }
  let pattern = RegExpPrototypeSymbolReplace(
    /[|\\{}()[\]^$+?.]/g, text, '\\$&');
  pattern = RegExpPrototypeSymbolReplace(/\*/g, pattern, '.*');
  pattern = RegExpPrototypeSymbolReplace(/,/g, pattern, '$|^');
  const sections = new RegExp(`^${pattern}$`, 'i');
  isSectionOn = (set) => RegExpPrototypeExec(sections, set) !== null;
}

function warnOfSecrets(set) {
  if (set === 'HTTP' || set === 'HTTP2') {
    process.emitWarning(
      `Setting the NODE_DEBUG environment variable to '${
        StringPrototypeToLowerCase(set)}' can expose sensitive data (such as ` +
      'passwords, tokens and authentication headers) in the resulting log.');
  }
}

// What prints messages of a section: one function for each.
function loggerOf(set) {
  if (loggers[set] === undefined) {
    warnOfSecrets(set);
    loggers[set] = (args) => {
      const { formatWithOptions } = require('internal/util/inspect');
      const colors = require('internal/util/colors').shouldColorize(
        process.stderr);
      const pid = process.pid;
      const text = ReflectApply(
        formatWithOptions, undefined, [{ colors }, ...args]);
      const name = colors ?
        formatWithOptions({ colors }, '%s %O: ', set, pid) : `${set} ${pid}: `;
      process.stderr.write(`${name}${text}\n`);
    };
  }
  return loggers[set];
}

// Returns a function that prints when the section is on. At the first call
// `callback` gets a function to put in its place, without the test.
function debuglog(set, callback) {
  set = StringPrototypeToUpperCase(set);
  let isOn;
  const enabled = () => {
    if (isOn === undefined) {
      if (isSectionOn === undefined) {
        initializeDebugEnv(process.env.NODE_DEBUG);
      }
      isOn = isSectionOn(set);
    }
    return isOn;
  };
  const withEnabled = (fn) => ObjectDefineProperty(fn, 'enabled', {
    __proto__: null, get: enabled, configurable: true, enumerable: true,
  });
  let debug = (...args) => {
    debug = withEnabled(
      enabled() ? (...rest) => loggerOf(set)(rest) : () => {});
    if (typeof callback === 'function') {
      callback(debug);
    }
    debug(...args);
  };
  function logger(...args) {
    debug(...args);
  }
  return withEnabled(logger);
}

module.exports = { debuglog, initializeDebugEnv };
