// SPDX-License-Identifier: MIT
// Blob: immutable bytes as a list of parts, which blobs share. A part is a
// Uint8Array that nobody else can reach, or a range of a file (openAsBlob),
// which is read when somebody asks, and only while the file is unchanged.
'use strict';

const {
  ArrayBuffer,
  ArrayPrototypePush,
  MathMax,
  MathMin,
  MathTrunc,
  ObjectDefineProperties,
  PromiseReject,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  StringPrototypeStartsWith,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  Symbol,
  SymbolIterator,
  SymbolToStringTag,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_STATE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const {
  customInspectSymbol,
  kEnumerableProperty,
  lazyDOMException,
} = require('internal/util');
const {
  validateDictionary,
  validateOneOf,
} = require('internal/validators');
const { Immutable, kClone, kDeserialize, markTransferMode } =
  require('internal/worker/js_transferable');

const kHandle = Symbol('kHandle');
const kLength = Symbol('kLength');
const kType = Symbol('kType');

// How much one step of stream() gives.
const kChunkSize = 65536;

function isBlob(value) {
  return value?.[kHandle] !== undefined;
}

// What a blob and its copies share.
class Content extends Immutable {
  constructor(parts, length, type) {
    super();
    this.parts = parts;
    this.length = length;
    this.type = type;
  }
}

// --- Parts -----------------------------------------------------------------

// A range of a file, with what it looked like when it was opened.
class FilePart {
  constructor(path, stats, start, length) {
    this.path = path;
    this.stats = stats;
    this.start = start;
    this.length = length;
  }

  subarray(start, end) {
    return new FilePart(this.path, this.stats, this.start + start,
                        end - start);
  }

  // Whether the file is still the one that was opened.
  unchanged(stats) {
    return stats.size === this.stats.size &&
      stats.mtimeMs === this.stats.mtimeMs;
  }

  async read(start, end) {
    const { open } = require('fs/promises');
    let handle;
    try {
      handle = await open(this.path, 'r');
      if (!this.unchanged(await handle.stat())) {
        throw notReadable();
      }
      const bytes = new Uint8Array(end - start);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(
          bytes, filled, bytes.length - filled, this.start + start + filled);
        if (bytesRead === 0) {
          throw notReadable();
        }
        filled += bytesRead;
      }
      return bytes;
    } catch {
      throw notReadable();
    } finally {
      await handle?.close();
    }
  }
}

function notReadable() {
  return lazyDOMException('The blob could not be read', 'NotReadableError');
}

function copyOf(bytes) {
  const copy = new Uint8Array(bytes.length);
  TypedArrayPrototypeSet(copy, bytes);
  return copy;
}

// Adds what one source is made of to `parts`; the bytes it has.
function addSource(parts, source, endings) {
  if (isBlob(source)) {
    for (let i = 0; i < source[kHandle].length; i++) {
      ArrayPrototypePush(parts, source[kHandle][i]);
    }
    return source[kLength];
  }
  const types = require('internal/util/types');
  let bytes;
  if (types.isAnyArrayBuffer(source)) {
    bytes = copyOf(new Uint8Array(source));
  } else if (types.isArrayBufferView(source)) {
    bytes = copyOf(new Uint8Array(source.buffer, source.byteOffset,
                                  source.byteLength));
  } else {
    let text = `${source}`;
    if (endings === 'native') {
      text = RegExpPrototypeSymbolReplace(/\r\n|\r|\n/g, text,
                                          require('os').EOL);
    }
    bytes = require('internal/encoding').encodeUtf8String(text);
  }
  if (bytes.length > 0) {
    ArrayPrototypePush(parts, bytes);
  }
  return bytes.length;
}

// The parts of the range, cut at its ends.
function cutParts(parts, start, end) {
  const cut = [];
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    const from = MathMax(start - at, 0);
    const to = MathMin(end - at, part.length);
    // An empty file stays, to notice when it is no longer empty.
    if (from < to || (part.length === 0 && part instanceof FilePart)) {
      ArrayPrototypePush(
        cut, from === 0 && to === part.length ? part : part.subarray(from, to));
    }
    at += part.length;
  }
  return cut;
}

async function readAll(blob) {
  const whole = new Uint8Array(new ArrayBuffer(blob[kLength]));
  const parts = blob[kHandle];
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    const bytes = part instanceof FilePart ? await part.read(0, part.length) :
      part;
    TypedArrayPrototypeSet(whole, bytes, at);
    at += bytes.length;
  }
  return whole;
}

// --- The class -------------------------------------------------------------

const notPrintable = /[^\x20-\x7E]/;

function normalizeType(type) {
  type = `${type}`;
  return RegExpPrototypeExec(notPrintable, type) !== null ? '' :
    StringPrototypeToLowerCase(type);
}

function check(value) {
  if (!isBlob(value)) {
    throw new ERR_INVALID_THIS('Blob');
  }
}

