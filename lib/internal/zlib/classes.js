'use strict';
// SPDX-License-Identifier: MIT
//
// The classes of zlib: a stream for each format and direction. Those of
// zlib's own formats and of Brotli are called without new and inherited from
// by hand, so they are functions.

const { ObjectSetPrototypeOf } = primordials;

const binding = internalBinding('zlib');
const assert = require('internal/assert');
const { genericNodeError } = require('internal/errors');
const constants = require('internal/zlib/constants');
const { ZlibBase, initialize } = require('internal/zlib/base');
const { numberWithin } = require('internal/zlib/settings');

const {
  Z_FIXED, Z_DEFAULT_STRATEGY, Z_MAX_LEVEL, Z_MIN_LEVEL, Z_SYNC_FLUSH,
} = constants;

function inherit(Class, Base) {
  ObjectSetPrototypeOf(Class.prototype, Base.prototype);
  ObjectSetPrototypeOf(Class, Base);
}

// Once, whichever class it is.
let warned = false;

function warnOfCall(name) {
  if (!warned) {
    warned = true;
    process.emitWarning(
      `Instantiating ${name} without the 'new' keyword has been deprecated.`,
      'DeprecationWarning', 'DEP0184');
  }
}

function Zlib(options, mode) {
  const { level, strategy } = initialize(this, options, mode);
  this._level = level;
  this._strategy = strategy;
  this._mode = mode;
}
inherit(Zlib, ZlibBase);

// What was written before is compressed as it was to be.
Zlib.prototype.params = function(level, strategy, callback) {
  numberWithin(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL);
  numberWithin(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    assert(this._handle, 'zlib binding closed');
    if (!binding.params(this._handle, level, strategy)) {
      this.destroy(genericNodeError('Failed to set parameters', {
        errno: constants.Z_STREAM_ERROR, code: 'Z_STREAM_ERROR',
      }));
      return;
    }
    if (!this.destroyed) {
      this._level = level;
      this._strategy = strategy;
      callback?.();
    }
  });
};

function Brotli(options, mode) {
  initialize(this, options, mode);
}
inherit(Brotli, Zlib);

class Zstd extends ZlibBase {}

function Deflate(options) {
  if (!(this instanceof Deflate)) {
    warnOfCall('Deflate');
    return new Deflate(options);
  }
  Zlib.call(this, options, constants.DEFLATE);
}
inherit(Deflate, Zlib);

function Inflate(options) {
  if (!(this instanceof Inflate)) {
    warnOfCall('Inflate');
    return new Inflate(options);
  }
  Zlib.call(this, options, constants.INFLATE);
}
inherit(Inflate, Zlib);

function Gzip(options) {
  if (!(this instanceof Gzip)) {
    warnOfCall('Gzip');
    return new Gzip(options);
  }
  Zlib.call(this, options, constants.GZIP);
}
inherit(Gzip, Zlib);

function Gunzip(options) {
  if (!(this instanceof Gunzip)) {
    warnOfCall('Gunzip');
    return new Gunzip(options);
  }
  Zlib.call(this, options, constants.GUNZIP);
}
inherit(Gunzip, Zlib);

function DeflateRaw(options) {
  if (!(this instanceof DeflateRaw)) {
    warnOfCall('DeflateRaw');
    return new DeflateRaw(options);
  }
  Zlib.call(this, options, constants.DEFLATERAW);
}
inherit(DeflateRaw, Zlib);

function InflateRaw(options) {
  if (!(this instanceof InflateRaw)) {
    warnOfCall('InflateRaw');
    return new InflateRaw(options);
  }
  Zlib.call(this, options, constants.INFLATERAW);
}
inherit(InflateRaw, Zlib);

function Unzip(options) {
  if (!(this instanceof Unzip)) {
    warnOfCall('Unzip');
    return new Unzip(options);
  }
  Zlib.call(this, options, constants.UNZIP);
}
inherit(Unzip, Zlib);

function BrotliCompress(options) {
  if (!(this instanceof BrotliCompress)) {
    warnOfCall('BrotliCompress');
    return new BrotliCompress(options);
  }
  Brotli.call(this, options, constants.BROTLI_ENCODE);
}
inherit(BrotliCompress, Brotli);

function BrotliDecompress(options) {
  if (!(this instanceof BrotliDecompress)) {
    warnOfCall('BrotliDecompress');
    return new BrotliDecompress(options);
  }
  Brotli.call(this, options, constants.BROTLI_DECODE);
}
inherit(BrotliDecompress, Brotli);

class ZstdCompress extends Zstd {
  constructor(options) {
    super(options, constants.ZSTD_COMPRESS);
  }
}

class ZstdDecompress extends Zstd {
  constructor(options) {
    super(options, constants.ZSTD_DECOMPRESS);
  }
}

module.exports = {
  BrotliCompress,
  BrotliDecompress,
  Deflate,
  DeflateRaw,
  Gunzip,
  Gzip,
  Inflate,
  InflateRaw,
  Unzip,
  ZstdCompress,
  ZstdDecompress,
};
