// SPDX-License-Identifier: MIT
// MessagePort, MessageChannel and MessageEvent. A port is an EventTarget that
// also has the methods of an EventEmitter; it begins to receive, and keeps its
// thread alive, while somebody listens to 'message'.
'use strict';

const {
  ArrayPrototypePush,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  ReflectConstruct,
  Symbol,
  SymbolIterator,
  SymbolToStringTag,
} = primordials;

const native = internalBinding('messaging');
const { context, enter, leave, queue, destroy } =
  require('internal/async_context');
const {
  codes: {
    ERR_CONSTRUCT_CALL_INVALID,
    ERR_CONSTRUCT_CALL_REQUIRED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const {
  Event,
  defineEventHandler,
  kNewListener,
  kRemoveListener,
  kTrustEvent,
} = require('internal/event_target');
const { NodeEventTarget, kNodeValue } =
  require('internal/worker/node_event_target');
const { customInspectSymbol: kInspect } = require('internal/util');
const { checkMemory, readTransferList, send, transferListOf } =
  require('internal/worker/messaging');
const { Deserializer } = require('internal/worker/deserializer');

const kHandle = Symbol('kHandle');
const kReceive = Symbol('kReceive');

// --- MessageEvent ------------------------------------------------------------

function describe(value) {
  return require('internal/util/inspect').inspect(value);
}

function notAPort(where, value) {
  return invalidInit(
    `MessageEvent constructor: Expected ${where} ("${describe(value)}") to ` +
    'be an instance of MessagePort.');
}

function invalidInit(message) {
  const error = new ERR_INVALID_ARG_TYPE('eventInitDict', 'object', message);
  error.message = message;
  return error;
}

function readPorts(ports) {
  if (ports === undefined) return [];
  if (ports === null || typeof ports !== 'object' ||
      typeof ports[SymbolIterator] !== 'function') {
    throw invalidInit('MessageEvent constructor: eventInitDict.ports ' +
      `(${describe(ports)}) is not iterable.`);
  }
  const list = [];
  for (const port of ports) {
    if (!isMessagePort(port)) {
      throw notAPort(`eventInitDict.ports[${list.length}]`, port);
    }
    ArrayPrototypePush(list, port);
  }
  return list;
}

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    const source = options?.source ?? null;
    if (source !== null && !isMessagePort(source)) {
      throw notAPort('eventInitDict.source', source);
    }
    this.#data = options?.data === undefined ? null : options.data;
    this.#origin = options?.origin === undefined ? '' : `${options.origin}`;
    this.#lastEventId = options?.lastEventId === undefined ? '' :
      `${options.lastEventId}`;
    this.#source = source;
    this.#ports = readPorts(options?.ports);
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#data in value)) {
      throw new ERR_INVALID_THIS('MessageEvent');
    }
  }

  get data() {
    MessageEvent.#check(this);
    return this.#data;
  }

  get origin() {
    MessageEvent.#check(this);
    return this.#origin;
  }

  get lastEventId() {
    MessageEvent.#check(this);
    return this.#lastEventId;
  }

  get source() {
    MessageEvent.#check(this);
    return this.#source;
  }

  get ports() {
    MessageEvent.#check(this);
    return this.#ports;
  }

  initMessageEvent(type, bubbles = false, cancelable = false, data = null,
                   origin = '', lastEventId = '', source = null, ports = []) {
    MessageEvent.#check(this);
    super.initEvent(type, bubbles, cancelable);
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = readPorts(ports);
  }

  // What a listener of on() gets.
  get [kNodeValue]() {
    return this.#data;
  }

  // An event of the library's own, its parts known to be right.
  static [kReceive](type, data, ports) {
    const event = new MessageEvent(type, kTrusted);
    event.#data = data;
    event.#ports = ports;
    return event;
  }
}

const kTrusted = { __proto__: null, [kTrustEvent]: true };

const kEnumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(MessageEvent.prototype, {
  __proto__: null,
  data: kEnumerable,
  origin: kEnumerable,
  lastEventId: kEnumerable,
  source: kEnumerable,
  ports: kEnumerable,
  initMessageEvent: kEnumerable,
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'MessageEvent',
  },
});

class CloseEvent extends Event {
  get [kNodeValue]() {
    return undefined;
  }
}

// --- MessagePort -------------------------------------------------------------

function MessagePort() {
  throw new ERR_CONSTRUCT_CALL_INVALID();
}

function isMessagePort(value) {
  return typeof value === 'object' && value !== null &&
    value[kHandle] !== undefined && value instanceof MessagePort;
}

function handleOf(value) {
  if (!isMessagePort(value)) throw new ERR_INVALID_THIS('MessagePort');
  return value[kHandle];
}

// kHandle is the native handle, null once it is closed or given away.
function makePort(handle) {
  const port = ReflectConstruct(NodeEventTarget, [], MessagePort);
  ObjectDefineProperty(port, kHandle, {
    __proto__: null, configurable: true, enumerable: false, value: handle,
    writable: true,
  });
  hideSymbols(port);
  queue(port, 'MESSAGEPORT');
  native.attach(handle, (list) => received(port, list));
  return port;
}

// inspect() shows what a port is, not what keeps it.
function hideSymbols(port) {
  const symbols = primordials.ObjectGetOwnPropertySymbols(port);
  for (let i = 0; i < symbols.length; i++) {
    ObjectDefineProperty(port, symbols[i],
                         { __proto__: null, enumerable: false });
  }
}

/**
 * Takes a port's handle away: it goes elsewhere.
 * @param {MessagePort} port an open one
 * @param {boolean} local elsewhere is in this thread
 */
