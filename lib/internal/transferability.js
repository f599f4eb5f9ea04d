// SPDX-License-Identifier: MIT
'use strict';
// Which objects may not be transferred or cloned: a mark that structuredClone
// and postMessage honour.

const { SafeWeakSet } = primordials;

const untransferable = new SafeWeakSet();
const uncloneable = new SafeWeakSet();

function isObject(value) {
  return typeof value === 'function' ||
    typeof value === 'object' && value !== null;
}

function markAsUntransferable(value) {
  if (isObject(value)) untransferable.add(value);
}

function isMarkedAsUntransferable(value) {
  return isObject(value) && untransferable.has(value);
}

let anyUncloneable = false;

function markAsUncloneable(value) {
  if (!isObject(value)) return;
  uncloneable.add(value);
  anyUncloneable = true;
}

function isMarkedAsUncloneable(value) {
  return anyUncloneable && isObject(value) && uncloneable.has(value);
}

module.exports = {
  isMarkedAsUncloneable,
  isMarkedAsUntransferable,
  markAsUncloneable,
  markAsUntransferable,
};
