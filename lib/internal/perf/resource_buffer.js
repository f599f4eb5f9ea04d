'use strict';
// SPDX-License-Identifier: MIT
//
// The buffer of resource timings, which is limited. Those that do not fit wait
// beside it until the program was told (resourcetimingbufferfull) and has
// made room, or not: then they are dropped.

const { ArrayPrototypePush, ArrayPrototypeShift, NumberIsInteger } =
  primordials;

const { keep, keptOf } = require('internal/perf/observe');

const kDefaultSize = 250;

let limit = kDefaultSize;
let waiting = [];
let telling = false;

function hasRoom() {
  return keptOf('resource').length < limit;
}

function tell(fire) {
  while (waiting.length > 0) {
    const before = waiting.length;
    if (!hasRoom()) {
      fire();
    }
    while (waiting.length > 0 && hasRoom()) {
      keep(ArrayPrototypeShift(waiting));
    }
    if (waiting.length >= before) {
      waiting = [];
    }
  }
  telling = false;
}

// `fire` tells the program.
function keepResource(entry, fire) {
  if (hasRoom() && !telling) {
    keep(entry);
    return;
  }
  ArrayPrototypePush(waiting, entry);
  if (!telling) {
    telling = true;
    setImmediate(tell, fire);
  }
}

function setResourceLimit(size) {
  limit = NumberIsInteger(size) && size >= 0 ? size : 0;
}

module.exports = { keepResource, setResourceLimit };
