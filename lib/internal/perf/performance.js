'use strict';
// SPDX-License-Identifier: MIT
//
// The global `performance`.

const { ObjectDefineProperties, ReflectConstruct, Symbol } = primordials;

const { now, timeOrigin } = internalBinding('performance');
const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS,
    ERR_PERFORMANCE_INVALID_TIMESTAMP,
    ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('internal/errors');
const { Event, EventTarget, defineEventHandler, kTrustEvent } =
  require('internal/event_target');
const {
  customInspectSymbol, kEnumerableProperty, lazyDOMException,
} = require('internal/util');
const { validateString } = require('internal/validators');
const {
  PerformanceMark, createMeasure, inspectAs, markTimes, setTag, toText,
} = require('internal/perf/entry');
const { isMilestone } = require('internal/perf/node_timing_names');
const { eventLoopUtilization, nodeTiming } =
  require('internal/perf/node_timing');
const { collect, enqueue, forget, keep } = require('internal/perf/observe');
const { keepResource, setResourceLimit } =
  require('internal/perf/resource_buffer');
const { timerify } = require('internal/perf/timerify');

const kConstruct = Symbol('kConstruct');

// The time of a mark, a milestone, or a number that is one.
function timeOf(mark) {
  if (typeof mark === 'number') {
    if (mark < 0) {
      throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(mark);
    }
    return mark;
  }
  const name = toText(mark);
  if (isMilestone(name)) {
    return nodeTiming[name];
  }
  const time = markTimes.get(name);
  if (time === undefined) {
    throw lazyDOMException(
      `The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return time;
}

// From where to where a measure goes: two of start, end and duration say it.
function spanOf(from, endMark) {
  const options = typeof from === 'object' && from !== null ? from : undefined;
  let { start, end, duration } = options ?? {};
  if (options !== undefined) {
    if (endMark !== undefined) {
      throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
        'endMark must not be specified');
    }
    if (start !== undefined && end !== undefined && duration !== undefined) {
      throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
        'Must not have options.start, options.end, and ' +
        'options.duration specified');
    }
  } else {
    start = typeof from === 'string' ? from : undefined;
    end = endMark;
    duration = undefined;
  }
  if (end !== undefined) {
    end = timeOf(end);
  }
  if (start !== undefined) {
    start = timeOf(start);
  } else if (end !== undefined && duration !== undefined) {
    start = end - timeOf(duration);
  } else {
    start = 0;
  }
  end ??= duration !== undefined && options.start !== undefined ?
    start + timeOf(duration) : now();
  return { start, duration: end - start };
}

class Performance extends EventTarget {
  #brand;

  constructor(skip = undefined) {
    if (skip !== kConstruct) {
      throw new ERR_ILLEGAL_CONSTRUCTOR();
    }
    super();
  }

  static check(performance) {
    if (typeof performance !== 'object' || performance === null ||
        !(#brand in performance)) {
      throw new ERR_INVALID_THIS('Performance');
    }
  }

  clearMarks(name = undefined) {
    check(this);
    if (name === undefined) {
      markTimes.clear();
    } else {
      name = toText(name);
      markTimes.delete(name);
    }
    forget('mark', name);
  }

  clearMeasures(name = undefined) {
    check(this);
    forget('measure', name === undefined ? undefined : toText(name));
  }

  clearResourceTimings(name = undefined) {
    check(this);
    forget('resource', name === undefined ? undefined : toText(name));
  }

  getEntries() {
    check(this);
    return collect();
  }

  getEntriesByName(name, type = undefined) {
    check(this);
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('name');
    }
    return collect(type === undefined ? undefined : toText(type), toText(name));
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('type');
    }
    return collect(toText(type));
  }

  mark(name, options = undefined) {
    check(this);
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('name');
    }
    const mark = new PerformanceMark(name, options);
    keep(mark);
    enqueue(mark);
    return mark;
  }

  measure(name, startOrOptions = undefined, endMark = undefined) {
    check(this);
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('name');
    }
    validateString(name, 'name');
    const { start, duration } = spanOf(startOrOptions, endMark);
    const measure =
      createMeasure(name, start, duration, startOrOptions?.detail);
    keep(measure);
    enqueue(measure);
    return measure;
  }

  now() {
    check(this);
    return now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this);
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('maxSize');
    }
    setResourceLimit(maxSize);
  }

  get timeOrigin() {
    check(this);
    return timeOrigin;
  }

  toJSON() {
    check(this);
    return {
      nodeTiming, timeOrigin, eventLoopUtilization: eventLoopUtilization(),
    };
  }

  [customInspectSymbol](depth, options, inspect) {
    return inspectAs(this, { nodeTiming, timeOrigin: this.timeOrigin },
                     depth, options, inspect);
  }
}
const { check } = Performance;
delete Performance.check;

const names = [
  'clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries',
  'getEntriesByName', 'getEntriesByType', 'mark', 'measure', 'now',
  'setResourceTimingBufferSize', 'timeOrigin', 'toJSON',
];
const shown = { __proto__: null };
for (let i = 0; i < names.length; i++) {
  shown[names[i]] = kEnumerableProperty;
}
ObjectDefineProperties(Performance.prototype, shown);

// For Fetch, from its timing info.
function markResourceTiming(timing, url, initiatorType, global, cacheMode,
                            bodyInfo, responseStatus, deliveryType) {
  const { createResourceTiming } = require('internal/perf/resource_timing');
  const entry = createResourceTiming(timing, url, initiatorType, cacheMode,
                                     responseStatus, deliveryType);
  keepResource(entry, () => performance.dispatchEvent(
    new Event('resourcetimingbufferfull', { [kTrustEvent]: true })));
  enqueue(entry);
  return entry;
}

// What the web does not have.
const own = {
  __proto__: null,
  eventLoopUtilization,
  nodeTiming,
  markResourceTiming,
  timerify,
};
for (const name in own) {
  own[name] = {
    __proto__: null, configurable: true, value: own[name], writable: true,
  };
}
ObjectDefineProperties(Performance.prototype, own);
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');
setTag(Performance, 'Performance');

const performance = ReflectConstruct(Performance, [kConstruct]);

module.exports = { Performance, performance };
