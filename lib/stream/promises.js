'use strict';
// SPDX-License-Identifier: MIT
//
// pipeline() and finished() that return promises.

const {
  ArrayPrototypePop,
  Promise,
} = primordials;

const { validateAbortSignal } = require('internal/validators');
const { finished } = require('internal/streams/end-of-stream');
const {
  isIterable,
  isNodeStream,
  isWebStream,
} = require('internal/streams/utils');

function isStage(value) {
  return typeof value === 'function' || isNodeStream(value) ||
    isIterable(value) || isWebStream(value);
}

function pipeline(...streams) {
  return new Promise((resolve, reject) => {
    const { pipelineImpl } = require('internal/streams/pipeline');
    let signal;
    let end;
    const last = streams[streams.length - 1];
    if (last && typeof last === 'object' && !isStage(last)) {
      const options = ArrayPrototypePop(streams);
      signal = options.signal;
      end = options.end;
      if (signal !== undefined) {
        validateAbortSignal(signal, 'options.signal');
      }
    }
    pipelineImpl(streams, (err, value) => {
      if (err) {
        reject(err);
      } else {
        resolve(value);
      }
    }, { signal, end });
  });
}

module.exports = {
  finished,
  pipeline,
};
