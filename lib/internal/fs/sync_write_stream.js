// SPDX-License-Identifier: MIT
// A Writable over a descriptor that writes at once: what process.stdout is
// when it goes to a file.
'use strict';

const { ObjectSetPrototypeOf } = primordials;

const { writeFile } = internalBinding('fs');
const { kEmptyObject } = require('internal/util');
const { check } = require('internal/fs/request');
const { Writable } = require('stream');

function SyncWriteStream(fd, options = kEmptyObject) {
  Writable.call(this, { autoDestroy: true });
  this.fd = fd;
  this.readable = false;
  this.autoClose = options.autoClose === undefined ? true : options.autoClose;
}
ObjectSetPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(SyncWriteStream, Writable);

SyncWriteStream.prototype._write = function(chunk, encoding, callback) {
  try {
    // All of it, however many calls that takes.
    check(writeFile(this.fd, chunk, 0, 0), 'write');
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
  const { fd } = this;
  this.fd = null;
  if (this.autoClose) {
    require('fs').closeSync(fd);
  }
  callback(err);
};

SyncWriteStream.prototype.destroySoon = SyncWriteStream.prototype.destroy;

module.exports = SyncWriteStream;
