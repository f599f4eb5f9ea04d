// SPDX-License-Identifier: MIT
'use strict';
// node:vm. A context is a scope of the engine's whose variables are the
// properties of an object of the user's (src/engine/context.c).

const {
  ArrayBufferIsView,
  ArrayPrototypeForEach,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ObjectFreeze,
  ObjectGetOwnPropertySymbols,
  ReflectDefineProperty,
  ReflectGetOwnPropertyDescriptor,
  ReflectOwnKeys,
  RegExpPrototypeExec,
  SafeSet,
  SafeWeakMap,
  Symbol,
} = primordials;

const { bypass, compile, evaluate, makeContext, run } =
  internalBinding('contextify');
const { watch } = internalBinding('strings');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_METHOD_NOT_IMPLEMENTED,
  },
} = require('internal/errors');
const {
  validateArray,
  validateBoolean,
  validateBuffer,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  validateInt32,
  validateObject,
  validateOneOf,
  validateString,
  validateStringArray,
  validateUint32,
} = require('internal/validators');
const { keepFramesOf } = require('internal/async_promises');
const { kEmptyObject } = require('internal/util');

const kMainContextDefaultLoader = Symbol('vm_dynamic_import_main_context_default');
const kVanilla = Symbol('vm_context_no_contextify');
// What compiles strings in a new scope (and isNaN, which does not).
const kCompilers = '[(() => {}).constructor, (async () => {}).constructor, ' +
  '(function*() {}).constructor, (async function*() {}).constructor, ' +
  'eval, isNaN]';
const kPromisePrototype = 'Promise.prototype';

const scopes = new SafeWeakMap();  // contextified object -> its scope
const sandboxes = new SafeWeakMap();  // scope -> { object, native keys }
const scripts = new SafeWeakMap();  // Script -> what compile() gave

let defaultName = 1;

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowObjects);
  return scopes.has(object);
}

function validateContext(contextified) {
  if (!isContext(contextified)) {
    throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context',
                                   contextified);
  }
}

function decorate(err, source, filename) {
  return require('internal/modules/syntax_error')
    .decorateSyntaxError(err, source, filename);
}

function validateImport(value, name) {
  if (value !== undefined && value !== kMainContextDefaultLoader &&
      typeof value !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(name, 'function', value);
  }
  if (value === kMainContextDefaultLoader) {
    require('internal/util')
      .emitExperimentalWarning('vm.USE_MAIN_CONTEXT_DEFAULT_LOADER');
  }
}

