// SPDX-License-Identifier: MIT
'use strict';
// module.registerHooks(): functions of the program's that stand in front of
// resolving and loading. The last registered is asked first; each may answer
// or ask the next. While any is registered, Module._load comes here.

const {
  ArrayFrom,
  ArrayIsArray,
  ArrayPrototypeIndexOf,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  ArrayBufferIsView,
  SafeMap,
  SafeSet,
  SafeWeakSet,
  StringPrototypeEndsWith,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_RETURN_PROPERTY_VALUE,
    ERR_INVALID_RETURN_VALUE,
    ERR_UNKNOWN_BUILTIN_MODULE,
    ERR_UNSUPPORTED_ESM_URL_SCHEME,
  },
} = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const {
  Module, builtinId, dirname, exportsOfCached, forget, packageType, readText,
  setOwn, state,
} = require('internal/modules/cjs/loader');
const resolver = require('internal/modules/cjs/resolve');
const { requireBuiltin } = require('internal/bootstrap/realm');
const { URL, fileURLToPath, pathToFileURL } = require('internal/url');

const registered = [];
let background;  // hooks on a thread of their own: internal/modules/hooks_thread
const defaultExtensions = [Module._extensions['.js'],
                           Module._extensions['.json']];

class ModuleHooks {
  constructor(resolve, load) {
    this.resolve = resolve;
    this.load = load;
  }

  deregister() {
    const index = ArrayPrototypeIndexOf(registered, this);
    if (index !== -1) ArrayPrototypeSplice(registered, index, 1);
    if (registered.length === 0 && background === undefined) {
      state.hooks = undefined;
    }
  }
}

/**
 * @param {{ resolve?: Function, load?: Function }} hooks
 * @returns {ModuleHooks} has deregister()
 */
function registerHooks(hooks) {
  validateObject(hooks, 'hooks');
  const { resolve, load } = hooks;
  if (resolve !== undefined) validateFunction(resolve, 'hooks.resolve');
  if (load !== undefined) validateFunction(load, 'hooks.load');
  const entry = new ModuleHooks(resolve, load);
  ArrayPrototypePush(registered, entry);
  state.hooks = module.exports;
  return entry;
}

// CommonJS whose text such hooks gave: what it requires is asked of them, too.
const hooked = new SafeWeakSet();

function markHooked(mod) {
  if (background !== undefined) hooked.add(mod);
}

function isHooked(mod) {
  return background !== undefined && mod !== undefined && mod !== null &&
    hooked.has(mod);
}

// Hooks that stand behind those of this thread, for what is imported.
function setBackground(hooks) {
  background = hooks;
  state.hooks = module.exports;
}

function chainOf(kind) {
  const chain = [];
  for (let i = 0; i < registered.length; i++) {
    const hook = registered[i][kind];
    if (hook !== undefined) ArrayPrototypePush(chain, hook);
  }
  return chain;
}

// Asks the hooks of a kind, then `fallback`; checks what each one answers.
function ask(kind, subject, context, fallback, check) {
  const chain = chainOf(kind);
  function step(index, what, given) {
    if (index < 0) return fallback(what, given);
    let passedOn = false;
    const result = chain[index](what, given, (nextWhat = what, more) => {
      passedOn = true;
      return step(index - 1, nextWhat, { ...given, ...more });
    });
    if (result === null || typeof result !== 'object') {
      throw new ERR_INVALID_RETURN_VALUE('an object', `${kind} hook`, result);
    }
    if (!passedOn && result.shortCircuit !== true) {
      throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
        'true', kind, 'shortCircuit', result.shortCircuit);
    }
    check(result);
    return result;
  }
  return step(chain.length - 1, subject, context);
}

function checkResolved({ url }) {
  if (typeof url !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
      'a URL string', 'resolve', 'url', url);
  }
  try {
    new URL(url);
  } catch {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
      'a URL string', 'resolve', 'url', url);
  }
}

function isBuffer(value) {
  return ArrayBufferIsView(value) ||
    require('internal/util/types').isAnyArrayBuffer(value);
}

function checkLoaded({ format, source }) {
  if (format !== 'builtin' && typeof source !== 'string' && !isBuffer(source)) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
      'a string, an ArrayBuffer, or a TypedArray', 'load', 'source', source);
  }
}

