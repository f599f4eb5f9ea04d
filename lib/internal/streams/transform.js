'use strict';
// SPDX-License-Identifier: MIT
//
// A duplex whose readable side is made from its writable side. A chunk is
// held back (its callback kept) while the readable side is full; asking for
// more data lets it go.

const {
  ObjectSetPrototypeOf,
  Symbol,
} = primordials;

const {
  codes: { ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors');
const Duplex = require('internal/streams/duplex');
const { getHighWaterMark, kState, kSync } =
  require('internal/streams/state');

const kCallback = Symbol('kCallback');
const objectModeKey = { __proto__: null, objectMode: false };

function Transform(options) {
  if (!(this instanceof Transform)) {
    return new Transform(options);
  }

  // A readable side without buffer would make the writable side buffer
  // everything; let the writable side be that strict too.
  if (options?.readableHighWaterMark === 0 ||
      options?.highWaterMark === 0) {
    const hwm = getHighWaterMark(
      objectModeKey, options, 'readableHighWaterMark', true);
    if (hwm === 0) {
      options = {
        ...options,
        highWaterMark: null,
        readableHighWaterMark: hwm,
        writableHighWaterMark: options.writableHighWaterMark || 0,
      };
    }
  }
  Duplex.call(this, options);

  // _read does what it must before it returns: never wait for a tick.
  this._readableState[kState] &= ~kSync;
  this[kCallback] = null;

  if (options) {
    if (typeof options.transform === 'function') {
      this._transform = options.transform;
    }
    if (typeof options.flush === 'function') {
      this._flush = options.flush;
    }
  }

  this.on('prefinish', prefinish);
}
ObjectSetPrototypeOf(Transform.prototype, Duplex.prototype);
ObjectSetPrototypeOf(Transform, Duplex);

function final(cb) {
  if (typeof this._flush !== 'function' || this.destroyed) {
    this.push(null);
    cb?.();
    return;
  }
  this._flush((err, data) => {
    if (err) {
      if (cb) {
        cb(err);
      } else {
        this.destroy(err);
      }
      return;
    }
    if (data !== null && data !== undefined) {
      this.push(data);
    }
    this.push(null);
    cb?.();
  });
}

// A subclass with a _final of its own still gets its flush.
function prefinish() {
  if (this._final !== final) {
    final.call(this);
  }
}

Transform.prototype._final = final;

Transform.prototype._transform = function(chunk, encoding, callback) {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_transform()');
};

Transform.prototype._write = function(chunk, encoding, callback) {
  const rState = this._readableState;
  const wState = this._writableState;
  const length = rState.length;

  this._transform(chunk, encoding, (err, val) => {
    if (err) {
      callback(err);
      return;
    }
    if (val !== null && val !== undefined) {
      this.push(val);
    }
    if (rState.ended) {
      // push(null) was called: there is nobody to wait for.
      callback();
    } else if (wState.ended || length === rState.length ||
               rState.length < rState.highWaterMark) {
      callback();
    } else {
      this[kCallback] = callback;
    }
  });
};

Transform.prototype._read = function() {
  const callback = this[kCallback];
  if (callback) {
    this[kCallback] = null;
    callback();
  }
};

module.exports = Transform;
