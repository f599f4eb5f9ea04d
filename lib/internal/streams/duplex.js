'use strict';
// SPDX-License-Identifier: MIT
//
// A stream with both halves: it inherits from Readable and takes over
// Writable's methods.

const {
  ObjectDefineProperties,
  ObjectGetOwnPropertyDescriptor,
  ObjectKeys,
  ObjectSetPrototypeOf,
} = primordials;

const { Stream } = require('internal/streams/legacy');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const {
  kOnConstructed,
} = require('internal/streams/state');
const destroyImpl = require('internal/streams/destroy');

// A shape that all duplexes share: listeners of the common events do not
// change it.
function DuplexEvents() {
  this.close = undefined;
  this.error = undefined;
  this.prefinish = undefined;
  this.finish = undefined;
  this.drain = undefined;
  this.data = undefined;
  this.end = undefined;
  this.readable = undefined;
}
DuplexEvents.prototype = { __proto__: null };

function Duplex(options) {
  if (!(this instanceof Duplex)) {
    return new Duplex(options);
  }
  this._events ??= new DuplexEvents();
  Stream.call(this, options);

  const r = new Readable.ReadableState(options, this, true);
  const w = new Writable.WritableState(options, this, true);
  this._readableState = r;
  this._writableState = w;
  this.allowHalfOpen = true;

  if (options) {
    setOptions(this, options);
  }
  if (typeof this._construct === 'function') {
    destroyImpl.construct(this, () => {
      r[kOnConstructed](this);
      w[kOnConstructed](this);
    });
  }
}
ObjectSetPrototypeOf(Duplex.prototype, Readable.prototype);
ObjectSetPrototypeOf(Duplex, Readable);

function setOptions(stream, options) {
  if (options.allowHalfOpen === false) {
    stream.allowHalfOpen = false;
  }
  if (options.readable === false) {
    const r = stream._readableState;
    r.readable = false;
    r.ended = true;
    r.endEmitted = true;
  }
  if (options.writable === false) {
    const w = stream._writableState;
    w.writable = false;
    w.ending = true;
    w.ended = true;
    w.finished = true;
  }
  if (typeof options.read === 'function') {
    stream._read = options.read;
  }
  if (typeof options.write === 'function') {
    stream._write = options.write;
  }
  if (typeof options.writev === 'function') {
    stream._writev = options.writev;
  }
  if (typeof options.final === 'function') {
    stream._final = options.final;
  }
  destroyImpl.setOptions(stream, options);
}

// Methods first, then the accessors that start with "writable".
for (const name of ObjectKeys(Writable.prototype)) {
  Duplex.prototype[name] ||= Writable.prototype[name];
}
Duplex.prototype.destroy = Writable.prototype.destroy;

const accessors = { __proto__: null };
for (const name of [
  'writable', 'writableHighWaterMark', 'writableObjectMode', 'writableBuffer',
  'writableLength', 'writableFinished', 'writableCorked', 'writableEnded',
  'writableNeedDrain',
]) {
  accessors[name] = {
    __proto__: null,
    ...ObjectGetOwnPropertyDescriptor(Writable.prototype, name),
  };
}
accessors.destroyed = {
  __proto__: null,
  get() {
    const r = this._readableState;
    const w = this._writableState;
    return r !== undefined && w !== undefined && r.destroyed && w.destroyed;
  },
  set(value) {
    // Backward compatibility: the user manages destruction himself.
    if (this._readableState && this._writableState) {
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    }
  },
};
ObjectDefineProperties(Duplex.prototype, accessors);

Duplex.fromWeb = function(pair, options) {
  return require('internal/webstreams/adapters')
    .newStreamDuplexFromReadableWritablePair(pair, options);
};

Duplex.toWeb = function(duplex, options) {
  return require('internal/webstreams/adapters')
    .newReadableWritablePairFromDuplex(duplex, options);
};

Duplex.from = function(body) {
  return require('internal/streams/duplexify')(body, 'body');
};

module.exports = Duplex;
