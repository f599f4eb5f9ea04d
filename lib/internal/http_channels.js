// SPDX-License-Identifier: MIT
// The diagnostics channels of node:http. Asking whether anybody listens is a
// property read; the channels are made when a program loads
// diagnostics_channel.
'use strict';

const { ObjectKeys } = primordials;
const { isLoaded, onLoaded } = require('internal/bootstrap/realm');

const names = {
  __proto__: null,
  netServerSocket: 'net.server.socket',
  requestStart: 'http.server.request.start',
  responseCreated: 'http.server.response.created',
  responseFinish: 'http.server.response.finish',
  clientRequestCreated: 'http.client.request.created',
  clientRequestStart: 'http.client.request.start',
  clientRequestError: 'http.client.request.error',
  clientResponseFinish: 'http.client.response.finish',
};

const nobody = { __proto__: null, hasSubscribers: false };

function fill(make) {
  const keys = ObjectKeys(names);
  for (let i = 0; i < keys.length; i++) {
    module.exports[keys[i]] = make(names[keys[i]]);
  }
}

function useChannels() {
  fill(require('diagnostics_channel').channel);
}

fill(() => nobody);
if (isLoaded('diagnostics_channel')) {
  useChannels();
} else {
  onLoaded('diagnostics_channel', useChannels);
}
