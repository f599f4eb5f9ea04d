'use strict';
// SPDX-License-Identifier: MIT
//
// pipeline(): connects any number of stages (streams of both kinds, iterables
// and functions that make them) and calls back once, when all of it is over.
// The first error destroys every stage.

const {
  ArrayIsArray,
  Promise,
  SymbolAsyncIterator,
  SymbolDispose,
} = primordials;

const { destroyer: destroyStream } = require('internal/streams/destroy');
const eos = require('internal/streams/end-of-stream');
const {
  AbortError,
  aggregateTwoErrors,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_RETURN_VALUE,
    ERR_MISSING_ARGS,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_PREMATURE_CLOSE,
    ERR_STREAM_UNABLE_TO_PIPE,
  },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateFunction,
} = require('internal/validators');
const {
  isClosed,
  isDestroyed,
  isIterable,
  isNodeStream,
  isReadable,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isTransformStream,
  isWebStream,
} = require('internal/streams/utils');

const kSourceTypes = [
  'Readable', 'Iterable', 'AsyncIterable', 'ReadableStream',
  'TransformStream',
];

function nop() {}

function isPrematureClose(err) {
  return err?.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function pipeline(...streams) {
  const callback = streams.pop();
  validateFunction(callback, 'streams[stream.length - 1]');
  return pipelineImpl(streams, callback);
}

function pipelineImpl(streams, callback, opts) {
  if (streams.length === 1 && ArrayIsArray(streams[0])) {
    streams = streams[0];
  }
  if (streams.length < 2) {
    throw new ERR_MISSING_ARGS('streams');
  }
  const run = new Pipeline(callback, opts);
  let ret;
  for (let i = 0; i < streams.length; i++) {
    ret = run.connect(ret, streams, i);
  }
  if (run.outerSignal?.aborted) {
    process.nextTick(run.abort);
  }
  return ret;
}

// What one call of pipeline() has to remember.
class Pipeline {
  constructor(callback, opts) {
    const { AbortController } = require('internal/abort_controller');
    this.callback = callback;
    this.endsLast = opts?.end !== false;
    // Told to the stages that are functions.
    this.controller = new AbortController();
    this.outerSignal = opts?.signal;
    this.error = undefined;
    this.value = undefined;
    this.destroys = [];
    // Listeners that the last stage, which the caller goes on using, loses.
    this.lastCleanups = [];
    // Parts of the pipeline that have not ended yet.
    this.pending = 0;
    this.done = false;
    this.finish = (err) => {
      this.settle(err, --this.pending === 0);
    };
    this.fail = (err) => {
      this.settle(err, false);
    };
    this.abort = () => {
      const cause = this.outerSignal.reason;
      this.settle(new AbortError(undefined, { cause }), false);
    };
    validateAbortSignal(this.outerSignal, 'options.signal');
    if (this.outerSignal) {
      const { addAbortListener } = require('internal/events/abort_listener');
      this.disposable = addAbortListener(this.outerSignal, this.abort);
    }
  }

  settle(err, final) {
    // A stage closes early because another one failed: that one's error is
    // what the user wants to see.
    if (err && (!this.error || isPrematureClose(this.error))) {
      this.error = err;
    }
    if (!this.error && !final) {
      return;
    }
    while (this.destroys.length > 0) {
      this.destroys.shift()(this.error);
    }
    this.disposable?.[SymbolDispose]();
    this.controller.abort();
    if (final && !this.done) {
      this.done = true;
      if (!this.error) {
        for (const cleanup of this.lastCleanups) {
          cleanup();
        }
      }
      process.nextTick(this.callback, this.error, this.value);
    }
  }

  // Connects `ret`, the end of what there is, with stage i, and returns the
  // new end.
  connect(ret, streams, i) {
    const stage = streams[i];
    const isLast = i === streams.length - 1;
    const end = !isLast || this.endsLast;

    if (isNodeStream(stage)) {
      this.watch(stage, i > 0, isLast, end);
    }
    if (i === 0) {
      return this.source(stage);
    }
    if (typeof stage === 'function') {
      return this.callStage(ret, stage, i, isLast, end);
    }
    if (isNodeStream(stage)) {
      if (isReadableNodeStream(ret)) {
        this.pending += 2;
        const cleanup = this.pipe(ret, stage, end);
        if (isReadable(stage) && isLast) {
          this.lastCleanups.push(cleanup);
        }
      } else {
        this.pending++;
        pumpToNode(iterableOf(ret), stage, this.finish, end);
      }
      return stage;
    }
    if (isWebStream(stage)) {
      const from = isReadableNodeStream(ret) ?
        toAsyncIterable(ret) : iterableOf(ret);
      this.pending++;
      pumpToWeb(from, stage, this.finish, end);
      return stage;
    }
    return require('internal/streams/duplex').from(stage);
  }

  source(stage) {
    if (typeof stage === 'function') {
      const ret = stage({ signal: this.controller.signal });
      if (!isIterable(ret)) {
        throw new ERR_INVALID_RETURN_VALUE(
          'Iterable, AsyncIterable or Stream', 'source', ret);
      }
      return ret;
    }
    if (isIterable(stage) || isReadableNodeStream(stage) ||
        isTransformStream(stage)) {
      return stage;
    }
    return require('internal/streams/duplex').from(stage);
  }

  callStage(from, stage, i, isLast, end) {
    const input = toAsyncIterable(
      isTransformStream(from) ? from.readable : from);
    const ret = stage(input, { signal: this.controller.signal });
    if (!isLast) {
      if (!isIterable(ret, true)) {
        throw new ERR_INVALID_RETURN_VALUE(
          'AsyncIterable', `transform[${i - 1}]`, ret);
      }
      return ret;
    }

    // pipeline() always returns a stream, so that one can pipe it further.
    const PassThrough = require('internal/streams/passthrough');
    const out = new PassThrough({ objectMode: true });
    const then = ret?.then;
    if (typeof then === 'function') {
      this.pending++;
      then.call(ret, (value) => {
        this.value = value;
        if (value !== null && value !== undefined) {
          out.write(value);
        }
        if (end) {
          out.end();
        }
        process.nextTick(this.finish);
      }, (err) => {
        out.destroy(err);
        process.nextTick(this.finish, err);
      });
    } else if (isIterable(ret, true) || isReadableStream(ret) ||
               isTransformStream(ret)) {
      this.pending++;
      pumpToNode(iterableOf(ret), out, this.finish, end);
    } else {
      throw new ERR_INVALID_RETURN_VALUE(
        'AsyncIterable or Promise', 'destination', ret);
    }
    this.lastCleanups.push(this.destroyLater(out, false, true));
    return out;
  }

  // Errors of a stage count at any time, also after its part is done.
  watch(stream, writing, isLast, end) {
    const isOutput = isLast && isReadable(stream);
    if (end) {
      const cleanup = this.destroyLater(stream, !isLast, writing);
      if (isOutput) {
        this.lastCleanups.push(cleanup);
      }
    }
    const onerror = (err) => {
      if (err && err.name !== 'AbortError' && !isPrematureClose(err)) {
        this.fail(err);
      }
    };
    stream.on('error', onerror);
    if (isOutput) {
      this.lastCleanups.push(() => {
        stream.removeListener('error', onerror);
      });
    }
  }

  // Destroys the stream when the pipeline is over, unless it is over first.
  destroyLater(stream, reading, writing) {
    let finished = false;
    stream.on('close', () => {
      finished = true;
    });
    const options = { readable: reading, writable: writing };
    const cleanup = eos(stream, options, (err) => {
      finished = !err;
    });
    this.destroys.push((err) => {
      if (!finished) {
        finished = true;
        destroyStream(stream, err || new ERR_STREAM_DESTROYED('pipe'));
      }
    });
    return cleanup;
  }

  pipe(src, dst, end) {
    if (isClosed(dst) || isDestroyed(dst)) {
      throw new ERR_STREAM_UNABLE_TO_PIPE();
    }
    const { fail, finish } = this;
    let ended = false;
    dst.on('close', () => {
      if (!ended) {
        fail(new ERR_STREAM_PREMATURE_CLOSE());
      }
    });

    src.pipe(dst, { end: false });
    if (end) {
      const endDst = () => {
        ended = true;
        dst.end();
      };
      if (isReadableFinished(src)) {
        process.nextTick(endDst);
      } else {
        src.once('end', endDst);
      }
    } else {
      finish();
    }

    eos(src, { readable: true, writable: false }, (err) => {
      const r = src._readableState;
      if (isPrematureClose(err) && r?.ended && !r.errored &&
          !r.errorEmitted) {
        // Some streams close before their last data has been read.
        src.once('end', finish).once('error', finish);
      } else {
        finish(err);
      }
    });
    return eos(dst, { readable: false, writable: true }, finish);
  }
}

function iterableOf(value) {
  if (isTransformStream(value)) {
    return value.readable;
  }
  if (isReadableStream(value) || isIterable(value)) {
    return value;
  }
  throw new ERR_INVALID_ARG_TYPE('val', kSourceTypes, value);
}

function toAsyncIterable(value) {
  if (isIterable(value)) {
    return value;
  }
  if (isReadableNodeStream(value)) {
    return iterateLegacy(value);
  }
  throw new ERR_INVALID_ARG_TYPE(
    'val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

// A stream of the first generation, which is left alone until it is read.
async function* iterateLegacy(stream) {
  const Readable = require('internal/streams/readable');
  yield* Readable.prototype[SymbolAsyncIterator].call(stream);
}

async function pumpToNode(iterable, writable, finish, end) {
  let error;
  let wake = null;

  function resume(err) {
    if (err) {
      error = err;
    }
    const fn = wake;
    wake = null;
    fn?.();
  }

  function drained() {
    return new Promise((resolve, reject) => {
      if (error) {
        reject(error);
      } else {
        wake = () => {
          if (error) {
            reject(error);
          } else {
            resolve();
          }
        };
      }
    });
  }

  writable.on('drain', resume);
  const cleanup = eos(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) {
      await drained();
    }
    for await (const chunk of iterable) {
      if (!writable.write(chunk)) {
        await drained();
      }
    }
    if (end) {
      writable.end();
      await drained();
    }
    finish();
  } catch (err) {
    finish(error !== err ? aggregateTwoErrors(error, err) : err);
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

async function pumpToWeb(readable, stream, finish, end) {
  const writable = isTransformStream(stream) ? stream.writable : stream;
  const writer = writable.getWriter();
  try {
    for await (const chunk of readable) {
      await writer.ready;
      writer.write(chunk).catch(nop);
    }
    await writer.ready;
    if (end) {
      await writer.close();
    }
    finish();
  } catch (err) {
    try {
      await writer.abort(err);
      finish(err);
    } catch (abortError) {
      finish(abortError);
    }
  }
}

module.exports = { pipeline, pipelineImpl };
