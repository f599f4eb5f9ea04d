// SPDX-License-Identifier: MIT
// The diagnostics channels of node:http. Asking whether anybody listens is a
// property read.
'use strict';

const diagnostics = require('diagnostics_channel');

module.exports = {
  netServerSocket: diagnostics.channel('net.server.socket'),
  requestStart: diagnostics.channel('http.server.request.start'),
  responseCreated: diagnostics.channel('http.server.response.created'),
  responseFinish: diagnostics.channel('http.server.response.finish'),
  clientRequestCreated: diagnostics.channel('http.client.request.created'),
  clientRequestStart: diagnostics.channel('http.client.request.start'),
  clientRequestError: diagnostics.channel('http.client.request.error'),
  clientResponseFinish: diagnostics.channel('http.client.response.finish'),
};
