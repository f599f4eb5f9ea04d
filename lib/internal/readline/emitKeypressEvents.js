'use strict';
// SPDX-License-Identifier: MIT
//
// Makes a stream emit 'keypress' from its data, while somebody listens.

const {
  SafeStringIterator,
  Symbol,
} = primordials;

const { StringDecoder } = require('string_decoder');
const { clearTimeout, setTimeout } = require('timers');
const {
  CSI: { kEscape },
  charLengthAt,
  emitKeys,
} = require('internal/readline/utils');
const { kSawKeyPress } = require('internal/readline/symbols');

// How long an escape may be the start of a sequence.
const kEscapeCodeTimeout = 500;
const kKeypressDecoder = Symbol('keypress-decoder');
const kEscapeDecoder = Symbol('escape-decoder');

function startDecoder(stream) {
  stream[kEscapeDecoder] = emitKeys(stream);
  stream[kEscapeDecoder].next();
}

function emitKeypressEvents(stream, iface = {}) {
  if (stream[kKeypressDecoder]) {
    return;
  }
  stream[kKeypressDecoder] = new StringDecoder('utf8');
  startDecoder(stream);

  const { escapeCodeTimeout = kEscapeCodeTimeout } = iface;
  let timeout;

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      // Nobody is watching any more.
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = stream[kKeypressDecoder].write(input);
    if (text) {
      clearTimeout(timeout);
      feed(text);
    }
  }

  function feed(text) {
    // More than one character at once has been pasted, not typed.
    iface[kSawKeyPress] = charLengthAt(text, 0) === text.length;
    iface.isCompletionEnabled = false;
    let length = 0;
    for (const ch of new SafeStringIterator(text)) {
      length += ch.length;
      const isLast = length === text.length;
      if (isLast) {
        iface.isCompletionEnabled = true;
      }
      try {
        stream[kEscapeDecoder].next(ch);
        if (isLast && ch === kEscape) {
          timeout = setTimeout(
            () => stream[kEscapeDecoder].next(''), escapeCodeTimeout);
        }
      } catch (err) {
        // A listener threw and thereby ended the generator.
        startDecoder(stream);
        throw err;
      }
    }
  }

  function onNewListener(event) {
    if (event === 'keypress') {
      stream.on('data', onData);
      stream.removeListener('newListener', onNewListener);
    }
  }

  if (stream.listenerCount('keypress') > 0) {
    stream.on('data', onData);
  } else {
    stream.on('newListener', onNewListener);
  }
}

module.exports = emitKeypressEvents;
