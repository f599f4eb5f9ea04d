// SPDX-License-Identifier: MIT
// The parser's JavaScript side, and the checks on names and values, for both
// server and client.
'use strict';

const { MathMin, Symbol } = primordials;

const { HTTPParser, methods, allMethods } = require('internal/http_parser');
const FreeList = require('internal/freelist');
const incoming = require('_http_incoming');
const { IncomingMessage, readStart, readStop } = incoming;

let debug = require('internal/util/debuglog').debuglog('http', (fn) => {
  debug = fn;
});

const kIncomingMessage = Symbol('IncomingMessage');
const kSkipPendingData = Symbol('SkipPendingData');
const kOnTimeout = HTTPParser.kOnTimeout | 0;
const kOnExecute = HTTPParser.kOnExecute | 0;

const tokenExpression = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const invalidHeaderExpression = /[^\t\x20-\x7e\x80-\xff]/;

// Called with the fields of a head, or with the trailers.
function parserOnHeaders(headers) {
  const stream = this.incoming;
  if (stream === null) return;
  let n = headers.length;
  if (this.maxHeaderPairs > 0) n = MathMin(n, this.maxHeaderPairs);
  stream.complete = true;
  stream._addHeaderLines(headers, n);
}

function parserOnHeadersComplete(versionMajor, versionMinor, headers, method,
                                 url, statusCode, statusMessage, upgrade,
                                 shouldKeepAlive) {
  const { socket } = this;
  debug('head of a message: %s', url ?? statusCode);
  const Message = socket?.server?.[kIncomingMessage] || IncomingMessage;
  const message = this.incoming = new Message(socket);
  message.httpVersionMajor = versionMajor;
  message.httpVersionMinor = versionMinor;
  message.httpVersion = versionMajor === 1 && versionMinor === 1 ?
    '1.1' : `${versionMajor}.${versionMinor}`;
  message.joinDuplicateHeaders = socket?.server?.joinDuplicateHeaders ||
                                 this.joinDuplicateHeaders;
  message.url = url;
  message.upgrade = upgrade;

  let n = headers.length;
  if (this.maxHeaderPairs > 0) n = MathMin(n, this.maxHeaderPairs);
  message._addHeaderLines(headers, n);

  if (typeof method === 'number') {
    message.method = allMethods[method];
  } else {
    message.statusCode = statusCode;
    message.statusMessage = statusMessage;
  }
  return this.onIncoming(message, shouldKeepAlive);
}

function parserOnBody(chunk) {
  const stream = this.incoming;
  if (stream === null) return;
  if (!stream._dumped && !stream.push(chunk)) {
    readStop(this.socket);
  }
}

function parserOnMessageComplete() {
  const stream = this.incoming;
  if (stream !== null && !stream.upgrade) {
    stream.complete = true;
    stream.push(null);
  }
  // Whoever had stopped reading for the body's sake goes on.
  readStart(this.socket);
}

function makeParser() {
  const parser = new HTTPParser();
  cleanParser(parser);
  parser[HTTPParser.kOnHeaders | 0] = parserOnHeaders;
  parser[HTTPParser.kOnHeadersComplete | 0] = parserOnHeadersComplete;
  parser[HTTPParser.kOnBody | 0] = parserOnBody;
  parser[HTTPParser.kOnMessageComplete | 0] = parserOnMessageComplete;
  return parser;
}

const parsers = new FreeList('parsers', 1000, makeParser);

function cleanParser(parser) {
  parser._headers = [];
  parser._url = '';
  parser.socket = null;
  parser.incoming = null;
  parser.outgoing = null;
  parser.maxHeaderPairs = 2000;
  parser[kOnExecute] = null;
  parser[kOnTimeout] = null;
  parser._consumed = false;
  parser.onIncoming = null;
  parser.joinDuplicateHeaders = null;
}

function closeParser(parser) {
  parser.close();
}

// Gives the parser back to the pool. It may be in the middle of execute():
// then it stops after the event at hand.
function freeParser(parser, req, socket) {
  if (parser) {
    if (parser._consumed) parser.unconsume();
    cleanParser(parser);
    parser.remove();
    if (parsers.free(parser) === false) {
      setImmediate(closeParser, parser);
    } else {
      parser.free();
    }
  }
  if (req) req.parser = null;
  if (socket) socket.parser = null;
}

// test() and not exec(): it makes no array, and the engine compiles it inline.
function checkIsHttpToken(value) {
  return tokenExpression.test(value);
}

function checkInvalidHeaderChar(value) {
  return invalidHeaderExpression.test(value);
}

let warned = false;
function isLenient() {
  const lenient =
    require('internal/options').getOptionValue('--insecure-http-parser');
  if (lenient && !warned) {
    warned = true;
    process.emitWarning('Using insecure HTTP parsing');
  }
  return lenient;
}

// Completes a parse error for those who will see it.
function prepareError(error, parser, rawPacket) {
  error.rawPacket = rawPacket || parser.getCurrentBuffer();
  if (error.reason) {
    error.message = `Parse Error: ${error.reason}`;
  }
}

module.exports = {
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
  _checkIsHttpToken: checkIsHttpToken,
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  CRLF: '\r\n',
  freeParser,
  methods,
  parsers,
  kIncomingMessage,
  HTTPParser,
  isLenient,
  prepareError,
  kSkipPendingData,
};
