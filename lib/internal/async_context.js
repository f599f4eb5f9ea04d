'use strict';

// What follows a callback to where it runs. Timers, immediates and ticks ask
// here when they are made and when they run; node:domain is what sets it.

module.exports = {
  // What compiled code saves before a wait and puts back behind it.
  context: { frame: undefined },
  // (resource) -> void, when a callback is queued; null while nobody cares.
  capture: null,
};
