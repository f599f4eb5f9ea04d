// SPDX-License-Identifier: MIT
// How the library tells diagnostics channels what it does. Nothing is loaded
// before somebody has asked for a channel.
'use strict';

const { isLoaded } = require('internal/bootstrap/realm');

// The channel, if somebody listens.
function listened(name) {
  if (isLoaded('diagnostics_channel')) {
    const channel = require('diagnostics_channel').channel(name);
    if (channel.hasSubscribers) {
      return channel;
    }
  }
  return undefined;
}

function publish(name, message) {
  listened(name)?.publish(message);
}

// For one event of a tracing channel: start, end, asyncStart, asyncEnd, error.
function publishTrace(name, event, message) {
  listened(`tracing:${name}:${event}`)?.publish(message);
}

// The tracing channel, if somebody listens to any event of it.
function tracingOf(name) {
  if (isLoaded('diagnostics_channel')) {
    const channel = require('diagnostics_channel').tracingChannel(name);
    if (channel.hasSubscribers) {
      return channel;
    }
  }
  return undefined;
}

module.exports = { publish, publishTrace, tracingOf };
