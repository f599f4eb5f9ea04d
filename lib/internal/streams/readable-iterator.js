'use strict';
// SPDX-License-Identifier: MIT
//
// `for await (const chunk of stream)`. Leaving the loop destroys the stream,
// unless the caller asked for it to live on.

const { Promise } = primordials;

const { aggregateTwoErrors } = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const eos = require('internal/streams/end-of-stream');

function nop() {}

async function* iterate(stream, options) {
  // Resolves the promise that the loop below waits for, if it does.
  let resume = nop;

  function wake() {
    const fn = resume;
    resume = nop;
    fn();
  }

  function sleep(resolve) {
    resume = resolve;
  }
  stream.on('readable', wake);

  // undefined: alive; null: ended well.
  let error;
  const cleanup = eos(stream, { writable: false }, (err) => {
    error = err ? aggregateTwoErrors(error, err) : null;
    wake();
  });

  try {
    while (true) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) {
        yield chunk;
      } else if (error) {
        throw error;
      } else if (error === null) {
        return;
      } else {
        await new Promise(sleep);
      }
    }
  } catch (err) {
    error = aggregateTwoErrors(error, err);
    throw error;
  } finally {
    if ((error || options?.destroyOnReturn !== false) &&
        (error === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', wake);
      cleanup();
    }
  }
}

function readableIterator(stream, options) {
  if (typeof stream.read !== 'function') {
    const Readable = require('internal/streams/readable');
    stream = Readable.wrap(stream, { objectMode: true });
  }
  const iterator = iterate(stream, options);
  iterator.stream = stream;
  return iterator;
}

module.exports = readableIterator;
