'use strict';
// SPDX-License-Identifier: MIT
//
// Two duplexes, each the other's far end: what one writes the other reads.

const { Symbol } = primordials;

const assert = require('internal/assert');
const Duplex = require('internal/streams/duplex');

const kCallback = Symbol('kCallback');
const kOtherSide = Symbol('kOtherSide');

class DuplexSide extends Duplex {
  // The callback of the write that this side has not read yet.
  [kCallback] = null;
  [kOtherSide] = null;

  _read() {
    const callback = this[kCallback];
    if (callback) {
      this[kCallback] = null;
      callback();
    }
  }

  _write(chunk, encoding, callback) {
    const other = this[kOtherSide];
    assert(other !== null);
    assert(other[kCallback] === null);
    if (chunk.length === 0) {
      // An empty chunk would never be asked for.
      process.nextTick(callback);
    } else {
      other.push(chunk);
      other[kCallback] = callback;
    }
  }

  _final(callback) {
    this[kOtherSide].on('end', callback);
    this[kOtherSide].push(null);
  }
}

function duplexPair(options) {
  const one = new DuplexSide(options);
  const two = new DuplexSide(options);
  one[kOtherSide] = two;
  two[kOtherSide] = one;
  return [one, two];
}

module.exports = duplexPair;
