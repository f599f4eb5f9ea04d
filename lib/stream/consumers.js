'use strict';
// SPDX-License-Identifier: MIT
//
// Reads a whole stream (or any iterable of chunks) into one value.

const {
  ArrayPrototypePush,
  JSONParse,
} = primordials;

async function chunksOf(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    ArrayPrototypePush(chunks, chunk);
  }
  return chunks;
}

async function blob(stream) {
  const { Blob } = require('internal/blob');
  return new Blob(await chunksOf(stream));
}

async function arrayBuffer(stream) {
  const ret = await blob(stream);
  return ret.arrayBuffer();
}

async function bytes(stream) {
  const ret = await blob(stream);
  return ret.bytes();
}

async function buffer(stream) {
  const { Buffer } = require('buffer');
  return Buffer.from(await arrayBuffer(stream));
}

async function text(stream) {
  const { TextDecoder } = require('internal/encoding');
  const decoder = new TextDecoder();
  let str = '';
  for await (const chunk of stream) {
    str += typeof chunk === 'string' ?
      chunk : decoder.decode(chunk, { stream: true });
  }
  // Bytes of a character that never came.
  return str + decoder.decode();
}

async function json(stream) {
  return JSONParse(await text(stream));
}

module.exports = {
  arrayBuffer,
  blob,
  buffer,
  bytes,
  text,
  json,
};
