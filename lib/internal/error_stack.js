// Error objects as V8 makes them. The engine writes stacks as `f@file:1:2`
// lines without a header, knows no Error.prepareStackTrace, and adds `line`,
// `column` and `sourceURL` to every error. So the error constructors that
// programs see are functions of ours around the engine's: they make the error
// without a stack, capture one apart, and give the error an accessor `stack`
// (as V8 does) that formats at first read.
//
// Errors that the engine itself throws do not pass here: see adopt().
'use strict';

const { engineErrors, isLoaded } = require('internal/bootstrap/realm');
const { Error: $Error } = engineErrors;
const $Object = Object;
const { defineProperty, getOwnPropertyDescriptor, setPrototypeOf } = $Object;
const { construct } = Reflect;
const capture = $Error.captureStackTrace;
const $String = String;

// The engine counts our own frames too: one constructor frame, and some that
// parse() leaves out.
const kOwnFrames = 5;
const kMaxLimit = 200;
let limit = 10;

// What one line of an engine stack says.
class CallSite {
  #name;
  #file;
  #line;
  #column;
  #native;
  #made = false;
  constructor(name, file, line, column, native) {
    this.#name = name;
    this.#file = file;
    this.#line = line;
    this.#column = column;
    this.#native = native;
  }
  getThis() { return undefined; }
  getFunction() { return undefined; }
  getTypeName() { return this.isToplevel() ? 'Object' : null; }
  getFunctionName() { return this.#name === '' ? null : this.#name; }
  getMethodName() { return null; }
  getFileName() { return this.#native ? undefined : this.#file; }
  getLineNumber() { return this.#native ? null : this.#line; }
  getColumnNumber() { return this.#native ? null : this.#column; }
  getEnclosingLineNumber() { return this.getLineNumber(); }
  getEnclosingColumnNumber() { return this.getColumnNumber(); }
  // Called by a `new`? Only the caller's text tells.
  static construct(site) {
    site.#made = true;
  }
  getPosition() { return 0; }
  getScriptNameOrSourceURL() { return this.getFileName(); }
  getScriptHash() { return ''; }
  getEvalOrigin() { return undefined; }
  getPromiseIndex() { return null; }
  isToplevel() { return true; }
  isEval() { return this.#name === 'eval'; }
  isNative() { return this.#native; }
  isConstructor() { return this.#made; }
  isAsync() { return false; }
  isPromiseAll() { return false; }
  toString() {
    const place = this.#native ? '<anonymous>' :
      this.#file === undefined ? '<anonymous>' :
        `${this.#file}:${this.#line}:${this.#column}`;
    return this.#made ? `new ${this.#name || '<anonymous>'} (${place})` :
      this.#name === '' ? place : `${this.#name} (${place})`;
  }
}

// A module's function is the wrapper's: the loader calls it, V8 calls it so.
const kModuleFunction = 'Object.<anonymous>';
const kLoader = 'node:internal/modules/cjs/loader';

// The CommonJS wrapper stands before a file's first line.
const { wrapped, wrapperColumns } = require('internal/modules/cjs/loader');

// Columns as the author wrote them: what the compiler inserted does not count,
// nor does the CommonJS wrapper. The engine points at parentheses, V8 at names.
let compiler;
function sourceColumn(file, line, column) {
  if (compiler === undefined && isLoaded('internal/compiler/host')) {
    compiler = internalBinding('compiler');
  }
  const written = compiler?.originalPosition(file, line, column);
  if (typeof written === 'number') {
    column = written;
  } else if (line === 1 && column > wrapperColumns && wrapped[file]) {
    column -= wrapperColumns;
  }
  if (isLoaded('internal/modules/typescript')) {
    column = internalBinding('compiler')
      .translatedColumn(file, line, column) ?? column;
  }
  return file[0] === '/' || file.startsWith('file:') ?
    require('internal/source_position').mapColumn(file, line, column) : column;
}

// '@scope' may stand in a path, so the first '@' ends the name.
function parseLine(line, next) {
  const at = line.indexOf('@');
  let name = at === -1 ? '' : line.slice(0, at);
  const place = at === -1 ? line : line.slice(at + 1);
  if (place === '[native code]') {
    return new CallSite(name, undefined, null, null, true);
  }
  const second = place.lastIndexOf(':');
  const first = place.lastIndexOf(':', second - 1);
  const file = place.slice(0, first);
  const lineNumber = +place.slice(first + 1, second);
  const column = +place.slice(second + 1);
  if (first === -1 || lineNumber !== lineNumber) {
    return new CallSite(name === 'eval code' ? 'eval' : name,
                        place === '' ? undefined : place, 1, 1, false);
  }
  if (name === 'global code' || name === 'module code') {
    name = '';
  } else if (name === 'eval code') {
    name = 'eval';
  } else if (name === '' && next !== undefined && next.includes(kLoader) &&
             !file.startsWith('node:')) {
    name = kModuleFunction;
  } else if (name === 'runTicks') {
    name = 'process.processTicksAndRejections';  // what V8's users look for
  }
  return new CallSite(name, file === '' ? undefined : file, lineNumber,
                      sourceColumn(file, lineNumber, column), false);
}

// call() and apply() are no frames for V8; what wraps them, and what compiled
// code calls, is ours. A module's body is a generator to the engine alone.
function isFrame(line, i, lines) {
  return line !== 'call@[native code]' && line !== 'apply@[native code]' &&
    !line.includes('@node:internal/primordials:') &&
    !line.includes('@node:internal/compiler/') &&
    !(line === 'next@[native code]' &&
      lines[i + 1]?.includes('@node:internal/modules/'));
}

function isConstruction(site) {
  const file = site.getFileName();
  return file !== undefined && site.getLineNumber() !== null &&
    require('internal/source_position').isConstruction(
      file, site.getLineNumber(), site.getColumnNumber());
}

// An engine stack as call sites, at most `limit`, without the first `skip`.
function parse(raw, skip) {
  const sites = [];
  if (raw === undefined || raw === '' || limit <= 0) {
    return sites;
  }
  // What runs microtasks is the engine itself to V8's users.
  const bottom = raw.indexOf('\ndrain@node:internal/process/task_queues:');
  const lines = (bottom === -1 ? raw : raw.slice(0, bottom))
    .split('\n').filter(isFrame);
  const end = lines.length < skip + limit ? lines.length : skip + limit;
  for (let i = skip; i <= end && i < lines.length; i++) {
    const site = parseLine(lines[i], lines[i + 1]);
    if (i > skip && isConstruction(site)) {
      CallSite.construct(sites[sites.length - 1]);
    }
    if (i < end) sites.push(site);
  }
  return sites;
}

function join(header, sites) {
  let text = header;
  for (let i = 0; i < sites.length; i++) {
    text += `\n    at ${sites[i].toString()}`;
  }
  return text;
}

// "Name: message" as V8 writes it when an error is made.
function headerOf(error) {
  try {
    const name = error.name === undefined ? 'Error' : $String(error.name);
    const message = error.message === undefined ? '' : $String(error.message);
    return name === '' ? message : message === '' ? name :
      `${name}: ${message}`;
  } catch {
    return 'Error';
  }
}

// internal/source_map/stack while source maps are on.
let sourceMaps;
function setSourceMaps(mapper) {
  sourceMaps = mapper;
}

// What Error.prepareStackTrace is until the program sets its own.
function prepareStackTrace(error, sites) {
  const header = headerOf(error);
  return sourceMaps === undefined ? join(header, sites) :
    sourceMaps.format(error, header, sites);
}

function format(error, header, sites) {
  const prepare = Error.prepareStackTrace;
  if (typeof prepare === 'function' && prepare !== prepareStackTrace) {
    return prepare.call(Error, error, sites);
  }
  return sourceMaps === undefined ? join(header, sites) :
    sourceMaps.format(error, header, sites);
}

// Puts private state on any object, through a constructor that returns it.
class Stamp extends function(object) { return object; } {
  #raw;
  #header;
  #skip;
  #value;
  constructor(error, raw, header, skip) {
    super(error);
    this.#raw = raw;
    this.#header = header;
    this.#skip = skip;
  }
  static has(error) {
    return typeof error === 'object' && error !== null && #raw in error;
  }
  static reset(error, raw, header, skip) {
    error.#raw = raw;
    error.#header = header;
    error.#skip = skip;
  }
  static read(error) {
    if (error.#header !== undefined) {
      const header = error.#header;
      const raw = error.#raw;
      // First, so that a prepareStackTrace that reads `stack` ends.
      error.#header = undefined;
      error.#raw = undefined;
      error.#value = undefined;
      error.#value = format(error, header, parse(raw, error.#skip));
    }
    return error.#value;
  }
  static write(error, value) {
    error.#header = undefined;
    error.#value = value;
  }
}

const accessor = {
  __proto__: null,
  configurable: true,
  enumerable: false,
  // The names that V8's have: none.
  get: (0, function() {
    for (let o = this; o !== null && typeof o === 'object';
      o = $Object.getPrototypeOf(o)) {
      if (Stamp.has(o)) return Stamp.read(o);
    }
    return undefined;
  }),
  set: (0, function(value) {
    if (Stamp.has(this)) {
      Stamp.write(this, value);
    } else if (typeof this === 'object' && this !== null) {
      defineProperty(this, 'stack', {
        __proto__: null, configurable: true, enumerable: true, value,
        writable: true,
      });
    }
  }),
};

const holder = { stack: undefined };

// The engine's stack of whoever called `above`.
function captureAbove(above) {
  capture(holder, above);
  const raw = holder.stack;
  holder.stack = undefined;
  return raw;
}

function attach(error, raw, header, skip) {
  if (Stamp.has(error)) {
    Stamp.reset(error, raw, header, skip);
  } else {
    new Stamp(error, raw, header, skip);
  }
  defineProperty(error, 'stack', accessor);
}

function captureStackTrace(object, above) {
  if ((typeof object !== 'object' || object === null) &&
      typeof object !== 'function') {
    throw new TypeError(`Invalid argument: ${$String(object)}`);
  }
  if (!$Object.isExtensible(object)) {
    throw new TypeError('Cannot define property stack, object is not ' +
                        'extensible');
  }
  if (typeof limit !== 'number') {
    return;
  }
  const raw = captureAbove(
    typeof above === 'function' ? above : captureStackTrace);
  attach(object, raw, headerOf(object), 0);
}

function setNativeLimit() {
  $Error.stackTraceLimit = typeof limit === 'number' && limit > 0 ?
    (limit < kMaxLimit ? limit : kMaxLimit) + kOwnFrames : 1;
}

// An error without a stack. `Base` is a constructor, the engine's or ours.
function makeQuietly(Base, args, newTarget) {
  const Native = engineErrors[Base.name];
  const before = $Error.stackTraceLimit;
  $Error.stackTraceLimit = 0;
  try {
    return construct(Native, args, newTarget);
  } finally {
    $Error.stackTraceLimit = before;
  }
}

// Gives an error of lib/'s the stack of whoever called `above`, with `header`
// for its title. What checks arguments and makes errors does not show.
function attachAbove(error, above, header) {
  if (typeof limit !== 'number') {
    return;
  }
  const raw = captureAbove(above) ?? '';
  let start = 0;
  for (;;) {
    const end = raw.indexOf('\n', start);
    const place = raw.indexOf('@node:internal/', start);
    if (end === -1 || place === -1 || place > end ||
        !(raw.startsWith('validators:', place + 15) ||
          raw.startsWith('errors:', place + 15))) {
      break;
    }
    start = end + 1;
  }
  delete error.line;
  delete error.column;
  delete error.sourceURL;
  attach(error, start === 0 ? raw : raw.slice(start), header, 0);
}

function make(Native, args, newTarget, wrapper) {
  const error = makeQuietly(Native, args, newTarget);
  if (typeof limit === 'number') {
    attach(error, dropConstructors(captureAbove(wrapper)), headerOf(error), 0);
  }
  return error;
}

// A class without a constructor of its own has one of the engine's, which is
// nowhere in the source: V8 does not show it.
function dropConstructors(raw) {
  let start = 0;
  for (let end = raw?.indexOf('\n') ?? -1;
    end !== -1 && raw.endsWith('@', end);
    end = raw.indexOf('\n', start)) {
    start = end + 1;
  }
  return start === 0 ? raw : raw.slice(start);
}

// The constructor that programs see in place of `Native`.
function wrap(Native, parent) {
  const { name, prototype } = Native;
  const wrapper = Native.length === 2 ?
    function(errors, message) {
      return make(Native, arguments, new.target ?? wrapper, wrapper);
    } :
    function(message) {
      return make(Native, arguments, new.target ?? wrapper, wrapper);
    };
  defineProperty(wrapper, 'name', {
    __proto__: null, configurable: true, enumerable: false, value: name,
    writable: false,
  });
  defineProperty(wrapper, 'prototype', {
    __proto__: null, configurable: false, enumerable: false, value: prototype,
    writable: false,
  });
  defineProperty(prototype, 'constructor', {
    __proto__: null, configurable: true, enumerable: false, value: wrapper,
    writable: true,
  });
  if (parent !== undefined) {
    setPrototypeOf(wrapper, parent);
  }
  return wrapper;
}

const Error = wrap($Error);
defineProperty(Error, 'captureStackTrace', {
  __proto__: null, configurable: true, enumerable: false,
  value: captureStackTrace, writable: true,
});
// In place, so that programs can wrap it.
defineProperty(Error, 'prepareStackTrace', {
  __proto__: null, configurable: true, enumerable: true,
  value: prepareStackTrace, writable: true,
});
if ($Error.isError !== undefined) {
  defineProperty(Error, 'isError', getOwnPropertyDescriptor($Error, 'isError'));
}
defineProperty(Error, 'stackTraceLimit', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return limit; },
  set(value) {
    limit = value;
    setNativeLimit();
  },
});
setNativeLimit();

const names = $Object.keys(engineErrors);
const constructors = { __proto__: null, Error };
for (let i = 0; i < names.length; i++) {
  if (names[i] !== 'Error') {
    constructors[names[i]] = wrap(engineErrors[names[i]], Error);
  }
}
const { TypeError } = constructors;

// Gives an error that the engine threw V8's stack. Harmless on any value. The
// engine's door (src/engine/errors.c) calls it before a program sees such an
// error; where that is shut, whatever shows errors does.
function adopt(error, untouched = false) {
  if (typeof error !== 'object' || error === null || Stamp.has(error)) {
    return error;
  }
  const stack = getOwnPropertyDescriptor(error, 'stack');
  if (!untouched &&
      (getOwnPropertyDescriptor(error, 'line') === undefined ||
       getOwnPropertyDescriptor(error, 'sourceURL') === undefined) ||
      !$Object.isExtensible(error)) {
    return error;
  }
  if (stack !== undefined && typeof stack.value !== 'string') {
    return error;
  }
  const header = headerOf(error);
  if (stack !== undefined && stack.value.startsWith(header) &&
      header !== '') {
    return error;  // the program has written it already
  }
  delete error.line;
  delete error.column;
  delete error.sourceURL;
  const message = getOwnPropertyDescriptor(error, 'message');
  if (typeof message?.value === 'string' && message.configurable) {
    message.value =
      require('internal/engine_messages').translate(message.value);
    defineProperty(error, 'message', message);
  }
  attach(error, stack?.value, headerOf(error), 0);
  return error;
}

// The call sites above the caller of `above`, innermost first.
function getCallSites(above, count) {
  const before = limit;
  limit = count;
  setNativeLimit();
  try {
    return parse(captureAbove(above), 0);
  } finally {
    limit = before;
    setNativeLimit();
  }
}

module.exports = {
  adopt,
  attachAbove,
  captureStackTrace,
  constructors,
  getCallSites,
  makeQuietly,
  setSourceMaps,
};
