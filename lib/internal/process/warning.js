// process.emitWarning and what happens to warnings nobody listens to.
'use strict';

const { ArrayIsArray, Error, ErrorCaptureStackTrace, SafeSet, String } =
  primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { getOptionValue } = require('internal/options');

let listening = false;
let disabled;  // from --disable-warning: names and codes
let hintShown = false;

function isDisabled(warning) {
  if (disabled === undefined) {
    disabled = new SafeSet();
    const given = getOptionValue('--disable-warning') ?? [];
    for (let i = 0; i < given.length; i++) {
      disabled.add(given[i]);
    }
  }
  return disabled.has(warning.name) || disabled.has(warning.code);
}

// The standard listener: prints to stderr.
function onWarning(warning) {
  if (!(warning instanceof Error) || isDisabled(warning)) {
    return;
  }
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && process.noDeprecation) {
    return;
  }
  const trace = process.traceProcessWarnings ||
    (isDeprecation && process.traceDeprecation);
  let text = `(${process.release.name}:${process.pid}) `;
  if (warning.code) {
    text += `[${warning.code}] `;
  }
  if (trace && warning.stack) {
    text += `${warning.stack}`;
  } else {
    text += typeof warning.toString === 'function' ?
      `${warning.toString()}` : Error.prototype.toString.call(warning);
  }
  if (typeof warning.detail === 'string') {
    text += `\n${warning.detail}`;
  }
  if (!trace && !hintShown) {
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    text += `\n(Use \`${process.argv0 ? baseName(process.argv0) : 'node'} ` +
      `${flag} ...\` to show where the warning was created)`;
    hintShown = true;
  }
  const file = getOptionValue('--redirect-warnings');
  if (file) {
    require('fs').appendFileSync(file, `${text}\n`);
  } else {
    require('internal/console/write').writeError(`${text}\n`);
  }
}

function baseName(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

function listen() {
  if (!listening) {
    listening = true;
    if (getOptionValue('--warnings') !== false &&
        process.env.NODE_NO_WARNINGS !== '1') {
      process.on('warning', onWarning);
    }
  }
}

function createWarningObject(warning, type, code, above, detail) {
  const error = new Error(warning);
  error.name = String(type || 'Warning');
  if (code !== undefined) error.code = code;
  if (detail !== undefined) error.detail = detail;
  ErrorCaptureStackTrace(error, above || emitWarning);
  return error;
}

function emitWarning(warning, type, code, above) {
  let detail;
  if (type !== null && typeof type === 'object' && !ArrayIsArray(type)) {
    above = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') {
      detail = type.detail;
    }
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    above = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined && typeof type !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('type', 'string', type);
  }
  if (typeof code === 'function') {
    above = code;
    code = undefined;
  } else if (code !== undefined && typeof code !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('code', 'string', code);
  }
  if (typeof warning === 'string') {
    warning = createWarningObject(warning, type, code, above, detail);
  } else if (!(warning instanceof Error)) {
    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) {
      return;
    }
    if (process.throwDeprecation) {
      // Outside of the caller's try, as an uncaught exception.
      return process.nextTick(() => { throw warning; });
    }
  }
  listen();
  process.nextTick(() => process.emit('warning', warning));
}

// Like emitWarning, before anything can listen.
function emitWarningSync(warning, type, code, above) {
  listen();
  process.emit('warning',
               createWarningObject(warning, type, code, above));
}

module.exports = { emitWarning, emitWarningSync, onWarning };
