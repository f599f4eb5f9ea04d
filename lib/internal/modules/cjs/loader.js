// SPDX-License-Identifier: MIT
'use strict';
// The CommonJS loader, the part every program runs: Module, its cache, and
// loading what a relative request means. The rest (package resolution, errors,
// the API of node:module) loads when first touched: see kLater below.

const {
  FunctionPrototypeCall,
  ObjectDefineProperty,
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  Symbol,
  WeakMap,
  WeakMapPrototypeGet,
  WeakMapPrototypeSet,
} = primordials;

const binding = internalBinding('modules');
const { canBeRequiredByUsers, isLoaded, requireBuiltin } =
  require('internal/bootstrap/realm');

const kSlash = 47;
const kDot = 46;
const kIsLoading = Symbol('kIsLoading');
const kIsMainSymbol = Symbol('kIsMainSymbol');
// These are built-in only with "node:" in front; a package may have the name.
const kSchemeOnly = {
  '__proto__': null,
  'sea': true, 'sqlite': true, 'test': true, 'test/reporters': true,
};

const relativeResolveCache = { __proto__: null };
const parents = new WeakMap();
const packageTypes = { __proto__: null };
const wrapped = { __proto__: null };  // files whose first line begins with a wrapper

// What a user has replaced; while nothing is, the short ways are open.
const state = {
  __proto__: null,
  resolvePatched: false,  // Module._findPath and the like
  wrapperPatched: false,  // Module.wrap, Module.wrapper
  preserveSymlinks: false,
  preserveSymlinksMain: false,
  preloading: false,
  imports: false,  // --import names modules
  hooks: undefined,  // internal/modules/customization_hooks, while it has any
  debug: undefined,  // NODE_DEBUG=module
  onLoaded: undefined,  // of esm/translators.js, once CommonJS is imported
  sourceMaps: undefined,  // internal/source_map/cache, while they are on
};

function dirname(path) {
  const end = StringPrototypeLastIndexOf(path, '/');
  return end > 0 ? StringPrototypeSlice(path, 0, end) : end === 0 ? '/' : '.';
}

function parentOf(module) {
  return WeakMapPrototypeGet(parents, module);
}

function setParent(module, value) {
  WeakMapPrototypeSet(parents, module, value);
}

function setOwn(object, name, value) {
  ObjectDefineProperty(object, name, {
    __proto__: null, value, writable: true, enumerable: true,
    configurable: true,
  });
}

function updateChildren(parent, child, scan) {
  const children = parent?.children;
  if (children && !(scan && indexOf(children, child) !== -1)) {
    setOwn(children, children.length, child);
  }
}

function indexOf(array, value) {
  for (let i = 0; i < array.length; i++) {
    if (array[i] === value) return i;
  }
  return -1;
}

function Module(id = '', parent) {
  this.id = id;
  this.path = dirname(id);
  setOwn(this, 'exports', {});
  WeakMapPrototypeSet(parents, this, parent);
  updateChildren(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };

function isRelative(request) {
  const first = StringPrototypeCharCodeAt(request, 0);
  if (first === kSlash) return true;
  if (first !== kDot) return false;
  let second = StringPrototypeCharCodeAt(request, 1);
  if (second === kDot) second = StringPrototypeCharCodeAt(request, 2);
  return second === kSlash || second !== second;
}

// The built-in module that a request names, or undefined.
function builtinId(request) {
  if (StringPrototypeStartsWith(request, 'node:')) {
    request = StringPrototypeSlice(request, 5);
  } else if (kSchemeOnly[request] === true) {
    return undefined;
  }
  return canBeRequiredByUsers(request) ? request : undefined;
}

Module._load = function(request, parent, isMain) {
  if (state.hooks !== undefined) {
    return state.hooks.load(request, parent, isMain);
  }
  let relResolveCacheIdentifier;
  if (parent) {
    state.debug?.('Module._load REQUEST %s parent: %s', request, parent.id);
    relResolveCacheIdentifier = `${parent.path}\x00${request}`;
    const filename = relativeResolveCache[relResolveCacheIdentifier];
    if (filename !== undefined) {
      const cached = Module._cache[filename];
      if (cached !== undefined) return exportsOfCached(cached, parent);
      delete relativeResolveCache[relResolveCacheIdentifier];
    }
  }
  if (StringPrototypeStartsWith(request, 'node:')) {
    const id = builtinId(request);
    if (id === undefined) {
      const { ERR_UNKNOWN_BUILTIN_MODULE } = require('internal/errors').codes;
      throw new ERR_UNKNOWN_BUILTIN_MODULE(request);
    }
    return requireBuiltin(id);
  }
  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) return exportsOfCached(cached, parent);
  const id = builtinId(filename);
  if (id !== undefined) return requireBuiltin(id);

  const module = new Module(filename, parent);
  if (isMain) {
    setOwn(process, 'mainModule', module);
    module.id = '.';
    module[kIsMainSymbol] = true;
  }
  Module._cache[filename] = module;
  if (relResolveCacheIdentifier !== undefined) {
    relativeResolveCache[relResolveCacheIdentifier] = filename;
  }
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    if (threw) {
      forget(module, filename, parent, relResolveCacheIdentifier);
    } else {
      circular?.end(module.exports);
    }
  }
  return module.exports;
};

