// SPDX-License-Identifier: MIT
'use strict';
// Records of what is not written as an ES module: built-in modules, CommonJS,
// JSON, WebAssembly. Their names are known when they load, their values when
// they run.

const {
  ArrayPrototypePush,
  JSONParse,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  SafeMap,
  SafeSet,
  StringPrototypeEndsWith,
  StringPrototypeStartsWith,
} = primordials;

const { lexCommonJS } = internalBinding('compiler');
const {
  Module, builtinId, dirname, exportsOfCached, forget, setOwn, state,
} = require('internal/modules/cjs/loader');
const { requireBuiltin } = require('internal/bootstrap/realm');
const { Record } = require('internal/modules/esm/record');
const { pathOf } = require('internal/modules/esm/specifier');
const { extensionOf, formatOfFile, readFile } = require('internal/modules/esm/source');

function isContainer(value) {
  return typeof value === 'object' && value !== null ||
    typeof value === 'function';
}

// Built-in modules: what they export is read when a program reads it, until
// it changes and syncBuiltinESMExports() is called.
function makeBuiltin(url) {
  const id = builtinId(url);
  if (id === undefined) {
    const { ERR_UNKNOWN_BUILTIN_MODULE } = require('internal/errors').codes;
    throw new ERR_UNKNOWN_BUILTIN_MODULE(url);
  }
  const record = new Record(url, 'builtin');
  const exports = requireBuiltin(id);
  const names = ObjectKeys(exports);
  if (!ObjectPrototypeHasOwnProperty(exports, 'default')) {
    ArrayPrototypePush(names, 'default');
  }
  record.setNames(names);
  record.run = fillBuiltin;
  record.exports = exports;
  return record;
}

function fillBuiltin(record) {
  const { cells, exports, names } = record;
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const descriptor = ObjectGetOwnPropertyDescriptor(exports, name);
    if (descriptor?.get !== undefined && name !== 'default') {
      // Parts that load at their first touch.
      ObjectDefineProperty(cells, name, {
        __proto__: null, get: () => exports[name], enumerable: true,
        configurable: true,
      });
    } else {
      setCell(cells, name, name === 'default' ? exports : descriptor?.value);
    }
  }
}

function setCell(cells, name, value) {
  ObjectDefineProperty(cells, name, {
    __proto__: null, value, writable: true, enumerable: true,
    configurable: true,
  });
}

function syncBuiltins() {
  require('internal/modules/esm/loader')
    .eachRecord('node:', (record) => {
      if (record.format === 'builtin') fillBuiltin(record);
    });
}

const lexed = new SafeMap();  // path -> SafeSet of names

function addNames(path, text, names) {
  const [own, reexports] = lexCommonJS(text);
  for (let i = 0; i < own.length; i++) names.add(own[i]);
  for (let i = 0; i < reexports.length; i++) {
    let target;
    try {
      const asker = new Module(path);
      asker.filename = path;
      asker.paths = Module._nodeModulePaths(asker.path);
      target = Module._resolveFilename(reexports[i], asker, false);
    } catch {
      continue;
    }
    const extension = extensionOf(target);
    if (target[0] === '/' && extension !== '.json' && extension !== '.node' &&
        extension !== '.mjs') {
      namesOf(target).forEach((name) => names.add(name));
    }
  }
}

// The names that a CommonJS file exports, as far as a look at it tells.
function namesOf(path, text) {
  let names = lexed.get(path);
  if (names === undefined) {
    names = new SafeSet();
    lexed.set(path, names);
    try {
      addNames(path, text ?? formatOfFile(path).source ?? readFile(path), names);
    } catch {
      // A text that cannot be read has no names that are known.
    }
  }
  return names;
}

// `hooked`: hooks gave the text, so require() need not ask them again.
function makeCommonJS(url, text, hooked) {
  const record = new Record(url, 'commonjs');
  const isFile = StringPrototypeStartsWith(url, 'file:');
  const path = isFile ? pathOf(url) : url;
  const names = ['default'];
  namesOf(path, text).forEach((name) => {
    if (name !== 'default' && name !== 'module.exports') {
      ArrayPrototypePush(names, name);
    }
  });
  ArrayPrototypePush(names, 'module.exports');
  record.setNames(names);
  record.path = path;
  record.source = isFile && !hooked ? undefined : text;
  record.run = runCommonJS;
  if (record.source === undefined && !Module._cache[path]?.loaded) {
    awaited.set(path, record);
    state.onLoaded = takeExports;
  }
  return record;
}

// Imported files that have not been loaded: should require() load one first,
// what it exports then is what its importers get, whatever becomes of it.
const awaited = new SafeMap();

function takeExports({ exports, filename }) {
  const record = awaited.get(filename);
  if (record === undefined) return;
  awaited.delete(filename);
  record.exports = exports;
}

