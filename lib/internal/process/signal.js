// Listening on process for a signal's name opens a handle for it; removing
// the last listener closes it and the signal has its default effect again.
'use strict';

const { SafeMap } = primordials;
const { close, open } = internalBinding('signal');
const { destroy, enter, leave, queue } =
  require('internal/async_context');
const { ErrnoException } = require('internal/errors');

const handles = new SafeMap();  // signal name -> native handle
let signals;

function numberOf(name) {
  if (typeof name !== 'string' || name[0] !== 'S') {
    return undefined;
  }
  signals ??= require('internal/os_constants').signals;
  return signals[name];
}

function startListeningIfSignal(name) {
  const number = numberOf(name);
  if (number === undefined || handles.has(name)) {
    return;
  }
  const resource = {};
  const handle = open(number, () => {
    enter(resource);
    process.emit(name, name, number);
    leave(resource);
  });
  if (typeof handle === 'number') {
    throw new ErrnoException(handle, 'uv_signal_start');
  }
  queue(resource, 'SIGNALWRAP');
  handles.set(name, { handle, resource });
}

function stopListeningIfSignal(name) {
  const known = handles.get(name);
  if (known !== undefined && process.listenerCount(name) === 0) {
    handles.delete(name);
    close(known.handle);
    destroy(known.resource);
  }
}

module.exports = { startListeningIfSignal, stopListeningIfSignal };