// A module that failed to load leaves no trace.
function forget(module, filename, parent, key) {
  delete Module._cache[filename];
  if (key === undefined) return;
  delete relativeResolveCache[key];
  const children = parent?.children;
  if (children) {
    const index = indexOf(children, module);
    if (index !== -1) {
      for (let i = index + 1; i < children.length; i++) {
        children[i - 1] = children[i];
      }
      children.length--;
    }
  }
}

let circular;  // loaded at the first circular require

function exportsOfCached(module, parent) {
  updateChildren(parent, module, true);
  if (module.loaded || module[kIsLoading] !== true) return module.exports;
  if (isLoaded('internal/modules/esm/require')) {
    require('internal/modules/esm/require').checkFilling(module);
  }
  circular ??= require('internal/modules/cjs/circular');
  return circular.begin(module.exports);
}

Module._resolveFilename = function(request, parent, isMain, options) {
  if (builtinId(request) !== undefined) return request;
  if (options === undefined && !state.resolvePatched && isRelative(request) &&
      !(isMain ? state.preserveSymlinksMain : state.preserveSymlinks)) {
    const from = parent?.filename;
    const found = binding.resolveFile(
      typeof from === 'string' ? dirname(from) : '.', request);
    if (found !== undefined) return found;
  }
  return require('internal/modules/cjs/resolve')
    .resolveFilename(request, parent, isMain, options);
};

Module._nodeModulePaths = function(from) {
  from = binding.absolute(from);
  const paths = [];
  let end = from.length;
  while (end > 0) {
    const start = StringPrototypeLastIndexOf(from, '/', end - 1);
    // A node_modules folder has none of its own inside.
    if (StringPrototypeSlice(from, start + 1, end) !== 'node_modules' &&
        start + 1 !== end) {
      setOwn(paths, paths.length,
             StringPrototypeSlice(from, 0, end) + '/node_modules');
    }
    end = start;
  }
  setOwn(paths, paths.length, '/node_modules');
  return paths;
};

Module.prototype.load = function(filename) {
  state.debug?.('load %j for module %j', filename, this.id);
  setOwn(this, 'filename', filename);
  setOwn(this, 'paths', Module._nodeModulePaths(dirname(filename)));
  setState(this, true);
  const extension = findExtension(filename);
  if (extension === '.js' && StringPrototypeEndsWith(filename, '.mjs')) {
    loadESM(this, filename);
  } else {
    Module._extensions[extension](this, filename);
  }
  this.loaded = true;
  state.onLoaded?.(this);
};

function setState(module, loading) {
  ObjectDefineProperty(module, kIsLoading, {
    __proto__: null, value: loading, writable: true, configurable: true,
  });
}

