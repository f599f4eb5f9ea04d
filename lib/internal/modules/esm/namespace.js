// SPDX-License-Identifier: MIT
'use strict';
// Module namespace objects (ECMA-262, 10.4.6) and the guards that stand for
// a module's cells while a cycle is being evaluated. The engine has neither
// for modules that it did not load itself: a namespace is a proxy over a
// sealed object that has the names, the values come from the cells.

const {
  ArrayPrototypeSort,
  ObjectDefineProperty,
  ObjectPreventExtensions,
  Proxy,
  ReferenceError,
  ReflectGet,
  ReflectGetOwnPropertyDescriptor,
  SafeWeakMap,
  SymbolToStringTag,
} = primordials;

const { rt } = require('internal/compiler/host');
const { tdz } = rt;

const namespaces = new SafeWeakMap();  // namespace -> its target

function uninitialized(name) {
  return new ReferenceError(name === 'default' ?
    "Cannot access 'default' before initialization" :
    `Cannot access '${name}' before initialization`);
}

class NamespaceHandler {
  constructor(bindings) {
    this.bindings = bindings;  // name -> { cells, name } or { namespace }
  }

  get(target, key, receiver) {
    const binding = typeof key === 'string' ? this.bindings[key] : undefined;
    if (binding === undefined) return ReflectGet(target, key);
    return valueOf(binding, key);
  }

  getOwnPropertyDescriptor(target, key) {
    const descriptor = ReflectGetOwnPropertyDescriptor(target, key);
    if (descriptor !== undefined && typeof key === 'string') {
      descriptor.value = valueOf(this.bindings[key], key);
    }
    return descriptor;
  }

  set() {
    return false;
  }

  setPrototypeOf(target, prototype) {
    return prototype === null;
  }

  // Only what changes nothing is allowed.
  defineProperty(target, key, descriptor) {
    const current = this.getOwnPropertyDescriptor(target, key);
    if (current === undefined || 'get' in descriptor || 'set' in descriptor ||
        descriptor.configurable === true) {
      return false;
    }
    if (typeof key === 'symbol') {
      return descriptor.writable !== true && descriptor.enumerable !== true &&
        (!('value' in descriptor) || descriptor.value === current.value);
    }
    if (descriptor.enumerable === false || descriptor.writable === false) {
      return false;
    }
    return !('value' in descriptor) ||
      primordials.ObjectIs(descriptor.value, current.value);
  }
}

function valueOf(binding, name) {
  if (binding.namespace !== undefined) return binding.namespace();
  const value = binding.cells[binding.name];
  if (value === tdz) throw uninitialized(name);
  return value;
}

/**
 * @param {string[]} names
 * @param {object} bindings name -> { cells, name }, or { namespace: () => ns }
 * @returns {object} a namespace object
 */
function makeNamespace(names, bindings) {
  ArrayPrototypeSort(names);
  const target = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(target, names[i], {
      __proto__: null, value: undefined, writable: true, enumerable: true,
      configurable: false,
    });
  }
  ObjectDefineProperty(target, SymbolToStringTag, {
    __proto__: null, value: 'Module', writable: false, enumerable: false,
    configurable: false,
  });
  ObjectPreventExtensions(target);
  const namespace = new Proxy(target, new NamespaceHandler(bindings));
  namespaces.set(namespace, target);
  return namespace;
}

function isNamespace(value) {
  return namespaces.has(value);
}

// The cells of a module, read with a check.
function makeGuard(cells, names) {
  const guard = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    ObjectDefineProperty(guard, name, {
      __proto__: null,
      get() {
        const value = cells[name];
        if (value === tdz) throw uninitialized(name);
        return value;
      },
      enumerable: true,
      configurable: true,
    });
  }
  return guard;
}

// An ordinary object, so that reads of it are as cheap as can be.
function makeCells(names) {
  const cells = {};
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(cells, names[i], {
      __proto__: null, value: tdz, writable: true, enumerable: true,
      configurable: true,
    });
  }
  return cells;
}

module.exports = { isNamespace, makeCells, makeGuard, makeNamespace };
