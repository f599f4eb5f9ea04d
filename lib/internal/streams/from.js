'use strict';
// SPDX-License-Identifier: MIT
//
// Readable.from(iterable): one step of the iterator for every chunk that is
// asked for.

const {
  PromisePrototypeThen,
  SymbolAsyncIterator,
  SymbolIterator,
} = primordials;

const { Buffer } = require('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES },
} = require('internal/errors');

function from(Readable, iterable, opts) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...opts,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }

  let iterator;
  let isAsync;
  if (iterable?.[SymbolAsyncIterator]) {
    isAsync = true;
    iterator = iterable[SymbolAsyncIterator]();
  } else if (iterable?.[SymbolIterator]) {
    isAsync = false;
    iterator = iterable[SymbolIterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  const readable = new Readable({
    objectMode: true,
    highWaterMark: 1,
    ...opts,
  });
  let reading = false;
  // The iterator is closed once, by its own end or by the stream's.
  let isClosed = false;

  readable._read = function() {
    if (!reading) {
      reading = true;
      if (isAsync) {
        nextAsync();
      } else {
        nextSync();
      }
    }
  };

  const destroy = readable._destroy;
  readable._destroy = function(error, cb) {
    PromisePrototypeThen(
      close(error),
      () => process.nextTick(done),
      (err) => process.nextTick(done, err || error),
    );
    function done(err = error) {
      if (isAsync || err !== error || typeof destroy !== 'function') {
        cb(err);
      } else {
        destroy.call(readable, err, cb);
      }
    }
  };

  async function close(error) {
    if (isClosed) {
      return;
    }
    isClosed = true;
    const hadError = error !== undefined && error !== null;
    if (hadError && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) {
        return;
      }
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  // Values that are not promises are pushed without leaving the tick.
  function nextSync() {
    while (true) {
      let value;
      try {
        const step = iterator.next();
        if (step.done) {
          isClosed = true;
          readable.push(null);
          return;
        }
        value = step.value;
        if (value && typeof value.then === 'function') {
          return continueWith(value);
        }
        if (value === null) {
          reading = false;
          throw new ERR_STREAM_NULL_VALUES();
        }
        if (!readable.push(value)) {
          reading = false;
          return;
        }
      } catch (err) {
        readable.destroy(err);
        return;
      }
    }
  }

  async function continueWith(promise) {
    try {
      if (pushValue(await promise)) {
        nextSync();
      } else {
        reading = false;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function nextAsync() {
    try {
      while (true) {
        const { value, done } = await iterator.next();
        if (done) {
          isClosed = true;
          readable.push(null);
          return;
        }
        if (!pushValue(value)) {
          reading = false;
          return;
        }
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  function pushValue(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    return readable.push(value);
  }

  return readable;
}

module.exports = from;