// The longest registered extension: "a.b.js" asks for ".b.js" before ".js".
function findExtension(filename) {
  let index = StringPrototypeLastIndexOf(filename, '/') + 1;
  while ((index = StringPrototypeIndexOf(filename, '.', index + 1)) > 0) {
    const extension = StringPrototypeSlice(filename, index);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

Module.prototype.require = function(id) {
  if (typeof id !== 'string' || id === '') {
    const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } =
      require('internal/errors').codes;
    throw id === '' ?
      new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string') :
      new ERR_INVALID_ARG_TYPE('id', 'string', id);
  }
  const trace = isLoaded('diagnostics_channel') ?
    require('internal/diagnostics').tracingOf('module.require') : undefined;
  return trace === undefined ? Module._load(id, this, false) :
    trace.traceSync(Module._load, {
      __proto__: null, parentFilename: this?.filename, id,
    }, Module, id, this, false);
};

function readError(err, path) {
  const { UVException } = require('internal/errors');
  return new UVException({ errno: err, syscall: 'open', path });
}

function readText(path) {
  const text = binding.readText(path);
  if (typeof text === 'number') throw readError(text, path);
  return text;
}

// The type that the package around a file declares: 'module', 'commonjs' or
// undefined. Kept for each folder.
function packageType(filename) {
  const dir = dirname(filename);
  let type = packageTypes[dir];
  if (type === undefined) {
    const folder = binding.packageFolder(filename);
    type = folder === undefined ? 'none' :
      require('internal/modules/package_json_reader')
        .read(folder === '/' ? '/package.json' : `${folder}/package.json`).type;
    packageTypes[dir] = type;
  }
  return type;
}

function compileError(err, source, filename) {
  return require('internal/modules/syntax_error')
    .decorateSyntaxError(err, source ?? readText(filename), filename);
}

function loadESM(module, filename) {
  require('internal/modules/esm/require')
    .loadESM(module, filename, module[kIsMainSymbol] === true);
}

// A program whose name does not end in .js: its package decides, except for
// what is never an ES module or always one.
function startsAsESM(filename) {
  return StringPrototypeEndsWith(filename, '.wasm') ||
    !StringPrototypeEndsWith(filename, '.cjs') &&
    packageType(filename) === 'module';
}

Module._extensions['.js'] = function(module, filename) {
  if (!StringPrototypeEndsWith(filename, '.js')) {
    // .ts, .cts, .mts; .jsx, .tsx
    if ((StringPrototypeEndsWith(filename, 'ts') ||
         StringPrototypeEndsWith(filename, 'sx')) &&
        require('internal/modules/typescript').loadCommonJS(module, filename)) {
      return;
    }
    if (module[kIsMainSymbol] === true && startsAsESM(filename)) {
      loadESM(module, filename);
      return;
    }
  } else if (packageType(filename) === 'module') {
    loadESM(module, filename);
    return;
  }
  if (module._compile !== compile || state.wrapperPatched) {
    module._compile(readText(filename), filename, 'commonjs');
    return;
  }
  state.sourceMaps?.noteFile(filename);
  let fn;
  try {
    fn = binding.load(filename);
  } catch (err) {
    // 0: our parser has seen the text and knows it for neither.
    if (err?.fault !== 0 && require('internal/modules/esm/require')
      .retryAsESM(module, filename, module[kIsMainSymbol] === true)) {
      return;
    }
    throw compileError(err, undefined, filename);
  }
  if (typeof fn !== 'function') {
    if (typeof fn === 'number') throw readError(fn, filename);
    fn = require('internal/compiler/host').commonjs(fn[0], filename);
  }
  run(module, fn, filename);
};

Module._extensions['.json'] = function(module, filename) {
  const text = readText(filename);
  try {
    setOwn(module, 'exports', primordials.JSONParse(text));
  } catch (err) {
    err.message = `${filename}: ${err.message}`;
    throw err;
  }
};

Module._extensions['.node'] = function(module, filename) {
  require('internal/modules/cjs/unsupported').throwAddon(filename);
};

function compile(content, filename, format) {
  state.sourceMaps?.noteSource(filename, content);
  let fn;
  if (state.wrapperPatched) {
    fn = require('internal/modules/cjs/api')
      .compileWrapped(Module.wrap, content, filename);
  } else {
    try {
      fn = binding.compile(content, filename);
    } catch (err) {
      throw compileError(err, content, filename);
    }
    if (typeof fn !== 'function') {
      fn = require('internal/compiler/host').commonjs(fn[0], filename);
    }
  }
  return run(this, fn, filename);
}
ObjectDefineProperty(compile, 'name', { __proto__: null, value: '_compile' });
Module.prototype._compile = compile;

function run(module, fn, filename) {
  const { exports } = module;
  wrapped[filename] = true;
  return FunctionPrototypeCall(
    fn, exports, exports, makeRequireFunction(module), module, filename,
    dirname(filename));
}

function makeRequireFunction(mod) {
  function require(path) {
    return mod.require(path);
  }
  function resolve(request, options) {
    if (typeof request !== 'string') invalidRequest(request);
    return state.hooks === undefined ?
      Module._resolveFilename(request, mod, false, options) :
      state.hooks.resolve(request, mod, options);
  }
  function paths(request) {
    if (typeof request !== 'string') invalidRequest(request);
    return Module._resolveLookupPaths(request, mod);
  }
  require.resolve = resolve;
  resolve.paths = paths;
  setOwn(require, 'main', process.mainModule);
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function invalidRequest(request) {
  const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
  throw new ERR_INVALID_ARG_TYPE('request', 'string', request);
}

// Properties whose values live in another module: the first touch loads it.
// Replacing one closes the short ways that stand for it.
function later(target, id, names, patch) {
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    ObjectDefineProperty(target, name, {
      __proto__: null,
      get() {
        const value = require(id)[name];
        setOwn(target, name, value);
        if (patch !== undefined) watch(target, name, value, patch);
        return value;
      },
      set(value) {
        if (patch !== undefined) state[patch] = true;
        setOwn(target, name, value);
      },
      enumerable: true,
      configurable: true,
    });
  }
}

function watch(target, name, value, patch) {
  ObjectDefineProperty(target, name, {
    __proto__: null,
    get() { return value; },
    set(replacement) {
      state[patch] = true;
      setOwn(target, name, replacement);
    },
    enumerable: true,
    configurable: true,
  });
}

later(Module, 'internal/modules/cjs/resolve',
      ['_findPath', '_resolveLookupPaths', '_stat'], 'resolvePatched');
later(Module, 'internal/modules/cjs/resolve',
      ['_initPaths', '_readPackage', 'globalPaths']);
later(Module, 'internal/modules/customization_hooks', ['registerHooks']);
later(Module, 'internal/modules/cjs/api', ['wrap', 'wrapper'],
      'wrapperPatched');
later(Module, 'internal/modules/cjs/api', [
  '_debug', '_preloadModules', 'builtinModules', 'constants', 'createRequire',
  'enableCompileCache', 'findPackageJSON', 'flushCompileCache',
  'getCompileCacheDir', 'isBuiltin', 'register', 'stripTypeScriptTypes',
  'syncBuiltinESMExports',
]);
Module.runMain = function executeUserEntryPoint(main = process.argv[1]) {
  if (state.imports || state.hooksThread !== undefined) {
    const entry = require('internal/modules/esm/entry');
    entry.runImports(() => {
      if (state.hooksThread !== undefined) return entry.startHooked(main);
      Module._load(main, null, true);
      return undefined;
    });
  } else {
    Module._load(main, null, true);
  }
};
Module.Module = Module;

ObjectDefineProperty(Module.prototype, 'constructor', {
  __proto__: null,
  get() { return Module; },
  configurable: false,
  enumerable: false,
});

ObjectDefineProperty(Module.prototype, 'isPreloading', {
  __proto__: null,
  get() { return state.preloading; },
  configurable: true,
  enumerable: false,
});

ObjectDefineProperty(Module.prototype, 'parent', {
  __proto__: null,
  get() {
    return require('internal/modules/cjs/api').getParent(this);
  },
  set(value) {
    require('internal/modules/cjs/api').setParent(this, value);
  },
  configurable: true,
  enumerable: true,
});

module.exports = {
  Module,
  builtinId,
  dirname,
  exportsOfCached,
  forget,
  isRelative,
  loadESM,
  makeRequireFunction,
  packageType,
  parentOf,
  setParent,
  readText,
  run,
  setOwn,
  state,
  wrapped,
  wrapperColumns: binding.wrapperColumns,
};
