'use strict';
// SPDX-License-Identifier: MIT
//
// Makes one duplex out of two streams: what is written to it goes to `sink`,
// what is read from it comes from `source`. compose() and Duplex.from() put
// their own streams behind such a duplex. Either stream may be missing, and
// either may be a web stream.

const Duplex = require('internal/streams/duplex');
const { AbortError } = require('internal/errors');
const { isNodeStream } = require('internal/streams/utils');

// `destroyParts(err)` destroys what stands behind the duplex. The owner calls
// join.over(err) once nothing of that is alive.
class Joined {
  constructor(sink, source, destroyParts) {
    this.ondrain = null;
    this.onfinish = null;
    this.onreadable = null;
    // undefined until _destroy wants to know; null when all is over.
    this.onclose = undefined;
    this.hasParts = !!(sink || source);
    const duplex = new Duplex({
      readableObjectMode: !!source?.readableObjectMode,
      writableObjectMode: !!sink?.writableObjectMode,
      readable: !!source,
      writable: !!sink,
    });
    this.duplex = duplex;

    if (sink) {
      if (isNodeStream(sink)) {
        this.writeToNode(sink);
      } else {
        this.writeToWeb(sink);
      }
    }
    if (source) {
      if (isNodeStream(source)) {
        this.readFromNode(source);
      } else {
        this.readFromWeb(source);
      }
    }
    duplex._destroy = (err, callback) => {
      if (!err && this.onclose !== null) {
        err = new AbortError();
      }
      this.ondrain = null;
      this.onfinish = null;
      this.onreadable = null;
      if (this.onclose === null) {
        callback(err);
      } else {
        this.onclose = callback;
      }
      destroyParts(err);
    };
  }

  // Calls and forgets one of the waiting callbacks.
  wake(name) {
    const callback = this[name];
    if (callback) {
      this[name] = null;
      callback();
    }
  }

  over(err) {
    const callback = this.onclose;
    this.onclose = null;
    if (callback) {
      callback(err);
    } else if (err || !this.hasParts) {
      // Without an error the duplex closes once it has been read to its end.
      this.duplex.destroy(err);
    }
  }

  writeToNode(sink) {
    this.duplex._write = (chunk, encoding, callback) => {
      if (sink.write(chunk, encoding)) {
        callback();
      } else {
        this.ondrain = callback;
      }
    };
    this.duplex._final = (callback) => {
      sink.end();
      this.onfinish = callback;
    };
    sink.on('drain', () => this.wake('ondrain'));
  }

  writeToWeb(stream) {
    const writer = (stream.writable ?? stream).getWriter();
    this.duplex._write = async (chunk, encoding, callback) => {
      try {
        await writer.ready;
        writer.write(chunk).catch(() => {});
        callback();
      } catch (err) {
        callback(err);
      }
    };
    this.duplex._final = async (callback) => {
      try {
        await writer.ready;
        writer.close().catch(() => {});
        this.onfinish = callback;
      } catch (err) {
        callback(err);
      }
    };
  }

  readFromNode(source) {
    const { duplex } = this;
    source.on('readable', () => this.wake('onreadable'));
    source.on('end', () => duplex.push(null));
    duplex._read = () => {
      while (true) {
        const chunk = source.read();
        if (chunk === null) {
          this.onreadable = duplex._read;
          return;
        }
        if (!duplex.push(chunk)) {
          return;
        }
      }
    };
  }

  readFromWeb(stream) {
    const { duplex } = this;
    const reader = (stream.readable ?? stream).getReader();
    duplex._read = async () => {
      while (true) {
        try {
          const { value, done } = await reader.read();
          if (done) {
            duplex.push(null);
            return;
          }
          if (!duplex.push(value)) {
            return;
          }
        } catch {
          // The stream's own end tells of it.
          return;
        }
      }
    };
  }
}

module.exports = Joined;
