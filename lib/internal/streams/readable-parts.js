'use strict';
// SPDX-License-Identifier: MIT
//
// Reading a queue otherwise than it was filled: chunks joined, cut, or decoded
// after the fact. A stream that flows never comes here.

const { Buffer } = require('buffer');
const { kState } = require('internal/streams/state');
const { kDecoder, shiftChunk } = require('internal/streams/readable-state');

// Everything, as one chunk.
function takeAll(state) {
  const list = state.buffer;
  const rest = state.bufferIndex === 0 ? list : list.slice(state.bufferIndex);
  const chunk = (state[kState] & kDecoder) !== 0 ? rest.join('') :
    rest.length === 1 ? rest[0] : Buffer.concat(rest, state.length);
  state.buffer = [];
  state.bufferIndex = 0;
  return chunk;
}

// n bytes or characters, of more than one chunk.
function takePart(state, n) {
  const parts = [];
  let left = n;
  while (left > 0) {
    const chunk = state.buffer[state.bufferIndex];
    if (chunk.length <= left) {
      left -= chunk.length;
      parts.push(shiftChunk(state));
    } else {
      parts.push(chunk.slice(0, left));
      state.buffer[state.bufferIndex] = chunk.slice(left);
      left = 0;
    }
  }
  return (state[kState] & kDecoder) !== 0 ?
    parts.join('') : Buffer.concat(parts, n);
}

function setEncoding(state, encoding) {
  const { StringDecoder } = require('string_decoder');
  const decoder = new StringDecoder(encoding);
  state.decoder = decoder;
  // The decoder knows the encoding by its proper name.
  state.encoding = decoder.encoding;

  // What has been queued is decoded now, or read() would mix both kinds.
  let content = '';
  for (const chunk of state.buffer.slice(state.bufferIndex)) {
    content += decoder.write(chunk);
  }
  state.buffer.length = 0;
  state.bufferIndex = 0;
  if (content !== '') {
    state.buffer.push(content);
  }
  state.length = content.length;
}

module.exports = { setEncoding, takeAll, takePart };
