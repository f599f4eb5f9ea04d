// SPDX-License-Identifier: MIT
// FileHandle.readableWebStream(): a byte stream that holds the handle open
// until it ends.
'use strict';

const {
  codes: { ERR_INVALID_STATE },
} = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { kClosePromise, kFd, kLocked, kRef, kUnref } =
  require('internal/fs/file_handle');

const kChunkSize = 16384;

function readableWebStream(handle, options) {
  if (handle[kFd] === -1) {
    throw new ERR_INVALID_STATE('The FileHandle is closed');
  }
  if (handle[kClosePromise]) {
    throw new ERR_INVALID_STATE('The FileHandle is closing');
  }
  if (handle[kLocked]) {
    throw new ERR_INVALID_STATE('The FileHandle is locked');
  }
  validateObject(options, 'options');
  const { type = 'bytes', autoClose = false } = options;
  validateBoolean(autoClose, 'options.autoClose');
  if (type !== 'bytes') {
    process.emitWarning(
      'A non-"bytes" options.type has no effect. A byte-oriented steam is ' +
      'always created.', 'ExperimentalWarning');
  }
  handle[kLocked] = true;
  let ended = false;
  async function end() {
    if (ended) {
      return;
    }
    ended = true;
    handle[kUnref]();
    if (autoClose) {
      await handle.close();
    }
  }
  let streamController;
  const { ReadableStream } = require('internal/webstreams/readablestream');
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: kChunkSize,
    start(controller) {
      streamController = controller;
    },
    async pull(controller) {
      const { view } = controller.byobRequest;
      const { bytesRead } = await handle.read(view, 0, view.byteLength);
      if (ended) {
        return;
      }
      if (bytesRead === 0) {
        controller.close();
        controller.byobRequest?.respond(0);
        await end();
        return;
      }
      controller.byobRequest.respond(bytesRead);
    },
    cancel() {
      return end();
    },
  });
  handle[kRef]();
  // A handle that is closed ends its stream.
  handle.once('close', () => {
    if (!ended) {
      ended = true;
      handle[kUnref]();
      streamController.close();
      streamController.byobRequest?.respond(0);
    }
  });
  return stream;
}

module.exports = { readableWebStream };
