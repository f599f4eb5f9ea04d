// SPDX-License-Identifier: MIT
// Errors on their way to a worker's parent. Structured cloning would lose what
// Node's errors live by, their own properties; here an error becomes a plain
// record of them, and an error of the same class again.
'use strict';

const {
  AggregateError,
  Error,
  EvalError,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyNames,
  ObjectGetPrototypeOf,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
} = primordials;

const { customInspectSymbol: inspectSymbol } = require('internal/util');
const { isNativeError } = require('internal/util/types');
const { Serializer } = require('internal/worker/serializer');

const classes = {
  __proto__: null,
  AggregateError, Error, EvalError, RangeError, ReferenceError, SyntaxError,
  TypeError, URIError,
};

const kDepth = 10;  // of causes

function classOf(error) {
  for (let object = error; object !== null;
    object = ObjectGetPrototypeOf(object)) {
    const constructor =
      ObjectGetOwnPropertyDescriptor(object, 'constructor')?.value;
    const name = typeof constructor === 'function' ? constructor.name : '';
    if (classes[name] !== undefined) return name;
  }
  return undefined;
}

function canBeCloned(value) {
  try {
    new Serializer(undefined, false).serialize(value);
    return true;
  } catch {
    return false;
  }
}

// [name, record, enumerable, ...] of what the error and its classes say.
function propertiesOf(error, depth) {
  const list = [];
  const seen = { __proto__: null };
  for (let object = error; object !== null && classes[
    object.constructor?.name]?.prototype !== object;
    object = ObjectGetPrototypeOf(object)) {
    const names = ObjectGetOwnPropertyNames(object);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (seen[name] || name === 'constructor') continue;
      seen[name] = true;
      const desc = ObjectGetOwnPropertyDescriptor(object, name);
      let value;
      try {
        value = error[name];
      } catch {
        continue;
      }
      const record = encode(value, depth + 1);
      if (record !== undefined) {
        list.push(name, record, desc.enumerable && object === error);
      }
    }
  }
  if (!seen.name && error.name !== classOf(error)) {
    list.push('name', { value: `${error.name}` }, false);
  }
  return list;
}

function encode(value, depth) {
  if (isNativeError(value) && depth < kDepth) {
    const name = classOf(value);
    if (name !== undefined) {
      return { name, properties: propertiesOf(value, depth) };
    }
  }
  return canBeCloned(value) ? { value } : undefined;
}

/**
 * A record that can be cloned, of anything that was thrown.
 */
function encodeError(error) {
  try {
    const record = encode(error, 0);
    if (record !== undefined) return record;
  } catch { /* something in it throws when it is read */ }
  const { inspect } = require('internal/util/inspect');
  return { text: inspect(error) };
}

function decodeError(record) {
  if (record.text !== undefined) {
    return { __proto__: null, [inspectSymbol]: () => record.text };
  }
  if (record.name === undefined) {
    return record.value;
  }
  const error = record.name === 'AggregateError' ? new AggregateError([]) :
    new classes[record.name]();
  delete error.message;
  const { properties } = record;
  for (let i = 0; i < properties.length; i += 3) {
    ObjectDefineProperty(error, properties[i], {
      __proto__: null,
      configurable: true,
      enumerable: properties[i + 2],
      value: decodeError(properties[i + 1]),
      writable: true,
    });
  }
  return error;
}

module.exports = { decodeError, encodeError };
