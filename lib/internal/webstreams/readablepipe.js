'use strict';
// SPDX-License-Identifier: MIT
//
// ReadableStream.prototype.pipeTo(): chunks go over one by one, and the end
// or an error of either side ends the other, unless the options prevent it.

const {
  PromiseResolve,
  SafePromiseAll,
  SymbolDispose,
} = primordials;

const {
  AbortError,
  codes: { ERR_INVALID_STATE },
} = require('internal/errors');
const {
  deferred,
  kState,
  markHandled,
  nop,
  then,
} = require('internal/webstreams/util');
const {
  ReadableStreamDefaultReader,
  readableStreamCancel,
  readableStreamDefaultReaderRead,
  readableStreamReaderRelease,
} = require('internal/webstreams/readablestream');
const {
  WritableStreamDefaultWriter,
  writableStreamAbort,
  writableStreamCloseQueuedOrInFlight,
  writableStreamDefaultWriterCloseWithErrorPropagation,
  writableStreamDefaultWriterRelease,
  writableStreamDefaultWriterWrite,
} = require('internal/webstreams/writablestream');

class Pipe {
  constructor(source, dest, options) {
    this.source = source;
    this.dest = dest;
    this.options = options;
    this.reader = new ReadableStreamDefaultReader(source);
    this.writer = new WritableStreamDefaultWriter(dest);
    this.shuttingDown = false;
    this.currentWrite = PromiseResolve();
    this.result = deferred();
    this.disposable = undefined;
    source[kState].disturbed = true;
  }

  start() {
    const { dest, options, reader, source, writer } = this;
    const { signal } = options;
    if (signal !== undefined) {
      if (signal.aborted) {
        this.abort(signal);
        return this.result.promise;
      }
      const { addAbortListener } = require('internal/events/abort_listener');
      this.disposable = addAbortListener(signal, () => this.abort(signal));
    }

    this.whenErrored(source, reader, (err) => {
      this.shutdown(options.preventAbort ? undefined :
        () => writableStreamAbort(dest, err), true, err);
    });
    this.whenErrored(dest, writer, (err) => {
      this.shutdown(options.preventCancel ? undefined :
        () => readableStreamCancel(source, err), true, err);
    });
    this.whenClosed(source, reader, () => {
      this.shutdown(options.preventClose ? undefined :
        () => writableStreamDefaultWriterCloseWithErrorPropagation(writer));
    });
    if (writableStreamCloseQueuedOrInFlight(dest) ||
        dest[kState].state === 'closed') {
      const err = new ERR_INVALID_STATE.TypeError(
        'Destination WritableStream is closed');
      this.shutdown(options.preventCancel ? undefined :
        () => readableStreamCancel(source, err), true, err);
    }
    this.pump();
    return this.result.promise;
  }

  whenErrored(stream, end, action) {
    if (stream[kState].state === 'errored') {
      action(stream[kState].storedError);
    } else {
      then(end[kState].closed.promise, undefined, action);
    }
  }

  whenClosed(stream, end, action) {
    if (stream[kState].state === 'closed') {
      action();
    } else {
      then(end[kState].closed.promise, action, nop);
    }
  }

  async pump() {
    while (!this.shuttingDown) {
      try {
        await this.writer[kState].ready.promise;
      } catch {
        // The writer's own end tells of it.
        return;
      }
      if (this.shuttingDown || !(await this.step())) {
        return;
      }
    }
  }

  // Moves one chunk; false at the end.
  step() {
    const read = deferred();
    readableStreamDefaultReaderRead(this.reader, {
      chunk: (chunk) => {
        this.currentWrite = writableStreamDefaultWriterWrite(
          this.writer, chunk);
        markHandled(this.currentWrite);
        read.resolve(true);
      },
      close: () => read.resolve(false),
      error: () => read.resolve(false),
    });
    return read.promise;
  }

  abort(signal) {
    const { dest, options, source } = this;
    const err = signal.reason ??
      new AbortError(undefined, { cause: signal.reason });
    const actions = [];
    if (!options.preventAbort) {
      actions.push(() => dest[kState].state === 'writable' ?
        writableStreamAbort(dest, err) : PromiseResolve());
    }
    if (!options.preventCancel) {
      actions.push(() => source[kState].state === 'readable' ?
        readableStreamCancel(source, err) : PromiseResolve());
    }
    this.shutdown(
      () => SafePromiseAll(actions, (action) => action()), true, err);
  }

  // Waits for the chunks that have been read to be written, acts, and tells.
  shutdown(action, isError, err) {
    if (this.shuttingDown) {
      return;
    }
    this.shuttingDown = true;
    const act = () => {
      if (action === undefined) {
        this.finalize(isError, err);
      } else {
        then(action(), () => this.finalize(isError, err),
             (actionError) => this.finalize(true, actionError));
      }
    };
    if (this.dest[kState].state === 'writable' &&
        !writableStreamCloseQueuedOrInFlight(this.dest)) {
      then(this.waitForWrites(), act, act);
    } else {
      act();
    }
  }

  async waitForWrites() {
    let write;
    do {
      write = this.currentWrite;
      try {
        await write;
      } catch {
        // The stream's own end tells of it.
      }
    } while (write !== this.currentWrite);
  }

  finalize(isError, err) {
    writableStreamDefaultWriterRelease(this.writer);
    readableStreamReaderRelease(this.reader);
    this.disposable?.[SymbolDispose]();
    if (isError) {
      this.result.reject(err);
    } else {
      this.result.resolve();
    }
  }
}

function readableStreamPipeTo(source, dest, options) {
  return new Pipe(source, dest, options).start();
}

module.exports = { readableStreamPipeTo };
