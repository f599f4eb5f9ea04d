// SPDX-License-Identifier: MIT
// The options of http.createServer() and https.createServer().
'use strict';

const { Symbol } = primordials;

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const {
  validateBoolean,
  validateFunction,
  validateInteger,
} = require('internal/validators');
const { kIncomingMessage } = require('_http_common');
const { IncomingMessage } = require('_http_incoming');
const { ServerResponse } = require('internal/http_response');

const kServerResponse = Symbol('ServerResponse');
const kOptimizeEmptyRequests = Symbol('OptimizeEmptyRequestsOption');

// Checks them and puts them on the server that is `this`.
function storeHTTPOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;

  const { maxHeaderSize } = options;
  if (maxHeaderSize !== undefined) {
    validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  }
  this.maxHeaderSize = maxHeaderSize;

  const { insecureHTTPParser } = options;
  if (insecureHTTPParser !== undefined) {
    validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  }
  this.insecureHTTPParser = insecureHTTPParser;

  this.requestTimeout = integerOption(options, 'requestTimeout', 300_000);
  this.headersTimeout = integerOption(
    options, 'headersTimeout',
    this.requestTimeout > 0 && this.requestTimeout < 60_000 ?
      this.requestTimeout : 60_000);
  if (this.requestTimeout > 0 && this.headersTimeout > 0 &&
      this.headersTimeout > this.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout',
                               this.headersTimeout);
  }
  this.keepAliveTimeout = integerOption(options, 'keepAliveTimeout', 5_000);
  this.keepAliveTimeoutBuffer =
    integerOption(options, 'keepAliveTimeoutBuffer', 1_000);
  this.connectionsCheckingInterval =
    integerOption(options, 'connectionsCheckingInterval', 30_000);

  this.requireHostHeader = booleanOption(options, 'requireHostHeader', true);
  this.joinDuplicateHeaders =
    booleanOption(options, 'joinDuplicateHeaders', undefined);
  this.rejectNonStandardBodyWrites =
    booleanOption(options, 'rejectNonStandardBodyWrites', false);
  this[kOptimizeEmptyRequests] =
    booleanOption(options, 'optimizeEmptyRequests', false);

  const { shouldUpgradeCallback } = options;
  if (shouldUpgradeCallback !== undefined) {
    validateFunction(shouldUpgradeCallback, 'options.shouldUpgradeCallback');
    this.shouldUpgradeCallback = shouldUpgradeCallback;
  } else {
    this.shouldUpgradeCallback = hasUpgradeListener;
  }
}

function integerOption(options, name, fallback) {
  if (options[name] === undefined) return fallback;
  validateInteger(options[name], name, 0);
  return options[name];
}

function booleanOption(options, name, fallback) {
  if (options[name] === undefined) return fallback;
  validateBoolean(options[name], `options.${name}`);
  return options[name];
}

function hasUpgradeListener() {
  return this.listenerCount('upgrade') > 0;
}

module.exports = { storeHTTPOptions, kServerResponse, kOptimizeEmptyRequests };