function conditionsOf({ conditions }) {
  if (conditions === undefined) return undefined;
  if (!ArrayIsArray(conditions)) {
    throw new ERR_INVALID_ARG_VALUE('context.conditions', conditions,
                                    'expected an array');
  }
  return new SafeSet(conditions);
}

// A require() made for a URL keeps it, query and all.
function urlOfModule(module) {
  if (!module?.filename) return undefined;
  return require('internal/modules/cjs/api').requireURLs.get(module) ??
    pathToFileURL(module.filename).href;
}

function urlOf(filename) {
  const id = builtinId(filename);
  return id !== undefined ? `node:${id}` : pathToFileURL(filename).href;
}

// What a request means to the hooks: { url, format, filename }.
function resolveWithHooks(request, parent, isMain, options) {
  let filename;  // of the default resolution, if it was asked
  const context = {
    conditions: ArrayFrom(resolver.getCjsConditions()),
    importAttributes: {},
    parentURL: urlOfModule(parent),
  };
  const result = ask('resolve', request, context, (specifier, given) => {
    if (options?.paths === undefined && isHooked(parent)) {
      // As a path first: what require() finds, import may not.
      const found = background.resolve(
        urlOf(Module._resolveFilename(specifier, parent, isMain)), given);
      filename = fileOf(found.url);
      return found;
    }
    if (StringPrototypeStartsWith(specifier, 'node:') &&
        builtinId(specifier) === undefined) {
      throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);
    }
    filename = resolver.withConditions(
      conditionsOf(given),
      () => Module._resolveFilename(specifier, parent, isMain, options));
    const url = urlOf(filename);
    return {
      __proto__: null, url,
      format: StringPrototypeStartsWith(url, 'node:') ? 'builtin' : undefined,
    };
  }, checkResolved);
  const { url, format } = result;
  if (filename === undefined ||
      !isHooked(parent) && urlOf(filename) !== url) {
    filename = fileOf(url);
  }
  return { __proto__: null, url, format, filename };
}

function fileOf(url) {
  if (StringPrototypeStartsWith(url, 'file:')) return fileURLToPath(url);
  if (StringPrototypeStartsWith(url, 'node:')) {
    const id = StringPrototypeSlice(url, 5);
    return builtinId(id) === undefined ? url : id;
  }
  return url;
}

// require.resolve()
function resolve(request, parent, options) {
  return resolveWithHooks(request, parent, false, options).filename;
}

// What a path tells of the format; undefined where only the text does.
function guessFormat(filename) {
  if (StringPrototypeEndsWith(filename, '.json')) return 'json';
  if (StringPrototypeEndsWith(filename, '.mjs')) return 'module';
  if (StringPrototypeEndsWith(filename, '.cjs')) return 'commonjs';
  if (StringPrototypeEndsWith(filename, '.wasm')) return 'wasm';
  if (StringPrototypeEndsWith(filename, '.js')) {
    const type = packageType(filename);
    return type === 'none' ? undefined : type;
  }
  return StringPrototypeEndsWith(filename, 'ts') ?
    typescriptFormat(filename) : undefined;
}

function typescriptFormat(filename) {
  const extension = StringPrototypeSlice(
    filename, StringPrototypeLastIndexOf(filename, '.'));
  if (!require('internal/modules/typescript').handles(extension)) {
    return undefined;
  }
  if (extension === '.mts') return 'module-typescript';
  if (extension === '.cts') return 'commonjs-typescript';
  const type = packageType(filename);
  return type === 'none' ? 'typescript' : `${type}-typescript`;
}

function isTypeScript(format) {
  return format === 'typescript' || format === 'module-typescript' ||
    format === 'commonjs-typescript';
}

// The JavaScript of a text, and its format where it has not been told.
function toJavaScript({ format, source }, filename) {
  let text = textOf(source);
  if (isTypeScript(format)) {
    text = require('internal/modules/typescript')
      .compileTypeScript(text, filename);
    format = format === 'typescript' ? undefined :
      StringPrototypeSlice(format, 0, -'-typescript'.length);
  }
  format ??= internalBinding('compiler').containsModuleSyntax(text) ?
    'module' : 'commonjs';
  return { __proto__: null, format, text };
}

