'use strict';
// SPDX-License-Identifier: MIT
//
// The iterator helpers of Readable: map, filter, toArray and the like. Those
// that make a stream return a generator here; readable.js makes it a stream.

const {
  MathFloor,
  Number,
  NumberIsNaN,
  Promise,
  PromisePrototypeThen,
  PromiseReject,
  PromiseResolve,
  Symbol,
} = primordials;

const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_ARGS,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateFunction,
  validateInteger,
  validateObject,
} = require('internal/validators');

const kEmpty = Symbol('kEmpty');
const kEof = Symbol('kEof');
const functionTypes = ['Function', 'AsyncFunction'];

function validateOptions(options) {
  if (options !== null && options !== undefined) {
    validateObject(options, 'options');
    const { signal } = options;
    if (signal !== null && signal !== undefined) {
      validateAbortSignal(signal, 'options.signal');
    }
  }
}

function throwIfAborted(signal) {
  if (signal?.aborted) {
    throw new AbortError(undefined, { cause: signal.reason });
  }
}

function compose(stream, options) {
  validateOptions(options);
  const { isNodeStream, isWritable } = require('internal/streams/utils');
  if (isNodeStream(stream) && !isWritable(stream)) {
    throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  }
  const composed = require('internal/streams/compose')(this, stream);
  if (options?.signal) {
    require('internal/streams/add-abort-signal')
      .addAbortSignalNoValidate(options.signal, composed);
  }
  return composed;
}

function map(fn, options) {
  validateFunction(fn, 'fn', functionTypes);
  validateOptions(options);
  const concurrency = MathFloor(options?.concurrency ?? 1);
  const ahead = MathFloor(options?.highWaterMark ?? concurrency - 1);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(ahead, 'options.highWaterMark', 0);
  return mapConcurrently(
    this, fn, concurrency, ahead + concurrency, options?.signal);
}

// One loop reads the stream and calls fn, up to `concurrency` at once and
// `limit` results ahead; the other, the generator itself, gives the results
// out in their order. They wake each other.
async function* mapConcurrently(stream, fn, concurrency, limit, userSignal) {
  const { AbortSignal } = require('internal/abort_controller');
  const signal = AbortSignal.any(userSignal ? [userSignal] : []);
  const fnOptions = { signal };
  const queue = [];
  let running = 0;
  let done = false;
  let wakeWriter = null;
  let wakeReader = null;

  function resumeReading() {
    if (wakeReader && !done && running < concurrency &&
        queue.length < limit) {
      wakeReader();
      wakeReader = null;
    }
  }

  function onResult() {
    running--;
    resumeReading();
  }

  function onFailure() {
    done = true;
    onResult();
  }

  function enqueue(promise) {
    running++;
    PromisePrototypeThen(promise, onResult, onFailure);
    queue.push(promise);
    wakeWriter?.();
    wakeWriter = null;
  }

  async function read() {
    try {
      for await (const chunk of stream) {
        if (done) {
          return;
        }
        if (signal.aborted) {
          throw new AbortError();
        }
        let result;
        try {
          result = fn(chunk, fnOptions);
          if (result === kEmpty) {
            continue;
          }
          result = PromiseResolve(result);
        } catch (err) {
          result = PromiseReject(err);
        }
        enqueue(result);
        if (!done && (queue.length >= limit || running >= concurrency)) {
          await new Promise((resolve) => {
            wakeReader = resolve;
          });
        }
      }
      queue.push(kEof);
    } catch (err) {
      enqueue(PromiseReject(err));
    } finally {
      done = true;
      wakeWriter?.();
      wakeWriter = null;
    }
  }

  read();
  try {
    while (true) {
      while (queue.length > 0) {
        const value = await queue[0];
        if (value === kEof) {
          return;
        }
        if (signal.aborted) {
          throw new AbortError();
        }
        if (value !== kEmpty) {
          yield value;
        }
        queue.shift();
        resumeReading();
      }
      await new Promise((resolve) => {
        wakeWriter = resolve;
      });
    }
  } finally {
    done = true;
    wakeReader?.();
    wakeReader = null;
  }
}

function filter(fn, options) {
  validateFunction(fn, 'fn', functionTypes);
  return map.call(this, async (value, fnOptions) => {
    return await fn(value, fnOptions) ? value : kEmpty;
  }, options);
}

async function forEach(fn, options) {
  validateFunction(fn, 'fn', functionTypes);
  const results = map.call(this, async (value, fnOptions) => {
    await fn(value, fnOptions);
    return kEmpty;
  }, options);
  // eslint-disable-next-line no-unused-vars
  for await (const unused of results);
}

async function some(fn, options) {
  // eslint-disable-next-line no-unused-vars
  for await (const unused of filter.call(this, fn, options)) {
    return true;
  }
  return false;
}

async function every(fn, options) {
  validateFunction(fn, 'fn', functionTypes);
  return !(await some.call(this, async (...args) => {
    return !(await fn(...args));
  }, options));
}

async function find(fn, options) {
  for await (const value of filter.call(this, fn, options)) {
    return value;
  }
  return undefined;
}

async function reduce(reducer, initialValue, options) {
  validateFunction(reducer, 'reducer', functionTypes);
  validateOptions(options);
  const outer = options?.signal;
  if (outer?.aborted) {
    const { finished } = require('internal/streams/end-of-stream');
    const err = new AbortError(undefined, { cause: outer.reason });
    this.once('error', () => {});
    await finished(this.destroy(err));
    throw err;
  }

  const { AbortController } = require('internal/abort_controller');
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort();
  outer?.addEventListener('abort', abort, { once: true });
  let hasValue = arguments.length > 1;
  let result = initialValue;
  try {
    for await (const chunk of this) {
      if (outer?.aborted) {
        throw new AbortError();
      }
      result = hasValue ? await reducer(result, chunk, { signal }) : chunk;
      hasValue = true;
    }
  } finally {
    outer?.removeEventListener('abort', abort);
    controller.abort();
  }
  if (!hasValue) {
    const err = new ERR_MISSING_ARGS('reduce');
    err.message = 'Reduce of an empty stream requires an initial value';
    throw err;
  }
  return result;
}

async function toArray(options) {
  validateOptions(options);
  const result = [];
  for await (const value of this) {
    throwIfAborted(options?.signal);
    result.push(value);
  }
  return result;
}

function flatMap(fn, options) {
  return flatten(map.call(this, fn, options));
}

async function* flatten(values) {
  for await (const value of values) {
    yield* value;
  }
}

function toCount(number) {
  // 'drop' and 'take' of the iterator helpers do the same.
  number = Number(number);
  if (NumberIsNaN(number)) {
    return 0;
  }
  if (number < 0) {
    throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  }
  return number;
}

function drop(number, options) {
  validateOptions(options);
  return dropFirst(this, toCount(number), options?.signal);
}

async function* dropFirst(stream, count, signal) {
  throwIfAborted(signal);
  for await (const value of stream) {
    throwIfAborted(signal);
    if (count-- <= 0) {
      yield value;
    }
  }
}

function take(number, options) {
  validateOptions(options);
  return takeFirst(this, toCount(number), options?.signal);
}

async function* takeFirst(stream, count, signal) {
  throwIfAborted(signal);
  for await (const value of stream) {
    throwIfAborted(signal);
    if (count-- > 0) {
      yield value;
    }
    // Do not wait for a chunk that nobody wants.
    if (count <= 0) {
      return;
    }
  }
}

module.exports = {
  compose,
  drop,
  every,
  filter,
  find,
  flatMap,
  forEach,
  map,
  reduce,
  some,
  take,
  toArray,
};
