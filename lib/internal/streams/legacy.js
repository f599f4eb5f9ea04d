'use strict';
// SPDX-License-Identifier: MIT
//
// The constructor that every stream inherits from, with the pipe() of the
// first generation of streams, which knows nothing but events.

const {
  ObjectSetPrototypeOf,
} = primordials;

const EE = require('events');

function Stream(opts) {
  EE.call(this, opts);
}
ObjectSetPrototypeOf(Stream.prototype, EE.prototype);
ObjectSetPrototypeOf(Stream, EE);

Stream.prototype.pipe = function(dest, options) {
  const source = this;
  let ended = false;

  function ondata(chunk) {
    if (dest.writable && dest.write(chunk) === false && source.pause) {
      source.pause();
    }
  }

  function ondrain() {
    if (source.readable && source.resume) {
      source.resume();
    }
  }

  function onend() {
    if (!ended) {
      ended = true;
      dest.end();
    }
  }

  function onclose() {
    if (!ended) {
      ended = true;
      if (typeof dest.destroy === 'function') {
        dest.destroy();
      }
    }
  }

  // Emitting again makes an error that nobody else listens to fatal.
  function onerror(err) {
    cleanup();
    if (EE.prototype.listenerCount.call(this, 'error') === 0) {
      this.emit('error', err);
    }
  }

  function cleanup() {
    source.removeListener('data', ondata);
    dest.removeListener('drain', ondrain);
    source.removeListener('end', onend);
    source.removeListener('close', onclose);
    source.removeListener('error', onerror);
    dest.removeListener('error', onerror);
    source.removeListener('end', cleanup);
    source.removeListener('close', cleanup);
    dest.removeListener('close', cleanup);
  }

  source.on('data', ondata);
  dest.on('drain', ondrain);
  // stdout and stderr outlive what is piped into them.
  if (!dest._isStdio && options?.end !== false) {
    source.on('end', onend);
    source.on('close', onclose);
  }
  prependListener(source, 'error', onerror);
  prependListener(dest, 'error', onerror);
  source.on('end', cleanup);
  source.on('close', cleanup);
  dest.on('close', cleanup);

  dest.emit('pipe', source);
  return dest;
};

// Old emitters, made before prependListener existed, keep their listeners in
// the same place.
function prependListener(emitter, event, fn) {
  if (typeof emitter.prependListener === 'function') {
    return emitter.prependListener(event, fn);
  }
  const list = emitter._events?.[event];
  if (!list) {
    emitter.on(event, fn);
  } else if (typeof list === 'function') {
    emitter._events[event] = [fn, list];
  } else {
    list.unshift(fn);
  }
}

module.exports = { Stream, prependListener };
