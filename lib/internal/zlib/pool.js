'use strict';
// SPDX-License-Identifier: MIT
//
// Work under way in the pool. Each piece has a number that the binding gives
// back; its owner, and through it the memory that C reads and writes, is kept
// alive here.

const binding = internalBinding('zlib');
const { enter, leave } = require('internal/async_context');

const pending = [];
const free = [];
let started = false;

function take(id) {
  const owner = pending[id];
  pending[id] = undefined;
  free.push(id);
  return owner;
}

function written(id, availIn, availOut, failure) {
  const stream = take(id);
  enter(stream);
  stream.written(availIn, availOut, failure);
  leave(stream);
}

function finished(id, value, garbage) {
  const job = take(id);
  enter(job);
  job.finished(value, garbage);
  leave(job);
}

// The number for an owner: an async resource with a method written() or
// finished().
function begin(owner) {
  if (!started) {
    started = true;
    binding.start(written, finished);
  }
  const id = free.length > 0 ? free.pop() : pending.length;
  pending[id] = owner;
  return id;
}

module.exports = { begin, cancel: take };
