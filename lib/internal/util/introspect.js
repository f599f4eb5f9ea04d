// SPDX-License-Identifier: MIT
// The inside of proxies, promises and iterators. Where the engine does not
// show it, a proxy is what it stands for and the rest is unknown.
'use strict';

const {
  ArrayPrototypePush,
  Map,
  MapIteratorPrototypeNext,
  MapPrototypeEntries,
  ObjectPrototypeToString,
  Proxy,
  SetIteratorPrototypeNext,
  SetPrototypeEntries,
  StringPrototypeSlice,
} = primordials;

const {
  copyIteratorPosition,
  getIteratorDetails,
  getPromiseDetails,
  getProxyDetails: engineProxyDetails,
  prove,
} = internalBinding('util');

const handler = { __proto__: null };
const collection = new Map();
prove(new Proxy({}, handler), handler, MapPrototypeEntries(collection),
      collection);

// What a proxy stands for: its target, [target, handler] for `both`, null for a
// revoked one, undefined for what is none. That a module's namespace is made of
// a proxy is nobody's business.
function getProxyDetails(value, both) {
  const details = engineProxyDetails(value, both);
  return details !== undefined &&
    require('internal/util/types').isModuleNamespaceObject(value) ?
    undefined : details;
}

// What an iterator yields, as the engine numbers it.
const kKeys = 0;
const kPairs = 2;

// [entries, whether they are pairs] of a Map's or Set's iterator, which stays
// where it is; keys and values in turn for pairs. undefined where unknown.
function previewEntries(value) {
  const { isMapIterator, isSetIterator } = require('internal/util/types');
  const isMap = isMapIterator(value);
  const details = isMap || isSetIterator(value) ?
    getIteratorDetails(value) : undefined;
  if (details === undefined) {
    return undefined;
  }
  const { 0: source, 1: kind } = details;
  const copy = isMap ? MapPrototypeEntries(source) : SetPrototypeEntries(source);
  copyIteratorPosition(value, copy);
  const next = isMap ? MapIteratorPrototypeNext : SetIteratorPrototypeNext;
  const entries = [];
  for (let step = next(copy); !step.done; step = next(copy)) {
    const { 0: key, 1: entry } = step.value;
    if (kind === kPairs) {
      ArrayPrototypePush(entries, key, entry);
    } else {
      ArrayPrototypePush(entries, kind === kKeys ? key : entry);
    }
  }
  return [entries, kind === kPairs];
}

// The name of the engine's class.
function getConstructorName(value) {
  return StringPrototypeSlice(ObjectPrototypeToString(value), 8, -1);
}

module.exports = {
  getConstructorName,
  getPromiseDetails,
  getProxyDetails,
  previewEntries,
};