class Blob {
  constructor(sources = [], options) {
    markTransferMode(this, true, false);
    if (sources === null || typeof sources !== 'object' ||
        typeof sources[SymbolIterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    validateDictionary(options, 'options');
    const type = options?.type ?? '';
    const endings = options?.endings ?? 'transparent';
    validateOneOf(endings, 'options.endings', ['transparent', 'native']);
    const parts = [];
    let length = 0;
    for (const source of sources) {
      length += addSource(parts, source, endings);
    }
    this[kHandle] = parts;
    this[kLength] = length;
    this[kType] = normalizeType(type);
  }

  get size() {
    check(this);
    return this[kLength];
  }

  get type() {
    check(this);
    return this[kType];
  }

  slice(start = 0, end = this[kLength], contentType = '') {
    check(this);
    const length = this[kLength];
    start = clampIndex(start, length);
    end = clampIndex(end, length);
    return createBlob(cutParts(this[kHandle], start, MathMax(start, end)),
                      MathMax(end - start, 0), normalizeType(contentType));
  }

  arrayBuffer() {
    if (!isBlob(this)) {
      return PromiseReject(new ERR_INVALID_THIS('Blob'));
    }
    return readAll(this).then((bytes) => bytes.buffer);
  }

  bytes() {
    if (!isBlob(this)) {
      return PromiseReject(new ERR_INVALID_THIS('Blob'));
    }
    return readAll(this);
  }

  text() {
    if (!isBlob(this)) {
      return PromiseReject(new ERR_INVALID_THIS('Blob'));
    }
    const { TextDecoder } = require('internal/encoding');
    return readAll(this).then((bytes) => new TextDecoder().decode(bytes));
  }

  stream() {
    check(this);
    return streamOf(this[kHandle]);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) {
      return this;
    }
    const { inspect } = require('internal/util/inspect');
    const { size, type } = this;
    return `Blob ${inspect({ size, type }, {
      ...options, depth: options.depth == null ? null : options.depth - 1,
    })}`;
  }

  [kClone]() {
    for (let i = 0; i < this[kHandle].length; i++) {
      if (this[kHandle][i] instanceof FilePart) {
        throw new ERR_INVALID_STATE('File-backed Blobs are not cloneable');
      }
    }
    return {
      data: new Content(this[kHandle], this[kLength], this[kType]),
      deserializeInfo: 'internal/blob:ClonedBlob',
    };
  }

  [kDeserialize]({ parts, length, type }) {
    this[kHandle] = parts;
    this[kLength] = length;
    this[kType] = type;
  }
}

// --- Copies ----------------------------------------------------------------

function clampIndex(index, length) {
  index = MathTrunc(+index) || 0;
  return index < 0 ? MathMax(index + length, 0) : MathMin(index, length);
}

function createBlob(parts, length, type) {
  const blob = new Blob();
  blob[kHandle] = parts;
  blob[kLength] = length;
  blob[kType] = type;
  return blob;
}

function ClonedBlob() {
  return new Blob();
}

async function* chunksOf(parts) {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part.length === 0 && part instanceof FilePart) {
      await part.read(0, 0);
    }
    for (let at = 0; at < part.length; at += kChunkSize) {
      const end = MathMin(at + kChunkSize, part.length);
      yield part instanceof FilePart ? await part.read(at, end) :
        copyOf(TypedArrayPrototypeSubarray(part, at, end));
    }
  }
}

function streamOf(parts) {
  const { ReadableStream } = require('internal/webstreams/readablestream');
  let chunks;
  return new ReadableStream({
    type: 'bytes',
    start() {
      chunks = chunksOf(parts);
    },
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) {
        controller.close();
        controller.byobRequest?.respond(0);
      } else {
        controller.enqueue(value);
      }
    },
    async cancel() {
      await chunks.return();
    },
  }, { __proto__: null, highWaterMark: 0 });
}

// --- Files and object URLs -------------------------------------------------

function createBlobFromFilePath(path, options) {
  const stats = require('fs').statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new ERR_INVALID_ARG_VALUE('path', path, 'must be a file');
  }
  return createBlob([new FilePart(path, stats, 0, stats.size)], stats.size,
                    normalizeType(options?.type ?? ''));
}

// Object URLs: the id behind the prefix, and the blob that it stands for.
const kPrefix = 'blob:nodedata:';
const objectURLs = new SafeMap();

function createObjectURL(object) {
  if (!isBlob(object)) {
    throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', object);
  }
  const id = internalBinding('buffer').randomUUID();
  objectURLs.set(id, object);
  return `${kPrefix}${id}`;
}

function idOf(url) {
  return StringPrototypeStartsWith(url, kPrefix) ?
    StringPrototypeSlice(url, kPrefix.length) : undefined;
}

function revokeObjectURL(url) {
  objectURLs.delete(idOf(`${url}`));
}

function resolveObjectURL(url) {
  const blob = objectURLs.get(idOf(`${url}`));
  return blob === undefined ? undefined :
    createBlob(blob[kHandle], blob[kLength], blob[kType]);
}

ObjectDefineProperties(Blob.prototype, {
  size: kEnumerableProperty,
  type: kEnumerableProperty,
  slice: kEnumerableProperty,
  stream: kEnumerableProperty,
  text: kEnumerableProperty,
  arrayBuffer: kEnumerableProperty,
  bytes: kEnumerableProperty,
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'Blob',
  },
});

module.exports = {
  Blob,
  ClonedBlob,
  createBlob,
  createBlobFromFilePath,
  createObjectURL,
  isBlob,
  kHandle,
  resolveObjectURL,
  revokeObjectURL,
};
