// SPDX-License-Identifier: MIT
// HTTPParser and ConnectionsList, as those who reach below node:http know
// them, over the parser in C. execute() pulls event by event and calls the
// handlers that sit at the numbers kOnHeaders and so on.
'use strict';

const { DateNow, ReflectApply, SafeSet, Symbol } = primordials;

const { context, destroy, enter, leave, queue } =
  require('internal/async_context');
const native = internalBinding('http_parser');
const { FastBuffer } = require('internal/buffer');

const { info } = native;

// Places in `info` (src/bindings/http_head.h, http_parser.c).
const METHOD = 0;
const MAJOR = 1;
const MINOR = 2;
const STATUS = 3;
const FLAGS = 4;
const USED = 5;
const BODY_AT = 6;
const BODY_SIZE = 7;

const IS_UPGRADE = 1;
const IS_KEEP_ALIVE = 2;

// lode_http_event
const NEED_MORE = 0;
const HEAD = 1;
const BODY = 2;
const TRAILERS = 3;
const DONE = 4;
const UPGRADED = 5;

const NO_BODY = 1;
const UPGRADE = 2;
const NO_UPGRADE = 3;

const kOnHeaders = 1;
const kOnHeadersComplete = 2;
const kOnBody = 3;
const kOnMessageComplete = 4;

const allMethods = native.methods;
// Those that only RTSP has, and the greeting of HTTP/2, are not for requests.
const methods = allMethods.slice(0, allMethods.indexOf('PRI'));
methods.push('QUERY');

const kList = Symbol('kList');

class HTTPParser {
  #native = native.create();
  #generation = 0;
  #resource = null;  // in whose context the handlers run
  #list = undefined;
  #buffer = undefined;
  // When the message began, and when its head was complete: 0 is not yet.
  #began = 0;
  #headDone = false;

  initialize(type, resource, maxHeaderSize = 0, lenient = 0, list = undefined) {
    this.#generation++;
    this.#forget();
    if (typeof resource === 'object' && resource !== null) {
      this.#resource = resource;
      queue(resource, type === HTTPParser.REQUEST ?
        'HTTPINCOMINGMESSAGE' : 'HTTPCLIENTREQUEST');
    }
    native.init(this.#native, type,
                maxHeaderSize ||
                require('internal/options')
                  .getOptionValue('--max-http-header-size'),
                lenient);
    this.#began = 0;
    this.#headDone = false;
    this.#list?.[kList].delete(this);
    this.#list = list;
    if (list !== undefined) {
      list[kList].add(this);
      // A connection that says nothing is waited for like a slow head.
      this.#began = DateNow();
    }
  }

