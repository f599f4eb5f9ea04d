// SPDX-License-Identifier: MIT
// The fields of a head that is to be sent: checked, noted, turned into text.
// Servers say the same things over and over, so the texts are remembered.
'use strict';

const {
  ArrayIsArray,
  MathFloor,
  SafeMap,
  SafeSet,
  StringPrototypeToLowerCase,
  Symbol,
} = primordials;

const {
  _checkIsHttpToken: checkIsHttpToken,
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
  chunkExpression: chunked,
} = require('_http_common');
const {
  codes: {
    ERR_HTTP_INVALID_HEADER_VALUE,
    ERR_INVALID_CHAR,
    ERR_INVALID_HTTP_TOKEN,
  },
  hideStackFrames,
} = require('internal/errors');

const kUniqueHeaders = Symbol('kUniqueHeaders');
const closeExpression = /(?:^|\W)close(?:$|\W)/i;

// Names that have been checked -> lower case. It stops growing: what comes
// later pays the full price.
const checkedNames = new SafeMap();

function lowerName(name) {
  const lower = checkedNames.get(name);
  if (lower !== undefined) return lower;
  validateHeaderName(name);
  const made = StringPrototypeToLowerCase(name);
  if (checkedNames.size < 512) checkedNames.set(name, made);
  return made;
}

// The two that end most heads, joined once a second.
let joinedDate = '';
let joinedConnection = '';
let joined = '';

function withConnection(date, connection) {
  if (date !== joinedDate || connection !== joinedConnection) {
    joinedDate = date;
    joinedConnection = connection;
    joined = date + connection;
  }
  return joined;
}

function connectionField(msg, state) {
  const keepAlive = msg.shouldKeepAlive &&
    (state.contLen || msg.useChunkedEncodingByDefault || msg.agent);
  if (keepAlive && msg.maxRequestsOnConnectionReached) {
    return 'Connection: close\r\n';
  }
  if (!keepAlive) {
    msg._last = true;
    return 'Connection: close\r\n';
  }
  if (!msg._keepAliveTimeout || !msg._defaultKeepAlive) {
    return 'Connection: keep-alive\r\n';
  }
  const max = ~~msg._maxRequestsPerSocket > 0 ? msg._maxRequestsPerSocket : 0;
  if (msg._keepAliveTimeout !== keepAliveFor || max !== keepAliveMax) {
    keepAliveFor = msg._keepAliveTimeout;
    keepAliveMax = max;
    keepAliveLines = 'Connection: keep-alive\r\n' +
      `Keep-Alive: timeout=${MathFloor(keepAliveFor / 1000)}` +
      (max > 0 ? `, max=${max}\r\n` : '\r\n');
  }
  return keepAliveLines;
}

// What connectionField() said last: servers say the same over and over.
let keepAliveFor = 0;
let keepAliveMax = 0;
let keepAliveLines = '';

function storeField(msg, state, key, lower, value, validate) {
  if (ArrayIsArray(value)) {
    if ((value.length < 2 || lower !== 'cookie') &&
        !msg[kUniqueHeaders]?.has(lower)) {
      for (let i = 0; i < value.length; i++) {
        storeLine(msg, state, key, lower, value[i], validate);
      }
      return;
    }
    value = value.join('; ');
  }
  storeLine(msg, state, key, lower, value, validate);
}

// The line that each name had last: servers repeat themselves.
const lastLines = new SafeMap();

function lineOf(key, value) {
  const last = lastLines.get(key);
  if (last !== undefined && last.value === value) return last.line;
  const line = `${key}: ${value}\r\n`;
  if (typeof value !== 'string' || value.length > 64) return line;
  if (last !== undefined) {
    last.value = value;
    last.line = line;
  } else if (lastLines.size < 128) {
    lastLines.set(key, { value, line });
  }
  return line;
}

function storeLine(msg, state, key, lower, value, validate) {
  if (validate) validateHeaderValue(key, value);
  state.header += lineOf(key, value);
  switch (lower) {
    case 'connection':
      state.connection = true;
      msg._removedConnection = false;
      if (closeExpression.test(value)) {
        msg._last = true;
      } else {
        msg.shouldKeepAlive = true;
      }
      break;
    case 'transfer-encoding':
      state.te = true;
      msg._removedTE = false;
      if (chunked.test(value)) {
        msg.chunkedEncoding = true;
      }
      break;
    case 'content-length':
      state.contLen = true;
      msg._contentLength = +value;
      msg._removedContLen = false;
      break;
    case 'date':
      state.date = true;
      break;
    case 'expect':
      state.expect = true;
      break;
    case 'trailer':
      state.trailer = true;
      break;
    case 'keep-alive':
      msg._defaultKeepAlive = false;
      break;
  }
}

const validateHeaderName = hideStackFrames((name, label) => {
  if (typeof name !== 'string' || !name || !checkIsHttpToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN.HideStackFramesError(
      label || 'Header name', name);
  }
});

const validateHeaderValue = hideStackFrames((name, value) => {
  if (value === undefined) {
    throw new ERR_HTTP_INVALID_HEADER_VALUE.HideStackFramesError(value, name);
  }
  if (checkInvalidHeaderChar(value)) {
    throw new ERR_INVALID_CHAR.HideStackFramesError('header content', name);
  }
});

function parseUniqueHeadersOption(headers) {
  if (!ArrayIsArray(headers)) return null;
  const unique = new SafeSet();
  for (let i = 0; i < headers.length; i++) {
    unique.add(StringPrototypeToLowerCase(`${headers[i]}`));
  }
  return unique;
}

module.exports = {
  connectionField,
  kUniqueHeaders,
  lowerName,
  parseUniqueHeadersOption,
  storeField,
  validateHeaderName,
  validateHeaderValue,
  withConnection,
};