function loadWithHooks(url, format, parent) {
  const context = {
    format,
    conditions: ArrayFrom(resolver.getCjsConditions()),
    importAttributes: {},
  };
  return ask('load', url, context, (what, given) => {
    if (isHooked(parent)) return background.load(what, given);
    if (StringPrototypeStartsWith(what, 'node:')) {
      if (builtinId(what) === undefined) {
        throw new ERR_UNKNOWN_BUILTIN_MODULE(what);
      }
      return { __proto__: null, source: null, format: 'builtin' };
    }
    const filename = fileOf(what);
    return given.format == null && isJSX(filename) ?
      require('internal/modules/typescript').loadFile(filename) :
      { __proto__: null, source: readText(filename), format: given.format };
  }, isHooked(parent) ? checkLoadedModule : checkLoaded);
}

// Hooks get the JavaScript of such a file, unless they say its format.
function isJSX(filename) {
  return StringPrototypeEndsWith(filename, 'sx') &&
    require('internal/modules/typescript').handles(StringPrototypeSlice(
      filename, StringPrototypeLastIndexOf(filename, '.')));
}

function textOf(source) {
  if (typeof source === 'string') return source;
  const { TextDecoder } = require('internal/encoding');
  return new TextDecoder().decode(source);
}

// Fills a module with what the hooks loaded.
function evaluate(mod, filename, loaded) {
  setOwn(mod, 'filename', filename);
  setOwn(mod, 'paths', Module._nodeModulePaths(dirname(filename)));
  if (loaded.format === 'json') {
    setOwn(mod, 'exports', primordials.JSONParse(textOf(loaded.source)));
  } else {
    const { format, text } = toJavaScript(loaded, filename);
    if (format === 'module') {
      require('internal/modules/esm/require').loadText(mod, filename, text);
    } else {
      mod._compile(text, filename, 'commonjs');
    }
  }
  mod.loaded = true;
}

// Files with an extension that a program has registered are its own business.
function isOurs(filename) {
  const dot = StringPrototypeLastIndexOf(filename, '.');
  const handler = Module._extensions[StringPrototypeSlice(filename, dot)];
  return handler === undefined ||
    ArrayPrototypeIndexOf(defaultExtensions, handler) !== -1;
}

// Module._load() while hooks are registered.
function load(request, parent, isMain) {
  const { url, format, filename } = resolveWithHooks(request, parent, isMain);
  const id = StringPrototypeStartsWith(url, 'node:') ? builtinId(url) :
    undefined;
  if (id !== undefined) {
    const loaded = loadWithHooks(url, 'builtin', parent);
    if (loaded.format === 'builtin') return requireBuiltin(id);
    const mod = new Module(filename, undefined);
    evaluate(mod, url, loaded);
    return mod.exports;
  }
  const cached = Module._cache[filename];
  if (cached !== undefined) return exportsOfCached(cached, parent);
  return loadNew(filename, url, format, parent, isMain);
}

function loadNew(filename, url, format, parent, isMain) {
  const mod = new Module(filename, parent);
  if (isMain) {
    setOwn(process, 'mainModule', mod);
    mod.id = '.';
  }
  Module._cache[filename] = mod;
  let threw = true;
  try {
    const plain = StringPrototypeStartsWith(url, 'file:') &&
      chainOf('load').length === 0 && !isHooked(parent);
    const loaded = plain || !isOurs(filename) ? undefined :
      loadWithHooks(url, format ?? guessFormat(filename), parent);
    if (loaded === undefined || loaded.source === null ||
        loaded.source === undefined) {
      mod.load(filename);
    } else {
      if (isHooked(parent)) markHooked(mod);
      evaluate(mod, filename, loaded);
    }
    threw = false;
  } finally {
    if (threw) forget(mod, filename, parent, '');
  }
  return mod.exports;
}

function attributesObject(attributes) {
  const object = { __proto__: null };
  for (let i = 0; i < attributes?.length; i += 2) {
    object[attributes[i]] = attributes[i + 1];
  }
  return object;
}

const formats = new SafeMap();  // URL -> what resolving it said it is

