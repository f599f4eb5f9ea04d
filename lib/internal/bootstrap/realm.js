// The first script of an environment: internalBinding with its cache, the
// loader of lib/'s own modules, the primordials. Returns the hooks that the
// runtime calls (src/runtime/runtime.c, in that order).
'use strict';

const loadBinding = internalBinding;
const bindings = { __proto__: null };

function cachedBinding(name) {
  const binding = bindings[name];
  if (binding !== undefined) {
    return binding;
  }
  const loaded = loadBinding(name);
  if (loaded === undefined) {
    throw new Error(`No such binding: ${name}`);
  }
  return (bindings[name] = loaded);
}

const { compile, has, ids } = cachedBinding('builtins');
primordials = {};
process = {};
const cache = { __proto__: null };
const listeners = { __proto__: null };  // id -> called once it is loaded

function requireBuiltin(id) {
  const cached = cache[id];
  if (cached !== undefined) {
    return cached.exports;
  }
  const wrapper = compile(id);
  if (wrapper === undefined) {
    throw new Error(`No such built-in module: ${id}`);
  }
  const module = { id, exports: {}, loaded: false };
  cache[id] = module;
  try {
    wrapper(module.exports, requireBuiltin, module, process, cachedBinding,
            primordials);
  } catch (err) {
    delete cache[id];
    throw err;
  }
  module.loaded = true;
  if (listeners[id] !== undefined) {
    listeners[id]();
  }
  return module.exports;
}

const { primordials: lazyPrimordials, onProgramBegins } =
  requireBuiltin('internal/primordials');
primordials = lazyPrimordials;

// The engine's error constructors: the global ones are replaced by wrappers
// (internal/error_stack) when a program first names one.
const engineErrors = {
  __proto__: null,
  AggregateError, Error, EvalError, RangeError, ReferenceError, SyntaxError,
  TypeError, URIError,
};

// What programs may require: everything outside internal/.
function canBeRequiredByUsers(id) {
  return (id.length < 9 || id.slice(0, 9) !== 'internal/') && has(id);
}

// process.moduleLoadList: what is loaded by now, by the names Node has for it.
function loadList() {
  const list = [];
  for (const name in bindings) list[list.length] = `Internal Binding ${name}`;
  for (const id in cache) list[list.length] = `NativeModule ${id}`;
  return list;
}

cache['internal/bootstrap/realm'] = {
  id: 'internal/bootstrap/realm',
  exports: {
    canBeRequiredByUsers,
    engineErrors,
    ids,
    isLoaded: (id) => cache[id] !== undefined,
    loadList,
    onLoaded(id, fn) {
      listeners[id] = fn;
    },
    onProgramBegins,
    requireBuiltin,
  },
  loaded: true,
};

return requireBuiltin('internal/bootstrap/node');