function takeHandle(port, local) {
  const handle = port[kHandle];
  port[kHandle] = null;
  destroy(port);
  return local ? native.move(handle) : handle;
}

function isOpen(port) {
  return port[kHandle] !== null;
}

// What arrived: a list, null when there was no memory for it, undefined when
// the port has been closed.
function received(port, list) {
  enter(port);
  try {
    if (list === undefined) {
      port[kHandle] = null;
      port.dispatchEvent(new CloseEvent('close', kTrusted));
      destroy(port);
      return;
    }
    port.dispatchEvent(eventOf(list));
  } finally {
    leave(port);
    context.frame = undefined;
  }
}

function eventOf(list) {
  const deserializer = new Deserializer(list);
  let data;
  try {
    data = deserializer.deserialize();
  } catch (err) {
    return MessageEvent[kReceive]('messageerror', err, []);
  }
  return MessageEvent[kReceive]('message', data, deserializer.ports);
}

// Hands over what is left in a port whose other end is gone. True when there
// was anything.
function drainPort(port) {
  let list;
  let any = false;
  while (port[kHandle] !== null &&
         (list = native.receive(port[kHandle])) !== undefined) {
    any = true;
    port.dispatchEvent(eventOf(list));
  }
  return any;
}

function postMessage(message, transferOrOptions) {
  const handle = handleOf(this);
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
  const list = transferListOf(transferOrOptions);
  const transfer = list === undefined ? undefined :
    readTransferList(list, this);
  if (handle === null) {
    // Nobody hears it, but what was given away is gone.
    new (require('internal/worker/serializer').Serializer)(transfer, true)
      .serialize(message);
    return;
  }
  if (transfer !== undefined && sendsItsTarget(handle, transfer)) {
    new (require('internal/worker/serializer').Serializer)(transfer, true)
      .serialize(message);
    process.emitWarning('The target port was posted to itself, and the ' +
      'communication channel was lost');
    this.close();
    return;
  }
  checkMemory(send(native.post, handle, message, transfer));
}

function sendsItsTarget(handle, transfer) {
  let found = false;
  transfer.forEach((object) => {
    if (isMessagePort(object) && native.sameChannel(handle, object[kHandle])) {
      found = true;
    }
  });
  return found;
}

function start() {
  const handle = handleOf(this);
  if (handle !== null) native.start(handle);
}

function stopPort(port) {
  if (port[kHandle] !== null) native.stop(port[kHandle]);
}

function close(callback) {
  const handle = handleOf(this);
  if (typeof callback === 'function') this.once('close', callback);
  if (handle !== null) {
    this[kHandle] = null;
    native.close(handle);
  }
}

function ref() {
  const handle = handleOf(this);
  if (handle !== null) native.ref(handle);
}

function unref() {
  const handle = handleOf(this);
  if (handle !== null) native.unref(handle);
}

function hasRef() {
  const handle = handleOf(this);
  return handle !== null && native.hasRef(handle);
}

function data(value, enumerable = true) {
  return {
    __proto__: null, configurable: true, enumerable, value, writable: true,
  };
}

ObjectSetPrototypeOf(MessagePort, NodeEventTarget);
MessagePort.prototype = { __proto__: NodeEventTarget.prototype };
ObjectDefineProperties(MessagePort.prototype, {
  __proto__: null,
  constructor: data(MessagePort, false),
  postMessage: data(postMessage),
  start: data(start),
  close: data(close),
  ref: data(ref),
  unref: data(unref),
  hasRef: data(hasRef),
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'MessagePort',
  },
  [kNewListener]: data(function(size, type) {
    if (type === 'message' && size === 1) {
      this.ref();
      this.start();
    }
    return NodeEventTarget.prototype[kNewListener].apply(this, arguments);
  }, false),
  [kRemoveListener]: data(function(size, type) {
    if (type === 'message' && size === 0) {
      this.unref();
      stopPort(this);
    }
    return NodeEventTarget.prototype[kRemoveListener].apply(this, arguments);
  }, false),
  [kInspect]: data(function(depth, options) {
    const handle = handleOf(this);
    if (depth < 0) return 'MessagePort';
    const { inspect } = require('internal/util/inspect');
    return `MessagePort [EventTarget] ${inspect({
      active: handle !== null,
      refed: handle !== null && native.hasRef(handle),
    }, options)}`;
  }, false),
});
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');

// --- MessageChannel ----------------------------------------------------------

function MessageChannel() {
  if (new.target === undefined) {
    throw new ERR_CONSTRUCT_CALL_REQUIRED('MessageChannel');
  }
  const { 0: first, 1: second } = native.channel();
  this.port1 = makePort(first);
  this.port2 = makePort(second);
}

/**
 * @returns {{ message: any } | undefined} the oldest message
 */
function receiveMessageOnPort(port) {
  let handle;
  if (isMessagePort(port)) {
    handle = port[kHandle];
  } else {
    handle = require('internal/bootstrap/realm')
      .isLoaded('internal/worker/broadcast_channel') ?
      require('internal/worker/broadcast_channel').handleOf(port) : undefined;
    if (handle === undefined) {
      const error = new ERR_INVALID_ARG_TYPE('port', 'MessagePort', port);
      error.message = 'The "port" argument must be a MessagePort instance';
      throw error;
    }
  }
  const list = handle === null ? undefined : native.receive(handle);
  return list === undefined ? undefined :
    { message: new Deserializer(list).deserialize() };
}

module.exports = {
  MessageChannel,
  MessageEvent,
  MessagePort,
  drainPort,
  eventOf,
  isMessagePort,
  isOpen,
  makePort,
  receiveMessageOnPort,
  stopPort,
  takeHandle,
};