class Script {
  constructor(code, options = kEmptyObject) {
    code = `${code}`;
    if (typeof options === 'string') {
      options = { filename: options };
    } else {
      validateObject(options, 'options');
    }
    const {
      filename = 'evalmachine.<anonymous>',
      lineOffset = 0,
      columnOffset = 0,
      cachedData,
      produceCachedData = false,
      importModuleDynamically,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (cachedData !== undefined && !ArrayBufferIsView(cachedData)) {
      throw new ERR_INVALID_ARG_TYPE(
        'options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData);
    }
    validateBoolean(produceCachedData, 'options.produceCachedData');
    validateImport(importModuleDynamically, 'options.importModuleDynamically');
    try {
      let handle = compile(code, filename, lineOffset + 1, false);
      let begin;
      if (handle === undefined) {
        ({ handle, begin } = require('internal/compiler/scripts').open(
          () => this, code, filename, lineOffset + 1, importModuleDynamically));
      }
      scripts.set(this, {
        __proto__: null, handle, begin, code, filename, lineOffset,
      });
    } catch (err) {
      throw decorateAt(err, code, filename, lineOffset);
    }
    // The engine offers no code cache: none is made and none is taken.
    if (cachedData !== undefined) this.cachedDataRejected = true;
    if (produceCachedData) this.cachedDataProduced = false;
    const map = RegExpPrototypeExec(/\/\/[#@] sourceMappingURL=(\S+)\s*$/, code);
    this.sourceMapURL = map === null ? undefined : map[1];
  }

  runInThisContext(options) {
    return runScript(this, undefined, options);
  }

  runInContext(contextifiedObject, options) {
    validateContext(contextifiedObject);
    return runScript(this, scopes.get(contextifiedObject), options);
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptions(options));
    return this.runInContext(context, options);
  }

  createCachedData() {
    return require('buffer').Buffer.alloc(0);
  }
}

function decorateAt(err, source, filename, lineOffset) {
  if (lineOffset !== 0 && typeof err.line === 'number') {
    const line = err.line;
    err.line = line - lineOffset;
    return require('internal/modules/syntax_error')
      .decorateSyntaxError(err, source, filename, line);
  }
  return decorate(err, source, filename);
}

function runScript(script, scope, options = kEmptyObject) {
  validateObject(options, 'options');
  const { breakOnSigint = false, displayErrors = true, timeout } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  if (timeout !== undefined) refuse('timeout');
  if (breakOnSigint) refuse('breakOnSigint');
  const compiled = scripts.get(script);
  if (compiled === undefined) {
    throw new ERR_INVALID_ARG_TYPE('this', 'Script', script);
  }
  compiled.begin?.(scope);
  if (!displayErrors) return runSynced(compiled.handle, scope);
  try {
    return runSynced(compiled.handle, scope);
  } catch (err) {
    require('internal/modules/syntax_error').decorateThrown(
      err, compiled.code, compiled.filename, compiled.lineOffset);
    throw err;
  }
}

// The engine's callbacks carry neither symbols nor descriptors: both go over
// before and after a run.
function runSynced(handle, scope) {
  const sandbox = scope === undefined ? undefined : sandboxes.get(scope);
  if (sandbox === undefined) return run(handle, scope);
  bringSymbols(scope, sandbox.object);
  try {
    return run(handle, scope);
  } finally {
    showDefined(scope, sandbox);
  }
}

function bringSymbols(scope, object) {
  const symbols = ObjectGetOwnPropertySymbols(object);
  for (let i = 0; i < symbols.length; i++) {
    ReflectDefineProperty(
      scope, symbols[i], ReflectGetOwnPropertyDescriptor(object, symbols[i]));
  }
}

// What the run defined on the global object beyond plain values.
function showDefined(scope, { object, nativeKeys }) {
  const found = [];
  bypass(scope, true);
  try {
    const keys = ReflectOwnKeys(scope);
    for (let i = 0; i < keys.length; i++) {
      if (nativeKeys.has(keys[i])) continue;
      const desc = ReflectGetOwnPropertyDescriptor(scope, keys[i]);
      if (typeof keys[i] === 'symbol' || desc.get !== undefined ||
          desc.set !== undefined || !desc.enumerable) {
        ArrayPrototypePush(found, keys[i], desc);
      }
    }
  } finally {
    bypass(scope, false);
  }
  for (let i = 0; i < found.length; i += 2) {
    ReflectDefineProperty(object, found[i], found[i + 1]);
  }
}

function nativeKeysOf(scope) {
  bypass(scope, true);
  try {
    return new SafeSet(ReflectOwnKeys(scope));
  } finally {
    bypass(scope, false);
  }
}

function refuse(name) {
  throw new ERR_METHOD_NOT_IMPLEMENTED(`vm option ${name}`);
}

// What runInNewContext's options say about the context.
function contextOptions(options) {
  if (!options) return {};
  validateObject(options, 'options');
  const {
    contextName, contextOrigin, contextCodeGeneration, microtaskMode,
  } = options;
  if (contextName !== undefined) {
    validateString(contextName, 'options.contextName');
  }
  if (contextOrigin !== undefined) {
    validateString(contextOrigin, 'options.contextOrigin');
  }
  const result = { name: contextName, origin: contextOrigin };
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    validateCodeGeneration(contextCodeGeneration,
                           'options.contextCodeGeneration');
    result.codeGeneration = contextCodeGeneration;
  }
  if (microtaskMode !== undefined) {
    validateString(microtaskMode, 'options.microtaskMode');
    result.microtaskMode = microtaskMode;
  }
  return result;
}

function validateCodeGeneration({ strings, wasm }, name) {
  if (strings !== undefined) validateBoolean(strings, `${name}.strings`);
  if (wasm !== undefined) validateBoolean(wasm, `${name}.wasm`);
}

function createContext(contextObject = {}, options = kEmptyObject) {
  const vanilla = contextObject === kVanilla;
  if (!vanilla && isContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const {
    name = `VM Context ${defaultName++}`,
    origin,
    codeGeneration,
    microtaskMode,
    importModuleDynamically,
  } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) {
    validateObject(codeGeneration, 'options.codeGeneration');
  }
  const { strings = true, wasm = true } = codeGeneration ?? kEmptyObject;
  validateCodeGeneration({ strings, wasm }, 'options.codeGeneration');
  validateOneOf(microtaskMode, 'options.microtaskMode',
                ['afterEvaluate', undefined]);
  validateImport(importModuleDynamically, 'options.importModuleDynamically');
  const scope = makeContext(vanilla ? undefined : contextObject, strings);
  bypass(scope, true);  // the engine's own
  watch(...evaluate(scope, kCompilers, 'node:vm', 1));
  keepFramesOf(evaluate(scope, kPromisePrototype, 'node:vm', 1));
  bypass(scope, false);
  if (!wasm) {
    evaluate(scope, 'delete globalThis.WebAssembly', 'node:vm', 1);
  }
  if (vanilla) {
    contextObject = scope;
  } else {
    sandboxes.set(scope, {
      __proto__: null, object: contextObject, nativeKeys: nativeKeysOf(scope),
    });
  }
  scopes.set(contextObject, scope);
  if (importModuleDynamically !== undefined) {
    require('internal/compiler/scripts')
      .setImporter(scope, contextObject, importModuleDynamically);
  }
  return contextObject;
}

function createScript(code, options) {
  return new Script(code, options);
}

function withFilename(options) {
  return typeof options === 'string' ? { filename: options } : options;
}

function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  options = withFilename(options);
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  options = withFilename(options);
  const context = createContext(contextObject, contextOptions(options));
  return createScript(code, options).runInNewContext(context, options);
}

function runInThisContext(code, options) {
  options = withFilename(options);
  return createScript(code, options).runInThisContext(options);
}

function compileFunction(code, params, options = kEmptyObject) {
  validateString(code, 'code');
  validateObject(options, 'options');
  if (params !== undefined) validateStringArray(params, 'params');
  const {
    filename = '',
    columnOffset = 0,
    lineOffset = 0,
    cachedData,
    produceCachedData = false,
    parsingContext,
    contextExtensions = [],
    importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined &&
      (typeof parsingContext !== 'object' || parsingContext === null ||
       !isContext(parsingContext))) {
    throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context',
                                   parsingContext);
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  ArrayPrototypeForEach(contextExtensions, (extension, i) => {
    validateObject(extension, `options.contextExtensions[${i}]`,
                   kValidateObjectAllowNullable);
  });
  validateImport(importModuleDynamically, 'options.importModuleDynamically');
  const scope = parsingContext === undefined ? undefined :
    scopes.get(parsingContext);
  const fn = compileBody(scope, code, params ?? [], filename, lineOffset,
                         contextExtensions, importModuleDynamically);
  if (cachedData !== undefined) fn.cachedDataRejected = true;
  if (produceCachedData) fn.cachedDataProduced = false;
  return fn;
}

function compileBody(scope, code, params, filename, lineOffset, extensions,
                     importModuleDynamically) {
  const list = ArrayPrototypeJoin(params, ',');
  let head = `(function (${list}) {`;
  let tail = '\n})';
  if (extensions.length > 0) {
    let scopeChain = '';
    for (let i = 0; i < extensions.length; i++) {
      scopeChain += `with(arguments[${i}])`;
    }
    head = `(function () {${scopeChain}return ${head}`;
    tail += '})';
  }
  try {
    const text = head + code + tail;
    let handle = compile(text, filename, lineOffset + 1, false);
    let begin, fn;
    if (handle === undefined) {
      ({ handle, begin } = require('internal/compiler/scripts').open(
        () => fn, text, filename, lineOffset + 1, importModuleDynamically));
    }
    begin?.(scope);
    fn = run(handle, scope);
    if (extensions.length > 0) fn = fn(...extensions);
    return fn;
  } catch (err) {
    throw decorateAt(err, code, filename, lineOffset);
  }
}

const constants = {
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: kMainContextDefaultLoader,
  DONT_CONTEXTIFY: kVanilla,
};
ObjectFreeze(constants);

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  constants,
};
