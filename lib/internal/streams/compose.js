'use strict';
// SPDX-License-Identifier: MIT
//
// compose(): a pipeline as one duplex, written to at its head and read from
// at its tail.

const { pipeline } = require('internal/streams/pipeline');
const Duplex = require('internal/streams/duplex');
const Joined = require('internal/streams/joined');
const eos = require('internal/streams/end-of-stream');
const { destroyer } = require('internal/streams/destroy');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const {
  isNodeStream,
  isReadable,
  isReadableStream,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableStream,
} = require('internal/streams/utils');

function canRead(stream) {
  return !!(isReadable(stream) || isReadableStream(stream) ||
    isTransformStream(stream));
}

function canWrite(stream) {
  return !!(isWritable(stream) || isWritableStream(stream) ||
    isTransformStream(stream));
}

function compose(...streams) {
  if (streams.length === 0) {
    throw new ERR_MISSING_ARGS('streams');
  }
  if (streams.length === 1) {
    return Duplex.from(streams[0]);
  }

  const given = streams.slice();
  const last = streams.length - 1;
  for (const i of [0, last]) {
    if (typeof streams[i] === 'function') {
      streams[i] = Duplex.from(streams[i]);
    }
  }
  for (let i = 0; i <= last; i++) {
    if (!isNodeStream(streams[i]) && !isWebStream(streams[i])) {
      continue;
    }
    if (i < last && !canRead(streams[i])) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], 'must be readable');
    }
    if (i > 0 && !canWrite(streams[i])) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], 'must be writable');
    }
  }

  const head = streams[0];
  const tail = pipeline(streams, (err) => {
    joined.over(err);
  });
  const sink = canWrite(head) ? head : null;
  const source = canRead(tail) ? tail : null;
  const joined = new Joined(sink, source, (err) => {
    if (isNodeStream(tail)) {
      destroyer(tail, err);
    }
  });
  if (sink) {
    eos(isTransformStream(tail) ? tail.readable : tail, () => {
      joined.wake('onfinish');
    });
  }
  return joined.duplex;
}

module.exports = compose;
