// SPDX-License-Identifier: MIT
// Where every console method ends: text goes to the console's stream. A
// program that prints text and never touches process.stdout needs no stream:
// its lines are written straight to the descriptor, as the stream would do.
'use strict';

const {
  ObjectGetOwnPropertyDescriptor,
  RegExpPrototypeSymbolReplace,
  StringPrototypeIncludes,
  Symbol,
} = primordials;

const { isLoaded } = require('internal/bootstrap/realm');

const kState = Symbol('kState');

// The process's own streams as they are before anybody touches them.
let untouched;

function rememberStreams() {
  untouched ??= require('internal/bootstrap/realm').stdioGetters ??
    { __proto__: null };
}

// 1 or 2 while the standard stream of that name was never touched; else 0.
function directDescriptor(isError) {
  const name = isError ? 'stderr' : 'stdout';
  const get = ObjectGetOwnPropertyDescriptor(process, name)?.get;
  return get !== undefined && get === untouched[name] ? (isError ? 2 : 1) : 0;
}

// For the library's own reports: text to standard error as it is.
function writeError(text) {
  rememberStreams();
  if (directDescriptor(true) !== 0) {
    internalBinding('process').write(2, text);
  } else {
    process.stderr.write(text);
  }
}

const noop = () => {};

// `state` is what a console carries under kState:
// { stdout(), stderr(), ignoreErrors, indent, isGlobal, ... }
function write(console, isError, text) {
  const state = console[kState];
  const { indent } = state;
  if (indent !== '') {
    if (StringPrototypeIncludes(text, '\n')) {
      text = RegExpPrototypeSymbolReplace(/\n/g, text, `\n${indent}`);
    }
    text = indent + text;
  }
  text += '\n';
  if (state.isGlobal) {
    rememberStreams();
    const fd = directDescriptor(isError);
    if (fd !== 0) {
      internalBinding('process').write(fd, text);
      return;
    }
  }
  const stream = isError ? console._stderr : console._stdout;
  if (state.ignoreErrors === false) {
    stream.write(text);
    return;
  }
  writeQuietly(stream, text, isError ? console._stderrErrorHandler :
    console._stdoutErrorHandler);
}

// Errors of the stream are dropped, whether they come at once or later.
function writeQuietly(stream, text, onWritten) {
  if (stream.listenerCount('error') !== 0) {
    writeOrOverflow(stream, text, onWritten);
    return;
  }
  stream.once('error', noop);
  try {
    writeOrOverflow(stream, text, onWritten);
  } finally {
    stream.removeListener('error', noop);
  }
}

function writeOrOverflow(stream, text, onWritten) {
  try {
    stream.write(text, onWritten);
  } catch (err) {
    if (require('internal/errors').isStackOverflowError(err)) {
      throw err;
    }
  }
}

// The callback of write(): a failure may be emitted after it has run.
function makeErrorHandler(stream) {
  return (err) => {
    if (err !== null && err !== undefined && !stream()._writableState?.errorEmitted &&
        stream().listenerCount('error') === 0) {
      stream().once('error', noop);
    }
  };
}

// Whether the standard descriptors are terminals, once it was asked.
const isTerminal = [undefined, undefined, undefined];

function isTerminalFd(fd) {
  return (isTerminal[fd] ??=
    internalBinding('tty').guessHandleType(fd) === 'TTY');
}

// Whether this console's stream shows colors.
function hasColors(console, isError) {
  const state = console[kState];
  if (state.colorMode !== 'auto') {
    return state.colorMode;
  }
  if (state.isGlobal) {
    rememberStreams();
    const fd = directDescriptor(isError);
    // Only terminals have colors; they are asked through their stream.
    if (fd !== 0 && !isTerminalFd(fd)) {
      return false;
    }
  }
  const stream = isError ? console._stderr : console._stdout;
  return require('internal/util/colors').shouldColorize(stream);
}

let formatArguments;

function formatFor(console, isError, args) {
  if (args.length === 1 && typeof args[0] === 'string') {
    return args[0];
  }
  formatArguments ??= require('internal/util/format').formatArguments;
  return formatArguments(inspectOptionsFor(console, isError), args);
}

const kColored = { colors: true };
const kPlain = {};

function inspectOptionsFor(console, isError) {
  const { inspectOptions } = console[kState];
  if (inspectOptions !== undefined) {
    const stream = isError ? console._stderr : console._stdout;
    const options = typeof inspectOptions === 'function' ?
      inspectOptions(stream) : inspectOptions;
    if (options !== undefined) {
      return options.colors === undefined && hasColors(console, isError) ?
        { ...options, colors: true } : options;
    }
  }
  return hasColors(console, isError) ? kColored : kPlain;
}

// Tells channel console.<name>, if anybody listens.
function publish(name, args) {
  if (isLoaded('diagnostics_channel')) {
    require('internal/diagnostics').publish(`console.${name}`, args);
  }
}

// The five methods that print their arguments.
const printing = {
  log(...args) {
    publish('log', args);
    write(this, false, formatFor(this, false, args));
  },
  info(...args) {
    publish('info', args);
    write(this, false, formatFor(this, false, args));
  },
  debug(...args) {
    publish('debug', args);
    write(this, false, formatFor(this, false, args));
  },
  warn(...args) {
    publish('warn', args);
    write(this, true, formatFor(this, true, args));
  },
  error(...args) {
    publish('error', args);
    write(this, true, formatFor(this, true, args));
  },
};

module.exports = {
  formatFor,
  inspectOptionsFor,
  kState,
  makeErrorHandler,
  printing,
  write,
  writeError,
};
