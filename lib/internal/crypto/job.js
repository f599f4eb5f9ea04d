// SPDX-License-Identifier: MIT
// Work under way in the pool. Each piece has a number that the binding gives
// back to complete(), the one entry from C.
'use strict';

const { Promise } = primordials;

const binding = internalBinding('crypto');
const { destroy, enter, kFrame, leave, queue } =
  require('internal/async_context');
const { makeOpenSSLError } = require('internal/crypto/errors');

const pending = [];
const free = [];
let started = false;

class Job {
  constructor(type, callback, fallback) {
    this.callback = callback;
    this.fallback = fallback;
    this[kFrame] = undefined;
    queue(this, type);
  }
}

function complete(id, value, errors) {
  const job = pending[id];
  pending[id] = undefined;
  free.push(id);
  enter(job);
  const { callback } = job;
  try {
    if (errors === undefined) callback(null, value);
    else callback(makeOpenSSLError(errors, job.fallback));
  } finally {
    destroy(job);
  }
  leave(job);
}

// A number for work whose end is callback(err, value). Where OpenSSL leaves no
// error, the failure says `fallback`.
function later(type, callback, fallback) {
  if (!started) {
    started = true;
    binding.setup(complete);
  }
  const id = free.length > 0 ? free.pop() : pending.length;
  pending[id] = new Job(type, callback, fallback);
  return id;
}

// The same for a promise: begin(id) starts the work.
function promised(type, begin, fallback) {
  return new Promise((resolve, reject) => {
    begin(later(type, (err, value) => {
      if (err) reject(err);
      else resolve(value);
    }, fallback));
  });
}

module.exports = { later, promised };
