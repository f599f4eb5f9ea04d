// SPDX-License-Identifier: MIT
// How objects of the library take part in structured cloning: a class that
// can be cloned has a method [kClone] that answers { data, deserializeInfo },
// one that can be transferred has [kTransfer] (and [kTransferList], what goes
// with it); `deserializeInfo` is 'module:Class', of which an instance is made
// and given the copied data by [kDeserialize].
'use strict';

const {
  Error,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  Symbol,
} = primordials;

const kClone = Symbol('messaging_clone_symbol');
const kDeserialize = Symbol('messaging_deserialize_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
const kTransferList = Symbol('messaging_transfer_list_symbol');

const kCloneable = 1;
const kTransferable = 2;

// Data that a copy in the same thread may share with its original.
class Immutable {}

// Puts a private field on objects of any class: programs cannot see it.
class Stamp extends (function(object) { return object; }) {
  #mode;

  constructor(object, mode) {
    super(object);
    this.#mode = mode;
  }

  static set(object, mode) {
    if (#mode in object) {
      object.#mode = mode;
    } else {
      new Stamp(object, mode);
    }
  }

  static get(object) {
    return #mode in object ? object.#mode : undefined;
  }
}

// Says what may be done with an object that is not plain data.
function markTransferMode(object, cloneable = false, transferable = false) {
  if ((typeof object === 'object' && object !== null) ||
      typeof object === 'function') {
    Stamp.set(object, (cloneable ? kCloneable : 0) |
      (transferable ? kTransferable : 0));
  }
}

// The mode that an object was marked with; undefined for plain data.
function transferMode(object) {
  return Stamp.get(object);
}

// Makes the object that `deserializeInfo` names; its data comes later. Programs
// can write such a name: it must be of a class of the library's for this.
function makeHost(deserializeInfo) {
  const colon = StringPrototypeIndexOf(deserializeInfo, ':');
  const id = StringPrototypeSlice(deserializeInfo, 0, colon);
  if (!internalBinding('builtins').has(id)) {
    throw new Error(`Missing internal module '${id}'`);
  }
  const Class = StringPrototypeStartsWith(id, 'internal/') ?
    require(id)[StringPrototypeSlice(deserializeInfo, colon + 1)] : undefined;
  const object = typeof Class === 'function' ? new Class() : undefined;
  if (typeof object?.[kDeserialize] !== 'function') {
    throw new Error(`Unknown deserialize spec ${deserializeInfo}`);
  }
  return object;
}

module.exports = {
  Immutable,
  kClone,
  kCloneable,
  kDeserialize,
  kTransfer,
  kTransferList,
  kTransferable,
  makeHost,
  markTransferMode,
  transferMode,
};
