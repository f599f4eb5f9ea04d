'use strict';
// SPDX-License-Identifier: MIT
//
// node:perf_hooks: the performance timeline and measuring the loop.

const { ObjectDefineProperty } = primordials;

const { idleTime } = internalBinding('performance');
const { createHistogram, monitorEventLoopDelay } =
  require('internal/histogram');
const { PerformanceEntry, PerformanceMark, PerformanceMeasure } =
  require('internal/perf/entry');
const { eventLoopUtilization } = require('internal/perf/node_timing');
const { PerformanceObserver, PerformanceObserverEntryList } =
  require('internal/perf/observe');
const { Performance, performance } = require('internal/perf/performance');
const { PerformanceResourceTiming } = require('internal/perf/resource_timing');
const { timerify } = require('internal/perf/timerify');

// Who loads this may ask later how idle the loop has been.
idleTime();

const constants = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming,
  monitorEventLoopDelay,
  eventLoopUtilization,
  timerify,
  createHistogram,
  performance,
};
ObjectDefineProperty(module.exports, 'constants', {
  __proto__: null, enumerable: true, value: constants,
});