function runCommonJS(record) {
  const { cells, names, path, source } = record;
  let { exports } = record;
  if (exports === undefined) {
    awaited.delete(path);
    exports = source === undefined ?
      Module._load(path, undefined, false) : runText(source, path);
  }
  const container = isContainer(exports);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    let value;
    if (name === 'default' || name === 'module.exports') {
      value = exports;
    } else if (container && ObjectPrototypeHasOwnProperty(exports, name)) {
      try {
        value = exports[name];
      } catch {
        // A getter that throws gives nothing.
      }
    }
    setCell(cells, name, value);
  }
}

function runText(source, path) {
  const cached = Module._cache[path];
  if (cached !== undefined) return exportsOfCached(cached, undefined);
  const module = new Module(path);
  setOwn(module, 'filename', path);
  setOwn(module, 'paths', Module._nodeModulePaths(dirname(path)));
  Module._cache[path] = module;
  state.hooks?.markHooked(module);
  try {
    module._compile(source, path, 'commonjs');
  } catch (err) {
    forget(module, path);
    throw err;
  }
  module.loaded = true;
  return module.exports;
}

function makeJSON(url, text) {
  const record = new Record(url, 'json');
  record.setNames(['default']);
  const isFile = StringPrototypeStartsWith(url, 'file:');
  const path = isFile ? pathOf(url) : url;
  // A plain file is shared with require().
  const shared = isFile && RegExpPrototypeExec(/[?#]/, url) === null;
  const cached = shared ? Module._cache[path] : undefined;
  let value = cached?.loaded ? cached.exports : undefined;
  if (!cached?.loaded) {
    try {
      value = JSONParse(text ?? readFile(path));
    } catch (err) {
      err.message = `${path}: ${err.message}`;
      throw err;
    }
    if (shared && StringPrototypeEndsWith(path, '.json')) {
      const module = new Module(path);
      setOwn(module, 'filename', path);
      setOwn(module, 'exports', value);
      module.loaded = true;
      Module._cache[path] = module;
    }
  }
  record.run = ({ cells }) => setCell(cells, 'default', value);
  return record;
}

function compileWasm(url, bytes) {
  bytes ??= require('fs').readFileSync(pathOf(url));
  try {
    return new globalThis.WebAssembly.Module(bytes);
  } catch (err) {
    err.message = `${pathOf(url)}: ${err.message}`;
    throw err;
  }
}

function makeWasm(url, bytes) {
  require('internal/util')
    .emitExperimentalWarning('Importing WebAssembly module instances');
  const { WebAssembly } = globalThis;
  const module = compileWasm(url, bytes);
  const record = new Record(url, 'wasm');
  const imports = WebAssembly.Module.imports(module);
  const seen = new SafeSet();
  for (let i = 0; i < imports.length; i++) {
    const specifier = imports[i].module;
    if (seen.has(specifier)) continue;
    seen.add(specifier);
    ArrayPrototypePush(record.requests, {
      __proto__: null, specifier, attributes: undefined, phase: 0, line: 1,
      column: 0, record: undefined,
    });
  }
  const names = [];
  const exports = WebAssembly.Module.exports(module);
  checkWasmNames(imports, 'import');
  checkWasmNames(exports, 'export');
  for (let i = 0; i < exports.length; i++) {
    ArrayPrototypePush(names, exports[i].name);
  }
  record.setNames(names);
  record.run = () => runWasm(record, module);
  return record;
}

// Names that are kept for the proposals to come.
function checkWasmNames(list, kind) {
  const { LinkError } = globalThis.WebAssembly;
  for (let i = 0; i < list.length; i++) {
    const { module, name } = list[i];
    if (StringPrototypeStartsWith(name, 'wasm:') ||
        StringPrototypeStartsWith(name, 'wasm-js:')) {
      throw new LinkError(`Invalid Wasm ${kind} name "${name}"`);
    }
    if (module !== undefined && StringPrototypeStartsWith(module, 'wasm-js:')) {
      throw new LinkError(`Invalid Wasm import "${module}"`);
    }
  }
}

function runWasm({ cells, names, requests }, module) {
  const { WebAssembly } = globalThis;
  const imports = {};
  for (let i = 0; i < requests.length; i++) {
    imports[requests[i].specifier] = requests[i].record.namespace;
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  for (let i = 0; i < names.length; i++) {
    const value = exports[names[i]];
    setCell(cells, names[i],
            value instanceof WebAssembly.Global ? value.value : value);
  }
}

/** The record of a URL in a format that is not 'module'. */
function make(url, format, text, hooked) {
  switch (format) {
    case 'builtin':
      return makeBuiltin(url);
    case 'commonjs':
      return makeCommonJS(url, text, hooked);
    case 'json':
      return makeJSON(url, text);
    case 'wasm':
      return makeWasm(url, text);
    default: {
      const { ERR_UNKNOWN_MODULE_FORMAT } = require('internal/errors').codes;
      throw new ERR_UNKNOWN_MODULE_FORMAT(format, url);
    }
  }
}

module.exports = { compileWasm, isContainer, make, namesOf, syncBuiltins };
