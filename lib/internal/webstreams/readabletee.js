'use strict';
// SPDX-License-Identifier: MIT
//
// ReadableStream.prototype.tee(): two streams with the chunks of one. The
// source is read when either asks; it is cancelled when both are.

const { PromiseResolve } = primordials;

const {
  copyBytes,
  deferred,
  kState,
  nop,
  then,
} = require('internal/webstreams/util');
const {
  ReadableStreamBYOBReader,
  ReadableStreamDefaultReader,
  createReadableByteStream,
  createReadableStream,
  readableStreamBYOBReaderRead,
  readableStreamCancel,
  readableStreamDefaultReaderRead,
  readableStreamReaderRelease,
} = require('internal/webstreams/readablestream');
const {
  defaultControllerClose,
  defaultControllerEnqueue,
  defaultControllerError,
} = require('internal/webstreams/readablecontroller');

function readableStreamTee(stream, cloneForBranch2) {
  const { ReadableByteStreamController } =
    require('internal/webstreams/readablebytes');
  return stream[kState].controller instanceof ReadableByteStreamController ?
    new ByteTee(stream).branches :
    new DefaultTee(stream, cloneForBranch2).branches;
}

class Tee {
  constructor(stream) {
    this.stream = stream;
    this.reader = new ReadableStreamDefaultReader(stream);
    this.reading = false;
    this.cancelled = [false, false];
    this.reasons = [undefined, undefined];
    this.cancelResult = deferred();
    this.branches = [];
  }

  algorithms(i) {
    return {
      start: nop,
      pull: () => this.pull(i),
      cancel: (reason) => {
        this.cancelled[i] = true;
        this.reasons[i] = reason;
        if (this.cancelled[1 - i]) {
          this.cancelResult.resolve(
            readableStreamCancel(this.stream, this.reasons));
        }
        return this.cancelResult.promise;
      },
    };
  }

  controller(i) {
    return this.branches[i][kState].controller;
  }

  // Does something to every branch that is still wanted.
  each(fn) {
    for (let i = 0; i < 2; i++) {
      if (!this.cancelled[i]) {
        fn(this.controller(i), i);
      }
    }
  }

  finishCancel() {
    if (!this.cancelled[0] || !this.cancelled[1]) {
      this.cancelResult.resolve();
    }
  }
}

class DefaultTee extends Tee {
  constructor(stream, cloneForBranch2) {
    super(stream);
    this.cloneForBranch2 = cloneForBranch2;
    this.readAgain = false;
    this.branches = [
      createReadableStream(this.algorithms(0)),
      createReadableStream(this.algorithms(1)),
    ];
    then(this.reader[kState].closed.promise, undefined, (err) => {
      defaultControllerError(this.controller(0), err);
      defaultControllerError(this.controller(1), err);
      this.finishCancel();
    });
  }

  pull() {
    if (this.reading) {
      this.readAgain = true;
      return PromiseResolve();
    }
    this.reading = true;
    readableStreamDefaultReaderRead(this.reader, {
      // In a microtask: errors that are known by then come first.
      chunk: (value) => {
        then(PromiseResolve(), () => this.deliver(value));
      },
      close: () => {
        this.reading = false;
        this.each((controller) => defaultControllerClose(controller));
        this.finishCancel();
      },
      error: () => {
        this.reading = false;
      },
    });
    return PromiseResolve();
  }

  deliver(value) {
    this.readAgain = false;
    this.each((controller, i) => {
      const chunk = i === 1 && this.cloneForBranch2 ?
        structuredClone(value) : value;
      defaultControllerEnqueue(controller, chunk);
    });
    this.reading = false;
    if (this.readAgain) {
      this.pull();
    }
  }
}

class ByteTee extends Tee {
  constructor(stream) {
    super(stream);
    this.bytes = require('internal/webstreams/readablebytes');
    this.readAgain = [false, false];
    this.branches = [
      createReadableByteStream(this.algorithms(0)),
      createReadableByteStream(this.algorithms(1)),
    ];
    this.forwardError();
  }

  forwardError() {
    const { reader } = this;
    then(reader[kState].closed.promise, undefined, (err) => {
      // Another reader may have taken over.
      if (reader === this.reader) {
        this.bytes.byteControllerError(this.controller(0), err);
        this.bytes.byteControllerError(this.controller(1), err);
        this.finishCancel();
      }
    });
  }

  useReader(Reader) {
    if (!(this.reader instanceof Reader)) {
      readableStreamReaderRelease(this.reader);
      this.reader = new Reader(this.stream);
      this.forwardError();
    }
  }

  pull(i) {
    if (this.reading) {
      this.readAgain[i] = true;
      return PromiseResolve();
    }
    this.reading = true;
    const request = this.bytes.getByobRequest(this.controller(i));
    if (request === null) {
      this.pullChunk();
    } else {
      this.pullInto(request[kState].view, i);
    }
    return PromiseResolve();
  }

  pullAgain() {
    this.reading = false;
    if (this.readAgain[0]) {
      this.pull(0);
    } else if (this.readAgain[1]) {
      this.pull(1);
    }
  }

  copyOf(view) {
    return copyBytes(view.buffer, view.byteOffset, view.byteLength);
  }

  pullChunk() {
    this.useReader(ReadableStreamDefaultReader);
    readableStreamDefaultReaderRead(this.reader, {
      chunk: (chunk) => {
        then(PromiseResolve(), () => {
          this.readAgain = [false, false];
          const second = !this.cancelled[0] && !this.cancelled[1] ?
            this.copyOf(chunk) : chunk;
          this.each((controller, i) => {
            this.bytes.byteControllerEnqueue(
              controller, i === 0 ? chunk : second);
          });
          this.pullAgain();
        });
      },
      close: () => {
        this.reading = false;
        this.each((controller) => {
          this.bytes.byteControllerClose(controller);
        });
        for (let i = 0; i < 2; i++) {
          if (this.controller(i)[kState].pending.length > 0) {
            this.bytes.respond(this.controller(i), 0);
          }
        }
        this.finishCancel();
      },
      error: () => {
        this.reading = false;
      },
    });
  }

  // Branch i has a buffer that the bytes can go to; the other gets a copy.
  pullInto(view, i) {
    this.useReader(ReadableStreamBYOBReader);
    const other = 1 - i;
    readableStreamBYOBReaderRead(this.reader, view, 1, {
      chunk: (chunk) => {
        then(PromiseResolve(), () => {
          this.readAgain = [false, false];
          const copy = this.cancelled[other] ? null : this.copyOf(chunk);
          if (!this.cancelled[i]) {
            this.bytes.respondWithNewView(this.controller(i), chunk);
          }
          if (copy !== null) {
            this.bytes.byteControllerEnqueue(this.controller(other), copy);
          }
          this.pullAgain();
        });
      },
      close: (chunk) => {
        this.reading = false;
        this.each((controller) => {
          this.bytes.byteControllerClose(controller);
        });
        if (chunk !== undefined) {
          if (!this.cancelled[i]) {
            this.bytes.respondWithNewView(this.controller(i), chunk);
          }
          if (!this.cancelled[other] &&
              this.controller(other)[kState].pending.length > 0) {
            this.bytes.respond(this.controller(other), 0);
          }
        }
        this.finishCancel();
      },
      error: () => {
        this.reading = false;
      },
    });
  }
}

module.exports = { readableStreamTee };
