'use strict';
// SPDX-License-Identifier: MIT
//
// Moving the cursor and clearing a terminal, with callbacks.

const { NumberIsNaN } = primordials;

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { CSI } = require('internal/readline/utils');

// Without a stream, or with nothing to write, there is nothing to wait for.
function send(stream, data, callback) {
  if (stream === null || stream === undefined || data === '') {
    if (typeof callback === 'function') {
      process.nextTick(callback, null);
    }
    return true;
  }
  return stream.write(data, callback);
}

function validateCallback(callback) {
  if (callback !== undefined) {
    validateFunction(callback, 'callback');
  }
}

function cursorTo(stream, x, y, callback) {
  validateCallback(callback);
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (NumberIsNaN(x)) {
    throw new ERR_INVALID_ARG_VALUE('x', x);
  }
  if (NumberIsNaN(y)) {
    throw new ERR_INVALID_ARG_VALUE('y', y);
  }
  if (stream === null || stream === undefined ||
      (typeof x !== 'number' && typeof y !== 'number')) {
    return send(null, '', callback);
  }
  if (typeof x !== 'number') {
    throw new ERR_INVALID_CURSOR_POS();
  }
  return send(stream, typeof y !== 'number' ?
    CSI`${x + 1}G` : CSI`${y + 1};${x + 1}H`, callback);
}

function moveCursor(stream, dx, dy, callback) {
  validateCallback(callback);
  let data = '';
  if (dx < 0) {
    data += CSI`${-dx}D`;
  } else if (dx > 0) {
    data += CSI`${dx}C`;
  }
  if (dy < 0) {
    data += CSI`${-dy}A`;
  } else if (dy > 0) {
    data += CSI`${dy}B`;
  }
  return send(stream, data, callback);
}

// -1: to the left of the cursor, 1: to the right, 0: the whole line.
function clearLine(stream, dir, callback) {
  validateCallback(callback);
  return send(stream, dir < 0 ? CSI.kClearToLineBeginning :
    dir > 0 ? CSI.kClearToLineEnd : CSI.kClearLine, callback);
}

function clearScreenDown(stream, callback) {
  validateCallback(callback);
  return send(stream, CSI.kClearScreenDown, callback);
}

module.exports = {
  clearLine,
  clearScreenDown,
  cursorTo,
  moveCursor,
};
