'use strict';
// SPDX-License-Identifier: MIT
//
// Duplex.from(): a duplex out of nearly anything.

const {
  Promise,
} = primordials;

const Duplex = require('internal/streams/duplex');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const from = require('internal/streams/from');
const eos = require('internal/streams/end-of-stream');
const { destroyer } = require('internal/streams/destroy');
const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE },
} = require('internal/errors');
const {
  isDuplexNodeStream,
  isIterable,
  isNodeStream,
  isReadable,
  isReadableNodeStream,
  isReadableStream,
  isWritable,
  isWritableNodeStream,
  isWritableStream,
} = require('internal/streams/utils');

const kBodyTypes = [
  'Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable',
  'AsyncIterable', 'Function', '{ readable, writable } pair', 'Promise',
];

function duplexify(body, name) {
  if (isDuplexNodeStream(body)) {
    return body;
  }
  if (isReadableNodeStream(body)) {
    return fromPair(body, undefined);
  }
  if (isWritableNodeStream(body)) {
    return fromPair(undefined, body);
  }
  if (isNodeStream(body)) {
    return fromPair(undefined, undefined);
  }
  if (isReadableStream(body)) {
    return fromPair(Readable.fromWeb(body), undefined);
  }
  if (isWritableStream(body)) {
    return fromPair(undefined, Writable.fromWeb(body));
  }
  if (typeof body === 'function') {
    return fromFunction(body, name);
  }
  if (require('internal/blob').isBlob(body)) {
    return duplexify(body.arrayBuffer());
  }
  if (isIterable(body)) {
    return from(Duplex, body, { objectMode: true, writable: false });
  }
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) {
    return Duplex.fromWeb(body);
  }
  if (typeof body?.writable === 'object' ||
      typeof body?.readable === 'object') {
    return fromPair(
      body.readable && !isReadableNodeStream(body.readable) ?
        duplexify(body.readable) : body.readable,
      body.writable && !isWritableNodeStream(body.writable) ?
        duplexify(body.writable) : body.writable,
    );
  }
  if (typeof body?.then === 'function') {
    return fromPromise(body);
  }
  throw new ERR_INVALID_ARG_TYPE(name, kBodyTypes, body);
}

function fromPromise(promise) {
  const duplex = new Duplex({ objectMode: true, writable: false, read() {} });
  promise.then((value) => {
    if (value !== null && value !== undefined) {
      duplex.push(value);
    }
    duplex.push(null);
  }, (err) => {
    destroyer(duplex, err);
  });
  return duplex;
}

// The function gets an iterable of what is written to the duplex. It returns
// an iterable of what can be read from it, or a promise: then it is only
// written to.
function fromFunction(fn, name) {
  const { value, write, final, destroy } = feed(fn);
  if (isDuplexNodeStream(value)) {
    return value;
  }
  if (isIterable(value)) {
    return from(Duplex, value, { objectMode: true, write, final, destroy });
  }
  if (typeof value?.then !== 'function') {
    throw new ERR_INVALID_RETURN_VALUE(
      'Iterable, AsyncIterable or AsyncFunction', name, value);
  }

  const promise = value.then((result) => {
    if (result !== null && result !== undefined) {
      throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
    }
  }, (err) => {
    destroyer(duplex, err);
  });
  const duplex = new Duplex({
    objectMode: true,
    readable: false,
    write,
    final(cb) {
      final(async () => {
        try {
          await promise;
          process.nextTick(cb, null);
        } catch (err) {
          process.nextTick(cb, err);
        }
      });
    },
    destroy,
  });
  return duplex;
}

function deferred() {
  let resolve;
  const promise = new Promise((fn) => {
    resolve = fn;
  });
  return { promise, resolve };
}

// Calls fn with an asynchronous iterable, and returns the methods of a
// writable that feed it.
function feed(fn) {
  const { AbortController } = require('internal/abort_controller');
  const controller = new AbortController();
  const { signal } = controller;
  let next = deferred();

  async function* chunks() {
    while (true) {
      const { chunk, done, cb } = await next.promise;
      process.nextTick(cb);
      if (done) {
        return;
      }
      if (signal.aborted) {
        throw new AbortError(undefined, { cause: signal.reason });
      }
      next = deferred();
      yield chunk;
    }
  }

  return {
    value: fn(chunks(), { signal }),
    write(chunk, encoding, cb) {
      next.resolve({ chunk, done: false, cb });
    },
    final(cb) {
      next.resolve({ done: true, cb });
    },
    destroy(err, cb) {
      controller.abort();
      cb(err);
    },
  };
}

function fromPair(readable, writable) {
  const r = readable && typeof readable.read !== 'function' ?
    Readable.wrap(readable) : readable;
  const w = writable;
  const reading = !!isReadable(r);
  const writing = !!isWritable(w);
  const Joined = require('internal/streams/joined');
  const joined = new Joined(writing ? w : null, reading ? r : null, (err) => {
    destroyer(w, err);
    destroyer(r, err);
  });

  if (writing) {
    eos(w, (err) => {
      if (err) {
        destroyer(r, err);
      }
      joined.over(err);
    });
    w.on('finish', () => joined.wake('onfinish'));
  }
  if (reading) {
    eos(r, (err) => {
      if (err) {
        destroyer(r, err);
      }
      joined.over(err);
    });
  }
  return joined.duplex;
}

module.exports = duplexify;
