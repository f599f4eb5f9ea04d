// SPDX-License-Identifier: MIT
// Agent: keeps sockets for reuse and limits how many there are, by the name
// of where they lead.
'use strict';

const {
  NumberIsFinite,
  NumberParseInt,
  ObjectKeys,
  ObjectSetPrototypeOf,
  ObjectValues,
  RegExpPrototypeExec,
  Symbol,
} = primordials;

const net = require('net');
const EventEmitter = require('events');
const { context, destroy, enter, leave, queue } =
  require('internal/async_context');
const { once } = require('internal/util');
const { validateNumber, validateOneOf } = require('internal/validators');

const kOnKeylog = Symbol('onkeylog');
const kRequestOptions = Symbol('requestOptions');
const kRequestAsyncResource = Symbol('requestAsyncResource');

// An idle socket that breaks is simply gone.
function freeSocketErrorListener() {
  this.destroy();
  this.emit('agentRemove');
}

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);

  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  // A path would make net connect to a local socket.
  this.options.path = null;

  this.defaultPort = this.options.defaultPort || 80;
  this.protocol = this.options.protocol || 'http:';
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;

  const buffer = this.options.agentKeepAliveTimeoutBuffer;
  this.agentKeepAliveTimeoutBuffer =
    typeof buffer === 'number' && buffer >= 0 && NumberIsFinite(buffer) ?
      buffer : 1000;

  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets !== undefined) {
    validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  } else {
    this.maxTotalSockets = Infinity;
  }

  this.on('free', onFree);
  this.on('newListener', maybeEnableKeylog);
}
ObjectSetPrototypeOf(Agent.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Agent, EventEmitter);

Agent.defaultMaxSockets = Infinity;

Agent.prototype.createConnection = net.createConnection;

function maybeEnableKeylog(eventName) {
  if (eventName !== 'keylog') return;
  this.removeListener('newListener', maybeEnableKeylog);
  const agent = this;
  this[kOnKeylog] = function onkeylog(line) {
    agent.emit('keylog', line, this);
  };
  for (const list of ObjectValues(this.sockets)) {
    for (const socket of list) socket.on('keylog', this[kOnKeylog]);
  }
}

// A socket has no request any more: the next that waits gets it, or it is put
// by, or it goes.
function onFree(socket, options) {
  const name = this.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }

  const requests = this.requests[name];
  if (requests && requests.length > 0) {
    const req = requests.shift();
    if (requests.length === 0) delete this.requests[name];
    const resource = req[kRequestAsyncResource];
    req[kRequestAsyncResource] = undefined;
    const { frame } = context;
    enter(resource);
    socket._handle?.asyncReset?.();
    setRequestSocket(this, req, socket);
    destroy(resource);
    leave(resource);
    context.frame = frame;
    return;
  }

  const req = socket._httpMessage;
  if (!req || !req.shouldKeepAlive || !this.keepAlive) {
    socket.destroy();
    return;
  }
  const free = this.freeSockets[name] || [];
  const count = free.length + (this.sockets[name]?.length ?? 0);
  if (this.totalSocketCount > this.maxTotalSockets ||
      count > this.maxSockets || free.length >= this.maxFreeSockets ||
      !this.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  this.freeSockets[name] = free;
  socket._httpMessage = null;
  this.removeSocket(socket, options);
  socket.once('error', freeSocketErrorListener);
  free.push(socket);
}

Agent.prototype.getName = function getName(options = {}) {
  let name = options.host || 'localhost';
  name += ':';
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) {
    name += `:${options.family}`;
  }
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

function mergeOptions(agent, req, options) {
  options = { __proto__: null, ...options, ...agent.options };
  if (options.socketPath) options.path = options.socketPath;
  // The name that TLS asks for is the host's.
  if (!options.servername && options.servername !== '') {
    options.servername = calculateServerName(options, req);
  }
  return options;
}

function calculateServerName(options, req) {
  let name = options.host;
  const host = req.getHeader('host');
  if (host) {
    if (typeof host !== 'string') {
      const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
      throw new ERR_INVALID_ARG_TYPE('options.headers.host', 'String', host);
    }
    // Without the port; an IPv6 address without its brackets.
    name = host[0] === '[' ?
      (host.includes(']') ? host.slice(1, host.indexOf(']')) : host) :
      host.split(':', 1)[0];
  }
  return net.isIP(name) ? '' : name;
}

