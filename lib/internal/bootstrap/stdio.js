'use strict';

// process.stdin, stdout and stderr, each made when first touched. Writing to
// files, pipes and terminals is synchronous, so that nothing is lost when the
// program ends; sockets are written to like any other socket.

const { ObjectDefineProperties } = primordials;
const { guessHandleType } = require('internal/util');
const {
  codes: { ERR_UNKNOWN_STDIN_TYPE, ERR_UNKNOWN_STREAM_TYPE },
} = require('internal/errors');

let stdin;
let stdout;
let stderr;

// Standard streams cannot be destroyed for good: others may still write.
function dummyDestroy(err, callback) {
  callback(err);
  this._undestroy();
  if (!this._writableState.emitClose) {
    process.nextTick(() => {
      this.emit('close');
    });
  }
}

function socketOf(fd) {
  const { Socket } = require('internal/net/socket');
  if (process.channel && process.channel.fd === fd) {
    // The descriptor is the IPC channel's: share its handle.
    return new Socket({ handle: process[require('internal/child_process')
      .kChannelHandle], readable: false, writable: true });
  }
  return new Socket({ fd, readable: false, writable: true });
}

function createWritable(fd) {
  let stream;
  switch (guessHandleType(fd)) {
    case 'TTY': {
      const { WriteStream } = require('tty');
      stream = new WriteStream(fd);
      stream._type = 'tty';
      break;
    }
    case 'FILE': {
      const SyncWriteStream = require('internal/fs/sync_write_stream');
      stream = new SyncWriteStream(fd, { autoClose: false });
      stream._type = 'fs';
      break;
    }
    case 'PIPE':
    case 'TCP':
      stream = socketOf(fd);
      stream._type = 'pipe';
      break;
    case 'UNKNOWN': {
      // Nothing is there: what is written goes nowhere.
      const { Writable } = require('stream');
      stream = new Writable({
        write(chunk, encoding, callback) {
          callback();
        },
      });
      break;
    }
    default:
      throw new ERR_UNKNOWN_STREAM_TYPE();
  }
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = dummyDestroy;
  return stream;
}

function getStdout() {
  if (stdout === undefined) {
    stdout = createWritable(1);
    followWindowSize(stdout);
  }
  return stdout;
}

function getStderr() {
  if (stderr === undefined) {
    stderr = createWritable(2);
    followWindowSize(stderr);
  }
  return stderr;
}

function followWindowSize(stream) {
  if (stream.isTTY) {
    process.on('SIGWINCH', () => stream._refreshSize());
  }
}

function createReadable() {
  const fd = 0;
  switch (guessHandleType(fd)) {
    case 'TTY': {
      const { ReadStream } = require('tty');
      return new ReadStream(fd);
    }
    case 'FILE': {
      const { ReadStream } = require('fs');
      return new ReadStream(null, { fd, autoClose: false });
    }
    case 'PIPE':
    case 'TCP': {
      const { Socket } = require('internal/net/socket');
      const stream = new Socket({
        fd, readable: true, writable: false, manualStart: true,
      });
      stream._type = 'pipe';
      return stream;
    }
    case 'UNKNOWN': {
      const { Readable } = require('stream');
      const stream = new Readable({ read() {} });
      stream.push(null);
      return stream;
    }
    default:
      throw new ERR_UNKNOWN_STDIN_TYPE();
  }
}

function getStdin() {
  if (stdin !== undefined) {
    return stdin;
  }
  stdin = createReadable();
  stdin.fd = 0;
  const stopReading = () => {
    stdin._handle.reading = false;
    stdin._readableState.reading = false;
    stdin._handle.readStop();
  };
  // It begins paused; only reading keeps the process alive.
  if (stdin._handle?.readStop) {
    stopReading();
  }
  stdin.on('pause', () => {
    process.nextTick(() => {
      if (stdin._handle?.reading && !stdin.readableFlowing) {
        stopReading();
      }
    });
  });
  return stdin;
}

ObjectDefineProperties(module.exports, {
  stdin: { __proto__: null, enumerable: true, get: getStdin },
  stdout: { __proto__: null, enumerable: true, get: getStdout },
  stderr: { __proto__: null, enumerable: true, get: getStderr },
});
