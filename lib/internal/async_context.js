'use strict';

// What follows a callback to where it runs. Timers, immediates and ticks ask
// here when they are made and when they run; node:domain is what sets it.

module.exports = {
  // (resource) -> void, when a callback is queued; null while nobody cares.
  capture: null,
};
