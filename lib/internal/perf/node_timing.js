'use strict';
// SPDX-License-Identifier: MIT
//
// performance.nodeTiming, and how much of the time the loop has been busy.

const { ObjectDefineProperty, ObjectSetPrototypeOf } = primordials;

const { idleTime, milestones, now } = internalBinding('performance');
const { customInspectSymbol } = require('internal/util');
const { PerformanceEntry, inspectAs } = require('internal/perf/entry');
const { kMilestones } = require('internal/perf/node_timing_names');

class PerformanceNodeTiming {
  constructor() {
    const value = (name, value) => ObjectDefineProperty(this, name, {
      __proto__: null, configurable: true, enumerable: true, value,
    });
    const getter = (name, get) => ObjectDefineProperty(this, name, {
      __proto__: null, configurable: true, enumerable: true, get,
    });
    value('name', 'node');
    value('entryType', 'node');
    value('startTime', 0);
    getter('duration', now);
    for (let i = 0; i < kMilestones.length; i++) {
      getter(kMilestones[i], () => milestones[i]);
    }
    getter('idleTime', idleTime);
  }

  [customInspectSymbol](depth, options, inspect) {
    return inspectAs(this, { ...this }, depth, options, inspect);
  }

  toJSON() {
    return { ...this };
  }
}
// It has no fields of an entry's, but is one.
ObjectSetPrototypeOf(PerformanceNodeTiming.prototype,
                     PerformanceEntry.prototype);

const nodeTiming = new PerformanceNodeTiming();

function utilizationOf(idle, active) {
  return { idle, active, utilization: active / (idle + active) };
}

// What it is until now; with one earlier answer since then, with two between.
function eventLoopUtilization(later, earlier) {
  const loopStart = nodeTiming.loopStart;
  if (loopStart <= 0) {
    return { idle: 0, active: 0, utilization: 0 };
  }
  if (earlier !== undefined) {
    return utilizationOf(later.idle - earlier.idle,
                         later.active - earlier.active);
  }
  const idle = idleTime();
  const active = now() - loopStart - idle;
  return later === undefined ? utilizationOf(idle, active) :
    utilizationOf(idle - later.idle, active - later.active);
}

module.exports = { eventLoopUtilization, nodeTiming };
