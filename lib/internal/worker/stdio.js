// SPDX-License-Identifier: MIT
// Standard streams of workers, as messages on the control port. A chunk is
// acknowledged when the other side wants more.
'use strict';

const { SafeWeakMap } = primordials;

const { Readable, Writable } = require('stream');

const { kRead, kWrite } = require('internal/worker/stdio_messages');

// Several streams of a port may keep the thread alive.
const holds = new SafeWeakMap();

function hold(port, change) {
  const count = (holds.get(port) ?? 0) + change;
  holds.set(port, count);
  if (count === 0) port.unref();
  else port.ref();
}

/** What the other thread writes to the stream of that name. */
class ThreadReadable extends Readable {
  /**
   * @param {MessagePort} port
   * @param {string} name
   * @param {boolean} [keeps] reading keeps this thread alive until the end
   */
  constructor(port, name, keeps = false) {
    super();
    this.port = port;
    this.name = name;
    this.keeps = keeps;
    this.holds = false;
    this.waiting = false;  // the writer waits for an answer
  }

  _read() {
    if (this.keeps && !this.holds) {
      this.holds = true;
      hold(this.port, 1);
    }
    if (this.waiting) {
      this.waiting = false;
      this.port.postMessage({ type: kRead, stream: this.name });
    }
  }

  receive(chunks) {
    for (let i = 0; i < chunks.length; i++) {
      const { chunk, encoding } = chunks[i];
      if (chunk === null) {
        this.push(null);
        this.keeps = false;
        if (this.holds) hold(this.port, -1);
      } else {
        this.push(typeof chunk === 'string' ? chunk : toBuffer(chunk),
                  encoding);
      }
    }
    this.waiting = true;
    // Has it been read meanwhile, there will be no other _read().
    if (this.readableLength < this.readableHighWaterMark) this._read();
  }
}

function toBuffer({ buffer, byteOffset, byteLength }) {
  const { Buffer } = require('buffer');
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** What is written here, the other thread reads. */
class ThreadWritable extends Writable {
  constructor(port, name) {
    super({ decodeStrings: false });
    this.port = port;
    this.name = name;
    this.written = undefined;  // the callback of what is under way
  }

  _writev(chunks, callback) {
    const sent = [];
    for (let i = 0; i < chunks.length; i++) {
      const { chunk, encoding } = chunks[i];
      // A copy: the memory behind a Buffer is more than its own.
      sent.push({ chunk: typeof chunk === 'string' ? chunk : chunk.slice(0),
                  encoding });
    }
    this.post(sent, callback);
  }

  _final(callback) {
    this.post([{ chunk: null, encoding: null }], callback);
  }

  post(chunks, callback) {
    this.written = callback;
    this.port.postMessage({ type: kWrite, stream: this.name, chunks });
    hold(this.port, 1);
  }

  acknowledge() {
    const { written } = this;
    if (written === undefined) return;
    this.written = undefined;
    hold(this.port, -1);
    written();
  }

  // Everything that was written goes out now: the thread ends.
  flush() {
    while (this.written !== undefined) this.acknowledge();
  }
}

module.exports = { ThreadReadable, ThreadWritable };
