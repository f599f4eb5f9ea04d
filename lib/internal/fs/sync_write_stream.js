'use strict';

// A Writable that writes to a descriptor at once: process.stdout and stderr
// when they are files.

const { FunctionPrototypeCall, ObjectSetPrototypeOf } = primordials;
const { Writable } = require('stream');

function SyncWriteStream(fd, options) {
  options ??= {};
  FunctionPrototypeCall(Writable, this, { autoDestroy: true });
  this.fd = fd;
  this.readable = false;
  this.autoClose = options.autoClose === undefined ? true : options.autoClose;
}
ObjectSetPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(SyncWriteStream, Writable);

SyncWriteStream.prototype._write = function(chunk, encoding, callback) {
  const { writeSync } = require('fs');
  try {
    for (let done = 0; done < chunk.length;) {
      done += writeSync(this.fd, chunk, done, chunk.length - done);
    }
  } catch (err) {
    callback(err);
    return;
  }
  callback();
};

SyncWriteStream.prototype._destroy = function(err, callback) {
  if (this.fd === null) {
    callback(err);
    return;
  }
  if (this.autoClose) {
    require('fs').closeSync(this.fd);
  }
  this.fd = null;
  callback(err);
};

SyncWriteStream.prototype.destroySoon = SyncWriteStream.prototype.destroy;

module.exports = SyncWriteStream;
