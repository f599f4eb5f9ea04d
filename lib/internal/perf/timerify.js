'use strict';
// SPDX-License-Identifier: MIT
//
// performance.timerify(): a function that measures each of its calls.

const {
  MathCeil, MathMax, ObjectDefineProperties, ReflectApply, ReflectConstruct,
} = primordials;

const { now } = internalBinding('performance');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateFunction, validateObject } =
  require('internal/validators');
const { createNodeEntry } = require('internal/perf/entry');
const { enqueue, isObserved } = require('internal/perf/observe');

function measured(fn, start, args, histogram) {
  const duration = now() - start;
  histogram?.record(MathMax(MathCeil(duration * 1e6), 1));
  if (isObserved('function')) {
    const entry = createNodeEntry(fn.name, 'function', start, duration, args);
    for (let i = 0; i < args.length; i++) {
      entry[i] = args[i];
    }
    enqueue(entry);
  }
}

function checkHistogram(histogram) {
  if (histogram !== undefined &&
      !require('internal/histogram').isRecordable(histogram)) {
    throw new ERR_INVALID_ARG_TYPE(
      'options.histogram', 'RecordableHistogram', histogram);
  }
}

function timerify(fn, options = kEmptyObject) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  checkHistogram(histogram);

  function timerified(...args) {
    const start = now();
    if (new.target !== undefined) {
      const made = ReflectConstruct(fn, args, fn);
      measured(fn, start, args, histogram);
      return made;
    }
    const result = ReflectApply(fn, this, args);
    if (typeof result?.finally === 'function') {
      return result.finally(() => measured(fn, start, args, histogram));
    }
    measured(fn, start, args, histogram);
    return result;
  }
  ObjectDefineProperties(timerified, {
    length: { __proto__: null, configurable: true, value: fn.length },
    name: {
      __proto__: null, configurable: true, value: `timerified ${fn.name}`,
    },
  });
  return timerified;
}

module.exports = { timerify };
