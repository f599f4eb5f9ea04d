// SPDX-License-Identifier: MIT
// The other half of serializer.js: a flat list becomes a value of this
// thread.
'use strict';

const {
  Array,
  ArrayBuffer,
  ArrayPrototypePush,
  BigInt,
  DataView,
  Date,
  Error,
  EvalError,
  Map,
  MapPrototypeSet,
  Object,
  ObjectDefineProperty,
  RangeError,
  ReferenceError,
  RegExp,
  Set,
  SetPrototypeAdd,
  SyntaxError,
  TypeError,
  URIError,
  Uint8Array,
  globalThis,
} = primordials;

const { lazyDOMExceptionClass } = require('internal/util');
const types = require('internal/util/types');
const { kDeserialize, makeHost } =
  require('internal/worker/js_transferable');
const { tags } = require('internal/worker/serializer');

const errorTypes = {
  __proto__: null,
  Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError,
  URIError,
};

// Plain assignment could meet a setter of the program's.
function setOwn(object, key, value) {
  if (!(key in object)) {
    object[key] = value;
    return;
  }
  ObjectDefineProperty(object, key, {
    __proto__: null, configurable: true, enumerable: true, value,
    writable: true,
  });
}

function setHidden(object, key, value) {
  ObjectDefineProperty(object, key, {
    __proto__: null, configurable: true, enumerable: false, value,
    writable: true,
  });
}

class Deserializer {
  constructor(list) {
    this.list = list;
    this.at = 0;
    this.met = [];
    this.queue = [];  // objects whose parts are still to be read
    this.hosts = undefined;  // objects of the library, and what is to be in them
    this.ports = [];
  }

  deserialize() {
    const value = this.read();
    this.drain();
    // What was transferred and is not part of the value.
    while (this.at < this.list.length) {
      this.read();
      this.drain();
    }
    if (this.hosts !== undefined) this.fillHosts();
    return value;
  }

  // Those inside of others come later in the list.
  fillHosts() {
    for (let i = this.hosts.length - 2; i >= 0; i -= 2) {
      this.hosts[i][kDeserialize](this.hosts[i + 1]);
    }
  }

  drain() {
    const { queue } = this;
    for (let i = 0; i < queue.length; i++) {
      this.parts(queue[i]);
    }
    queue.length = 0;
  }

  next() {
    return this.list[this.at++];
  }

  read() {
    const tag = this.list[this.at++];
    return typeof tag === 'number' ? this.tagged(tag) : tag;
  }

  keep(object) {
    const { met } = this;
    met[met.length] = object;
    return object;
  }

  keepAndFill(object) {
    const { queue } = this;
    queue[queue.length] = object;
    return this.keep(object);
  }

  tagged(tag) {
    switch (tag) {
      case tags.kNumber:
        return this.next();
      case tags.kBigInt:
        return BigInt(this.next());
      case tags.kSeen:
        return this.met[this.next()];
      case tags.kObject:
        return this.keepAndFill({});
      case tags.kArray:
        return this.keepAndFill(new Array(this.next()));
      case tags.kMap:
        return this.keepAndFill(new Map());
      case tags.kSet:
        return this.keepAndFill(new Set());
      case tags.kDate:
        return this.keep(new Date(this.next()));
      case tags.kRegExp:
        return this.keep(new RegExp(this.next(), this.next()));
      case tags.kError:
        return this.error();
      case tags.kDOMException:
        return this.domException();
      case tags.kBoxed:
        return this.boxed();
      case tags.kBuffer:
        return this.buffer();
      case tags.kShared:
      case tags.kLocal:
        return this.keep(this.next());
      case tags.kView:
        return this.view();
      case tags.kHandle:
        return this.port();
      default:
        return this.host();
    }
  }

  parts(object) {
    if (types.isMap(object)) {
      for (let left = this.next(); left > 0; left--) {
        MapPrototypeSet(object, this.read(), this.read());
      }
    } else if (types.isSet(object)) {
      for (let left = this.next(); left > 0; left--) {
        SetPrototypeAdd(object, this.read());
      }
    } else {
      const first = this.next();
      if (first === true) {
        for (let i = 0; i < object.length; i++) {
          setOwn(object, i, this.read());
        }
        return;
      }
      for (let left = first === false ? this.next() : first; left > 0; left--) {
        const key = this.next();
        setOwn(object, key, this.read());
      }
    }
  }

  error() {
    const error = this.keep(new errorTypes[this.next()]());
    delete error.message;
    const message = this.next();
    if (message !== undefined) setHidden(error, 'message', message);
    const stack = this.next();
    if (stack !== undefined) setHidden(error, 'stack', stack);
    if (this.next()) setHidden(error, 'cause', this.read());
    return error;
  }

  domException() {
    const DOMException = lazyDOMExceptionClass();
    const error = new DOMException(this.next(), this.next());
    setHidden(error, 'stack', this.next());
    return this.keep(error);
  }

  boxed() {
    // Its place among the objects is before its value's, which is none.
    return this.keep(Object(this.read()));
  }

  buffer() {
    const buffer = this.next();
    const maxByteLength = this.next();
    if (maxByteLength === undefined || buffer.resizable) {
      return this.keep(buffer);
    }
    const copy = new ArrayBuffer(buffer.byteLength, { maxByteLength });
    new Uint8Array(copy).set(new Uint8Array(buffer));
    return this.keep(copy);
  }

  view() {
    const name = this.next();
    const View = name === 'DataView' ? DataView : globalThis[name];
    const buffer = this.read();
    const offset = this.next();
    const length = this.next();
    return this.keep(length === undefined ? new View(buffer, offset) :
      new View(buffer, offset, length));
  }

  port() {
    const { makePort } = require('internal/worker/message_port');
    const port = this.keep(makePort(this.next()));
    ArrayPrototypePush(this.ports, port);
    return port;
  }

  host() {
    const object = this.keep(makeHost(this.next()));
    this.hosts ??= [];
    const at = this.hosts.length;
    ArrayPrototypePush(this.hosts, object, undefined);
    this.hosts[at + 1] = this.read();
    return object;
  }
}

module.exports = { Deserializer };
