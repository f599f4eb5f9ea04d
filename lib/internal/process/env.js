// process.env: the process's real environment behind an object. Values are
// strings, whatever is assigned; getenv() in C sees them, and so do children.
'use strict';

const {
  ArrayFrom,
  ObjectEntries,
  Proxy,
  ReflectDeleteProperty,
  ReflectGet,
  ReflectHas,
  SafeMap,
  String,
} = primordials;
const binding = internalBinding('process');

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

/**
 * process.env over a store of texts.
 * @param {object} store envGet, envSet, envDelete, envKeys
 */
function envOver({ envDelete, envGet, envKeys, envSet }) {
  function set(name, value) {
    if (typeof name === 'symbol') {
      throw new TypeError('Cannot convert a Symbol value to a string');
    }
    envSet(name, toText(value));
    return true;
  }

  return new Proxy({}, {
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
}

/**
 * process.env of a worker with an environment of its own.
 * @param {object} values texts by name
 */
function makeEnv(values) {
  const texts = new SafeMap(ObjectEntries(values));
  return envOver({
    envDelete(name) { texts.delete(name); },
    envGet(name) { return texts.get(name); },
    envKeys() { return ArrayFrom(texts.keys()); },
    envSet(name, value) { texts.set(name, value); },
  });
}

module.exports = {
  get env() { return envOver(binding); },
  makeEnv,
};