/**
 * What an import means: a URL.
 * @param {string} specifier
 * @param {string} parentURL
 * @param {string[] | undefined} attributes [key, value, ...]
 */
function resolveModule(specifier, parentURL, attributes) {
  const specifiers = require('internal/modules/esm/specifier');
  const context = {
    conditions: ArrayFrom(specifiers.importConditions()),
    importAttributes: attributesObject(attributes),
    parentURL,
  };
  const { url, format } = ask(
    'resolve', specifier, context, background?.resolve ?? resolveByDefault,
    checkResolved);
  formats.set(url, format);
  return url;
}

function resolveByDefault(specifier, context) {
  const specifiers = require('internal/modules/esm/specifier');
  let url;
  try {
    url = specifiers.withConditions(
      conditionsOf(context),
      () => specifiers.resolveSpecifier(specifier, context.parentURL));
  } catch (err) {
    if (err?.code !== 'ERR_UNSUPPORTED_ESM_URL_SCHEME') throw err;
    // A hook may yet load it.
    return { __proto__: null, format: undefined,
             url: new URL(specifier, context.parentURL).href };
  }
  return {
    __proto__: null, url,
    format: StringPrototypeStartsWith(url, 'node:') ? 'builtin' :
      guessFormatOfURL(url),
  };
}

function guessFormatOfURL(url) {
  if (!StringPrototypeStartsWith(url, 'file:')) return undefined;
  const { pathOf } = require('internal/modules/esm/specifier');
  const format = guessFormat(pathOf(url));
  return format === undefined || format === 'typescript' ? null : format;
}

/**
 * What an import loads.
 * @returns {{ format: string, source: any, hooked: true }}
 */
function loadModule(url, attributes) {
  const { importConditions } = require('internal/modules/esm/specifier');
  const context = {
    format: formats.get(url),
    conditions: ArrayFrom(importConditions()),
    importAttributes: attributesObject(attributes),
  };
  const loaded = ask('load', url, context, background?.load ?? loadByDefault,
                     checkLoadedModule);
  if (background !== undefined) checkLoadedModule(loaded);
  let { format, source } = loaded;
  if (isTypeScript(format)) {
    const isFile = StringPrototypeStartsWith(url, 'file:');
    ({ format, text: source } =
      toJavaScript(loaded, isFile ? fileURLToPath(url) : url));
  }
  return {
    __proto__: null, format, hooked: true,
    source: source === null || source === undefined ? undefined :
      format === 'wasm' ? source : textOf(source),
  };
}

function loadByDefault(url, { format: given }) {
  if (!StringPrototypeStartsWith(url, 'file:') &&
      !StringPrototypeStartsWith(url, 'data:') &&
      !StringPrototypeStartsWith(url, 'node:')) {
    throw new ERR_UNSUPPORTED_ESM_URL_SCHEME(
      new URL(url), ['file', 'data', 'node']);
  }
  const loader = require('internal/modules/esm/source');
  const { pathOf } = require('internal/modules/esm/specifier');
  const isFile = StringPrototypeStartsWith(url, 'file:');
  const known = typeof given === 'string' && given !== 'builtin';
  const path = isFile ? pathOf(url) : undefined;
  if (!known && isFile && guessFormat(path) === 'typescript') {
    const source = readText(path);
    const { format } =
      toJavaScript({ __proto__: null, format: 'typescript', source }, path);
    return { __proto__: null, format: `${format}-typescript`, source };
  }
  const { format, source } = isFile && known ?
    { __proto__: null, format: given, source: undefined } : loader.load(url);
  if (format === 'builtin') return { __proto__: null, format, source: null };
  return {
    __proto__: null,
    format: known ? given : format,
    source: source ?? (format === 'wasm' ?
      require('fs').readFileSync(path) : readText(path)),
  };
}

// CommonJS without a text is left to require().
function checkLoadedModule(result) {
  const { format, source } = result;
  if (format === 'commonjs' && (source === null || source === undefined)) {
    return;
  }
  checkLoaded(result);
}

module.exports = {
  attributesObject,
  load,
  loadByDefault,
  loadModule,
  markHooked,
  registerHooks,
  resolve,
  resolveByDefault,
  resolveModule,
  setBackground,
};