  // Each handler is a callback of its own.
  #tell(handler, args) {
    const resource = this.#resource;
    if (resource === null) return ReflectApply(handler, this, args);
    const { frame } = context;
    enter(resource);
    try {
      return ReflectApply(handler, this, args);
    } finally {
      leave(resource);
      context.frame = frame;
    }
  }

  #forget() {
    if (this.#resource === null) return;
    destroy(this.#resource);
    this.#resource = null;
  }

  // The number of bytes taken, or an Error. Less than all are taken when
  // another protocol follows.
  execute(buffer, offset = 0, length = buffer.length - offset) {
    const parser = this.#native;
    const generation = this.#generation;
    const end = offset + length;
    let at = offset;
    this.#buffer = buffer;
    for (;;) {
      const event = native.next(parser, buffer, at, end);
      at += info[USED];
      switch (event) {
        case HEAD:
          this.#onHead(parser);
          break;
        case BODY: {
          const handler = this[kOnBody];
          if (handler !== undefined) {
            this.#tell(handler, [
              new FastBuffer(buffer.buffer, buffer.byteOffset + info[BODY_AT],
                             info[BODY_SIZE])]);
          }
          break;
        }
        case TRAILERS: {
          const handler = this[kOnHeaders];
          if (handler !== undefined) {
            this.#tell(handler, [native.head(parser, false), '']);
          }
          break;
        }
        case DONE: {
          this.#began = 0;
          this.#headDone = false;
          const handler = this[kOnMessageComplete];
          if (handler !== undefined) this.#tell(handler, []);
          break;
        }
        case NEED_MORE:
          if (this.#began === 0 && native.inMessage(parser)) {
            this.#began = DateNow();
          }
          this.#buffer = undefined;
          return at - offset;
        case UPGRADED:
          this.#buffer = undefined;
          return at - offset;
        default:
          return this.#fail(at - offset);
      }
      // A handler has freed the parser, or given it to another connection.
      if (generation !== this.#generation) return at - offset;
    }
  }

  #onHead(parser) {
    if (this.#began === 0) this.#began = DateNow();
    this.#headDone = true;
    const method = info[METHOD];
    const major = info[MAJOR];
    const minor = info[MINOR];
    const status = info[STATUS];
    const flags = info[FLAGS];
    const headers = native.head(parser, true);
    const first = headers.shift();
    const upgrade = (flags & IS_UPGRADE) !== 0;
    const generation = this.#generation;
    const handler = this[kOnHeadersComplete];
    const choice = handler === undefined ? 0 : this.#tell(handler, [
      major, minor, headers,
      method < 0 ? undefined : method,
      method < 0 ? undefined : first,
      method < 0 ? status : undefined,
      method < 0 ? first : undefined,
      upgrade, (flags & IS_KEEP_ALIVE) !== 0,
    ]);
    if (generation !== this.#generation) return;
    if (choice === 2) {
      native.choose(parser, UPGRADE);
    } else if (choice === 1) {
      native.choose(parser, NO_BODY);
    } else if (upgrade && choice === 0) {
      native.choose(parser, NO_UPGRADE);
    }
  }

  #fail(bytesParsed) {
    const { 0: code, 1: reason } = native.error(this.#native);
    const error = new primordials.Error('Parse Error');
    error.bytesParsed = bytesParsed;
    error.code = code;
    error.reason = reason;
    this.#buffer = undefined;
    return error;
  }

  // The connection has ended: an Error when that cuts a message off.
  finish() {
    const event = native.finish(this.#native);
    if (event === DONE) {
      const handler = this[kOnMessageComplete];
      if (handler !== undefined) this.#tell(handler, []);
    } else if (event !== NEED_MORE) {
      return this.#fail(0);
    }
    return undefined;
  }

  // Takes it out of its list; what execute() has going on ends.
  #leave() {
    this.#generation++;
    this.#list?.[kList].delete(this);
    this.#list = undefined;
  }

  #release() {
    this.#generation++;
    this.#forget();
    native.init(this.#native, 1, 0, 0);
  }

  remove() {
    this.#leave();
  }

  // Gives its memory back until initialize().
  free() {
    this.#release();
  }

  close() {
    this.#leave();
    this.#release();
  }

  getCurrentBuffer() {
    return this.#buffer;
  }

  // What the streams in front of it do already.
  pause() {}
  resume() {}
  consume() {}
  unconsume() {}

  // Goes on with a parser that has been at work.
  static adopt(parser, object) {
    parser.#native = object;
    parser.#began = native.inMessage(object) ? DateNow() : 0;
    parser.#headDone = !native.inHead(object);
  }

  // Whether the connection counts as busy although no message is open.
  static markBusy(parser, busy) {
    parser.#began = busy || native.inMessage(parser.#native) ? DateNow() : 0;
    parser.#headDone = true;
  }

  static choose(parser, choice) {
    native.choose(parser.#native, choice === 2 ? UPGRADE : NO_UPGRADE);
  }

  // For ConnectionsList: how far the message at hand is.
  static began(parser) {
    return parser.#began;
  }

  static headDone(parser) {
    return parser.#headDone;
  }
}

const { adopt, began, choose, headDone, markBusy } = HTTPParser;
delete HTTPParser.adopt;
delete HTTPParser.choose;
delete HTTPParser.began;
delete HTTPParser.headDone;
delete HTTPParser.markBusy;

HTTPParser.REQUEST = 1;
HTTPParser.RESPONSE = 2;
HTTPParser.kOnMessageBegin = 0;
HTTPParser.kOnHeaders = kOnHeaders;
HTTPParser.kOnHeadersComplete = kOnHeadersComplete;
HTTPParser.kOnBody = kOnBody;
HTTPParser.kOnMessageComplete = kOnMessageComplete;
HTTPParser.kOnExecute = 5;
HTTPParser.kOnTimeout = 6;
HTTPParser.kLenientNone = 0;
HTTPParser.kLenientHeaders = 1;
HTTPParser.kLenientChunkedLength = 2;
HTTPParser.kLenientKeepAlive = 4;
HTTPParser.kLenientTransferEncoding = 8;
HTTPParser.kLenientVersion = 16;
HTTPParser.kLenientDataAfterClose = 32;
HTTPParser.kLenientOptionalLFAfterCR = 64;
HTTPParser.kLenientOptionalCRLFAfterChunk = 128;
HTTPParser.kLenientOptionalCRBeforeLF = 256;
HTTPParser.kLenientSpacesAfterChunkSize = 512;
HTTPParser.kLenientAll = 1023;

// The parsers of a server's connections.
class ConnectionsList {
  constructor() {
    this[kList] = new SafeSet();
  }

  #select(test) {
    const found = [];
    this[kList].forEach((parser) => {
      if (test === undefined || test(parser)) found.push(parser);
    });
    return found;
  }

  all() {
    return this.#select();
  }

  idle() {
    return this.#select((parser) => began(parser) === 0);
  }

  active() {
    return this.#select((parser) => began(parser) !== 0);
  }

  // Those whose head, or whole message, takes longer than it may (0: any time).
  expired(headersTimeout, requestTimeout) {
    const now = DateNow();
    return this.#select((parser) => {
      const since = began(parser);
      if (since === 0) return false;
      const late =
        (requestTimeout > 0 && now - since >= requestTimeout) ||
        (headersTimeout > 0 && !headDone(parser) &&
         now - since >= headersTimeout);
      // It is told of once.
      if (late) this[kList].delete(parser);
      return late;
    });
  }
}

module.exports = {
  HTTPParser,
  ConnectionsList,
  adoptParser: adopt,
  chooseAfterHead: choose,
  markBusy,
  methods,
  allMethods,
};