Agent.prototype.addRequest = function addRequest(req, options, port,
                                                 localAddress) {
  // (req, host, port, localAddress) is how it was once called.
  if (typeof options === 'string') {
    options = { __proto__: null, host: options, port, localAddress };
  }
  options = mergeOptions(this, req, options);
  const name = this.getName(options);
  this.sockets[name] ||= [];

  const free = this.freeSockets[name];
  let socket;
  if (free) {
    while (free.length > 0 && free[0].destroyed) free.shift();
    socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    if (free.length === 0) delete this.freeSockets[name];
  }
  const count = (free ? free.length : 0) + this.sockets[name].length;

  if (socket) {
    socket._handle?.asyncReset?.();
    this.reuseSocket(socket, req);
    setRequestSocket(this, req, socket);
    this.sockets[name].push(socket);
  } else if (count < this.maxSockets &&
             this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(req, options, (err, created) => {
      if (err) {
        req.onSocket(created, err);
      } else {
        setRequestSocket(this, req, created);
      }
    });
  } else {
    req[kRequestOptions] = options;
    req[kRequestAsyncResource] = {};
    queue(req[kRequestAsyncResource], 'QueuedRequest');
    this.requests[name] ||= [];
    this.requests[name].push(req);
  }
};

Agent.prototype.createSocket = function createSocket(req, options, callback) {
  options = mergeOptions(this, req, options);
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;

  const created = once((err, socket) => {
    if (err) {
      callback(err);
      return;
    }
    this.sockets[name] ||= [];
    this.sockets[name].push(socket);
    this.totalSocketCount++;
    installListeners(this, socket, options);
    callback(null, socket);
  });
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, created);
  if (socket) created(null, socket);
};

function installListeners(agent, socket, options) {
  function onFreeSocket() {
    agent.emit('free', socket, options);
  }
  function onClose() {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  }
  function onTimeout() {
    // Only while nobody uses it.
    for (const list of ObjectValues(agent.freeSockets)) {
      if (list.includes(socket)) {
        socket.destroy();
        return;
      }
    }
  }
  // Somebody took the socket for himself ('upgrade'): forget it.
  function onRemove() {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClose);
    socket.removeListener('free', onFreeSocket);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  }
  socket.on('free', onFreeSocket);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

function removeFrom(table, name, socket) {
  const list = table[name];
  if (!list) return;
  const index = list.indexOf(socket);
  if (index === -1) return;
  list.splice(index, 1);
  if (list.length === 0) delete table[name];
}

Agent.prototype.removeSocket = function removeSocket(socket, options) {
  const name = this.getName(options);
  removeFrom(this.sockets, name, socket);
  if (!socket.writable) removeFrom(this.freeSockets, name, socket);

  // There is room now for a request that waits: for the same place first.
  let req;
  if (this.requests[name] && this.requests[name].length > 0) {
    req = this.requests[name][0];
  } else {
    for (const other of ObjectKeys(this.requests)) {
      // It waits for its own place's limit: this room is of no use to it.
      if (this.sockets[other] && this.sockets[other].length > 0) break;
      req = this.requests[other][0];
      options = req[kRequestOptions];
      break;
    }
  }
  if (req && options) {
    req[kRequestOptions] = undefined;
    this.createSocket(req, options, (err, created) => {
      if (err) {
        req.onSocket(created, err);
      } else {
        created.emit('free');
      }
    });
  }
};

Agent.prototype.keepSocketAlive = function keepSocketAlive(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();

  let timeout = this.options.timeout || 0;
  const hint = socket._httpMessage?.res?.headers['keep-alive'];
  const seconds = hint && RegExpPrototypeExec(/^timeout=(\d+)/, hint)?.[1];
  if (seconds) {
    // Let go before the server does: a request in between would be lost.
    const limit =
      NumberParseInt(seconds) * 1000 - this.agentKeepAliveTimeoutBuffer;
    if (limit <= 0) return false;
    if (limit < timeout || timeout === 0) timeout = limit;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

Agent.prototype.reuseSocket = function reuseSocket(socket, req) {
  socket.removeListener('error', freeSocketErrorListener);
  req.reusedSocket = true;
  socket.ref();
};

Agent.prototype.destroy = function destroy() {
  for (const table of [this.freeSockets, this.sockets]) {
    for (const list of ObjectValues(table)) {
      for (const socket of [...list]) socket.destroy();
    }
  }
};

function setRequestSocket(agent, req, socket) {
  req.onSocket(socket);
  const agentTimeout = agent.options.timeout || 0;
  if (req.timeout === undefined || req.timeout === agentTimeout) return;
  socket.setTimeout(req.timeout);
}

module.exports = {
  Agent,
  globalAgent: new Agent({
    keepAlive: true,
    scheduling: 'lifo',
    timeout: 5000,
  }),
};
