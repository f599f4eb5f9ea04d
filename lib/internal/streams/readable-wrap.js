'use strict';
// SPDX-License-Identifier: MIT
//
// readable.wrap(stream): lets a readable take its data from a stream of the
// first generation, which pushes whether one asks or not.

const { ObjectKeys } = primordials;

const { errorOrDestroy } = require('internal/streams/destroy');

function wrap(readable, stream) {
  let paused = false;

  stream.on('data', (chunk) => {
    if (!readable.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => {
    readable.push(null);
  });
  stream.on('error', (err) => {
    errorOrDestroy(readable, err);
  });
  stream.on('close', () => {
    readable.destroy();
  });
  stream.on('destroy', () => {
    readable.destroy();
  });

  readable._read = () => {
    if (paused && stream.resume) {
      paused = false;
      stream.resume();
    }
  };

  // What else the old stream can do, the new one can.
  for (const name of ObjectKeys(stream)) {
    if (readable[name] === undefined && typeof stream[name] === 'function') {
      readable[name] = stream[name].bind(stream);
    }
  }
  return readable;
}

module.exports = wrap;
