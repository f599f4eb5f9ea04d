// SPDX-License-Identifier: MIT
// BroadcastChannel: every channel of a name, in every thread, hears what the
// others post.
'use strict';

const {
  ObjectDefineProperties,
  SymbolToStringTag,
  TypeError,
} = primordials;

const native = internalBinding('messaging');
const { context, destroy, enter, leave, queue } =
  require('internal/async_context');
const {
  codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const {
  EventTarget,
  defineEventHandler,
} = require('internal/event_target');
const { customInspectSymbol: kInspect, lazyDOMException } =
  require('internal/util');
const { eventOf } = require('internal/worker/message_port');
const { checkMemory, send } = require('internal/worker/messaging');

let handleOf;

class BroadcastChannel extends EventTarget {
  #name;
  #handle;  // null once it is closed

  static {
    // undefined for what is no channel
    handleOf = (value) => (typeof value === 'object' && value !== null &&
      #handle in value ? value.#handle : undefined);
  }

  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    if (typeof name === 'symbol') {
      throw new TypeError('Cannot convert a Symbol value to a string');
    }
    super();
    this.#name = `${name}`;
    this.#handle = native.broadcast(this.#name);
    queue(this, 'BROADCASTCHANNEL');
    native.attach(this.#handle, (list) => this.#received(list));
    native.ref(this.#handle);
    native.start(this.#handle);
  }

  static #check(value) {
    if (handleOf(value) === undefined) {
      throw new ERR_INVALID_THIS('BroadcastChannel');
    }
  }

  #received(list) {
    if (list === undefined) {
      destroy(this);
      return;
    }
    enter(this);
    try {
      this.dispatchEvent(eventOf(list));
    } finally {
      leave(this);
      context.frame = undefined;
    }
  }

  [kInspect](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('internal/util/inspect');
    return `BroadcastChannel ${inspect(
      { name: this.#name, active: this.#handle !== null },
      { ...options, depth: options.depth == null ? null : options.depth - 1 })
    }`;
  }

  get name() {
    BroadcastChannel.#check(this);
    return this.#name;
  }

  close() {
    BroadcastChannel.#check(this);
    if (this.#handle === null) return;
    native.close(this.#handle);
    this.#handle = null;
  }

  postMessage(message) {
    BroadcastChannel.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    if (this.#handle === null) {
      throw lazyDOMException('BroadcastChannel is closed.',
                             'InvalidStateError');
    }
    checkMemory(send(native.post, this.#handle, message));
  }

  ref() {
    BroadcastChannel.#check(this);
    if (this.#handle !== null) native.ref(this.#handle);
    return this;
  }

  unref() {
    BroadcastChannel.#check(this);
    if (this.#handle !== null) native.unref(this.#handle);
    return this;
  }
}

const kEnumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(BroadcastChannel.prototype, {
  __proto__: null,
  name: kEnumerable,
  close: kEnumerable,
  postMessage: kEnumerable,
  ref: kEnumerable,
  unref: kEnumerable,
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'BroadcastChannel',
  },
});
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = { BroadcastChannel, handleOf };
