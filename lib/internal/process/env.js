// process.env: the process's real environment behind an object. Values are
// strings, whatever is assigned; getenv() in C sees them, and so do children.
'use strict';

const {
  Proxy,
  ReflectDeleteProperty,
  ReflectGet,
  ReflectHas,
  String,
} = primordials;
const { envDelete, envGet, envKeys, envSet } = internalBinding('process');

let deprecationShown = false;

function toText(value) {
  if (typeof value !== 'string' && typeof value !== 'number' &&
      typeof value !== 'boolean' && !deprecationShown &&
      require('internal/options').getOptionValue('--pending-deprecation')) {
    deprecationShown = true;
    process.emitWarning(
      'Assigning any value other than a string, number, or boolean to a ' +
      'process.env property is deprecated. Please make sure to convert the ' +
      'value to a string before setting process.env with it.',
      'DeprecationWarning', 'DEP0104');
  }
  if (typeof value === 'symbol') {
    throw new TypeError('Cannot convert a Symbol value to a string');
  }
  return String(value);
}

function set(name, value) {
  if (typeof name === 'symbol') {
    throw new TypeError('Cannot convert a Symbol value to a string');
  }
  envSet(name, toText(value));
  return true;
}

const env = new Proxy({}, {
  __proto__: null,
  get(target, name, receiver) {
    if (typeof name === 'symbol') {
      return ReflectGet(target, name, receiver);
    }
    return envGet(name) ?? ReflectGet(target, name, receiver);
  },
  set(target, name, value) {
    return set(name, value);
  },
  has(target, name) {
    return typeof name !== 'symbol' && envGet(name) !== undefined ||
      ReflectHas(target, name);
  },
  deleteProperty(target, name) {
    if (typeof name !== 'symbol') {
      envDelete(name);
      return true;
    }
    return ReflectDeleteProperty(target, name);
  },
  ownKeys() {
    return envKeys();
  },
  getOwnPropertyDescriptor(target, name) {
    const value = typeof name === 'symbol' ? undefined : envGet(name);
    return value === undefined ? undefined :
      { value, writable: true, enumerable: true, configurable: true };
  },
  defineProperty(target, name, desc) {
    const { ERR_INVALID_OBJECT_DEFINE_PROPERTY } =
      require('internal/errors').codes;
    if ('value' in desc) {
      if (!desc.configurable || !desc.writable || !desc.enumerable) {
        throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
          '\'process.env\' only accepts a configurable, writable, and ' +
          'enumerable data descriptor');
      }
      return set(name, desc.value);
    }
    if ('get' in desc || 'set' in desc) {
      throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
        '\'process.env\' does not accept an accessor(getter/setter) ' +
        'descriptor');
    }
    throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
      '\'process.env\' only accepts a configurable, writable, and ' +
      'enumerable data descriptor');
  },
});

module.exports = { env };
