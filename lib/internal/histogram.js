'use strict';
// SPDX-License-Identifier: MIT
//
// Histograms after HdrHistogram: counts in buckets whose width doubles, each
// of as many parts as the wanted figures need. The counts are in shared
// memory, so that a clone in another thread is the same histogram.

const {
  AtomicsAdd, AtomicsLoad, BigInt, Map, MapPrototypeEntries, MathCeil,
  MathClz32, MathFloor, MathLog2, MathMax, MathSqrt, Number, NumberIsNaN,
  NumberMAX_SAFE_INTEGER, ObjectFromEntries, SharedArrayBuffer, Symbol,
  SymbolDispose, TypedArrayPrototypeFill, Uint32Array,
} = primordials;

const binding = internalBinding('performance');
const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { validateInteger, validateNumber, validateObject } =
  require('internal/validators');
const { kClone, kDeserialize } = require('internal/worker/js_transferable');

const kConstruct = Symbol('kConstruct');
// Also an empty histogram's least value.
const kMaxInt64 = 9223372036854775807n;
const kTwo32 = 2 ** 32;

// Where the totals are, as pairs (low, high) like the counts behind them.
const kTotal = 0;
const kExceeds = 1;
const kFirst = 2;

// The buckets of a histogram: which count a value belongs to, which values
// a count is for.
class Counts {
  constructor({ lowest, highest, figures, memory }) {
    this.lowest = lowest;
    this.highest = highest;
    this.figures = figures;
    this.unit = MathFloor(MathLog2(lowest));
    const wanted = MathCeil(MathLog2(2 * 10 ** figures));
    this.halfBits = MathMax(wanted, 1) - 1;
    this.half = 2 ** this.halfBits;
    let buckets = 1;
    for (let limit = 2 * this.half * 2 ** this.unit;
      limit <= highest; limit *= 2) {
      buckets++;
    }
    this.length = (buckets + 1) * this.half;
    this.memory = memory ??
      new SharedArrayBuffer((kFirst + this.length) * 8);
    this.words = new Uint32Array(this.memory);
  }

  add(place, n) {
    const { words } = this;
    const low = n % kTwo32;
    const old = AtomicsAdd(words, 2 * place, low);
    const high = (n - low) / kTwo32 + (old + low >= kTwo32 ? 1 : 0);
    if (high !== 0) {
      AtomicsAdd(words, 2 * place + 1, high);
    }
  }

  get(place) {
    const { words } = this;
    return AtomicsLoad(words, 2 * place) +
      AtomicsLoad(words, 2 * place + 1) * kTwo32;
  }

  // Which doubling a value is in: 0 holds both halves of the first.
  bucketOf(value) {
    const high = MathFloor(value / kTwo32);
    const bits = high > 0 ? 64 - MathClz32(high) : 32 - MathClz32(value);
    return MathMax(bits - this.unit - this.halfBits - 1, 0);
  }

  record(value, n) {
    if (value > this.highest) {
      this.add(kExceeds, 1);
      return;
    }
    const bucket = this.bucketOf(value);
    const part = MathFloor(value / 2 ** (bucket + this.unit));
    this.add(kFirst + bucket * this.half + part, n);
    this.add(kTotal, n);
  }

  // The least value of the count at an index, and how many there are.
  valueAt(index) {
    const bucket = MathMax(MathFloor(index / this.half) - 1, 0);
    return (index - bucket * this.half) * 2 ** (bucket + this.unit);
  }

  widthAt(index) {
    return 2 ** (MathMax(MathFloor(index / this.half) - 1, 0) + this.unit);
  }

  // visit(index, count) for each count that is not 0, until it says true.
  each(visit) {
    const { words } = this;
    for (let i = 0; i < this.length; i++) {
      if (words[2 * (kFirst + i)] !== 0 || words[2 * (kFirst + i) + 1] !== 0) {
        if (visit(i, this.get(kFirst + i)) === true) {
          return;
        }
      }
    }
  }

  total() {
    return this.get(kTotal);
  }

  min() {
    let min = kMaxInt64;
    this.each((index) => {
      min = BigInt(this.valueAt(index));
      return true;
    });
    return min;
  }

  max() {
    let last = -1;
    this.each((index) => { last = index; });
    return last < 0 ? 0 : this.valueAt(last) + this.widthAt(last) - 1;
  }

  middleAt(index) {
    return this.valueAt(index) + MathFloor(this.widthAt(index) / 2);
  }

  mean() {
    let sum = 0;
    this.each((index, n) => { sum += n * this.middleAt(index); });
    return sum / this.total();
  }

  deviation() {
    const mean = this.mean();
    let sum = 0;
    this.each((index, n) => { sum += n * (this.middleAt(index) - mean) ** 2; });
    return MathSqrt(sum / this.total());
  }

  percentile(percentile) {
    const wanted = MathMax(
      MathFloor(percentile / 100 * this.total() + 0.5), 1);
    let seen = 0;
    let value = 0;
    this.each((index, n) => {
      seen += n;
      if (seen < wanted) return false;
      value = this.valueAt(index) + this.widthAt(index) - 1;
      return true;
    });
    return value;
  }

  // One step for each halving of what is left to 100.
  percentiles(map, convert) {
    const total = this.total();
    let next = 0;
    let seen = 0;
    let value = 0;
    this.each((index, n) => {
      seen += n;
      value = this.valueAt(index);
      while (seen <= total && next <= 100 * seen / total) {
        map.set(next, convert(value));
        const halvings = MathFloor(MathLog2(100 / (100 - next))) + 1;
        next += 100 / 2 ** halvings;
        // The last value is told once, and once more for 100.
        if (seen === total) {
          return true;
        }
      }
      return false;
    });
    map.set(100, convert(value));
    return map;
  }

  describe() {
    const { lowest, highest, figures, memory } = this;
    return { lowest, highest, figures, memory };
  }

  reset() {
    TypedArrayPrototypeFill(this.words, 0);
  }

  addAll(other) {
    other.each((index, n) => this.record(other.middleAt(index), n));
    this.add(kExceeds, other.get(kExceeds));
  }
}

class Histogram {
  #counts;

  constructor(skip = undefined, counts) {
    if (skip !== kConstruct) {
      throw new ERR_ILLEGAL_CONSTRUCTOR();
    }
    this.#counts = counts;
  }

  static counts(histogram, name = 'Histogram') {
    if (typeof histogram !== 'object' || histogram === null ||
        !(#counts in histogram)) {
      throw new ERR_INVALID_THIS(name);
    }
    return histogram.#counts;
  }

  get count() {
    return countsOf(this).total();
  }

  get countBigInt() {
    return BigInt(countsOf(this).total());
  }

  get min() {
    return Number(countsOf(this).min());
  }

  get minBigInt() {
    return countsOf(this).min();
  }

  get max() {
    return countsOf(this).max();
  }

  get maxBigInt() {
    return BigInt(countsOf(this).max());
  }

  get mean() {
    return countsOf(this).mean();
  }

  get exceeds() {
    return countsOf(this).get(kExceeds);
  }

  get exceedsBigInt() {
    return BigInt(countsOf(this).get(kExceeds));
  }

  get stddev() {
    return countsOf(this).deviation();
  }

  percentile(percentile) {
    const counts = countsOf(this);
    validateNumber(percentile, 'percentile');
    if (percentile <= 0 || percentile > 100 || NumberIsNaN(percentile)) {
      throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
    }
    return counts.percentile(percentile);
  }

  percentileBigInt(percentile) {
    return BigInt(this.percentile(percentile));
  }

  get percentiles() {
    return countsOf(this).percentiles(new Map(), Number);
  }

  get percentilesBigInt() {
    return countsOf(this).percentiles(new Map(), BigInt);
  }

  reset() {
    countsOf(this).reset();
  }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, percentiles } = this;
    return {
      count, min, max, mean, exceeds, stddev,
      percentiles: ObjectFromEntries(MapPrototypeEntries(percentiles)),
    };
  }

  [customInspectSymbol](depth, options, inspect) {
    if (depth < 0) {
      return options.stylize(`[${this.constructor.name}]`, 'special');
    }
    const { min, max, mean, exceeds, stddev, count, percentiles } = this;
    const fields = { min, max, mean, exceeds, stddev, count, percentiles };
    return `Histogram ${inspect(fields, {
      ...options, depth: options.depth == null ? null : options.depth - 1,
    })}`;
  }

  [kClone]() {
    return {
      data: countsOf(this).describe(),
      deserializeInfo: 'internal/histogram:ClonedHistogram',
    };
  }

  [kDeserialize](data) {
    this.#counts = new Counts(data);
  }
}

const { counts: countsOf } = Histogram;
delete Histogram.counts;

class RecordableHistogram extends Histogram {
  #last = undefined;

  record(val) {
    const counts = countsOf(this, 'RecordableHistogram');
    if (typeof val === 'bigint') {
      if (val < 1n || val > kMaxInt64) {
        throw new ERR_OUT_OF_RANGE('val', '>= 1', val);
      }
      val = Number(val);
    } else {
      validateInteger(val, 'val', 1);
    }
    counts.record(val, 1);
  }

  // Records the nanoseconds since the last call.
  recordDelta() {
    const counts = countsOf(this, 'RecordableHistogram');
    const now = binding.now();
    if (this.#last !== undefined) {
      counts.record(MathMax(MathFloor((now - this.#last) * 1e6), 1), 1);
    }
    this.#last = now;
  }

  add(other) {
    const counts = countsOf(this, 'RecordableHistogram');
    if (!isRecordable(other)) {
      throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    }
    counts.addAll(countsOf(other));
  }

  [kClone]() {
    return {
      data: countsOf(this).describe(),
      deserializeInfo: 'internal/histogram:ClonedRecordableHistogram',
    };
  }

  static isOne(value) {
    return typeof value === 'object' && value !== null && #last in value;
  }
}

const { isOne: isRecordable } = RecordableHistogram;
delete RecordableHistogram.isOne;

// Records how long the loop takes from one look of a timer to the next.
class ELDHistogram extends Histogram {
  #monitor;
  #enabled = false;

  constructor(skip = undefined, counts, resolution) {
    super(skip, counts);
    this.#monitor = binding.monitor(resolution);
  }

  enable() {
    if (this.#enabled) {
      return false;
    }
    this.#enabled = true;
    const counts = countsOf(this);
    binding.start(this.#monitor, (nanoseconds) => {
      counts.record(nanoseconds, 1);
    });
    return true;
  }

  disable() {
    if (!this.#enabled) {
      return false;
    }
    this.#enabled = false;
    binding.stop(this.#monitor);
    return true;
  }

  [SymbolDispose]() {
    this.disable();
  }
}

// What the deserializer makes and gives its data.
function ClonedHistogram() {
  return new Histogram(kConstruct);
}

function ClonedRecordableHistogram() {
  return new RecordableHistogram(kConstruct);
}

function checkBound(value, name, min) {
  if (typeof value === 'bigint') {
    if (value < BigInt(min) || value > kMaxInt64) {
      throw new ERR_OUT_OF_RANGE(name, `>= ${min}`, value);
    }
    return Number(value);
  }
  validateInteger(value, name, min);
  return value;
}

function createHistogram(options = kEmptyObject) {
  validateObject(options, 'options');
  const {
    lowest = 1, highest = NumberMAX_SAFE_INTEGER, figures = 3,
  } = options;
  const low = checkBound(lowest, 'options.lowest', 1);
  const high = checkBound(highest, 'options.highest', 2 * low);
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(
    kConstruct, new Counts({ lowest: low, highest: high, figures }));
}

// Up to an hour, in nanoseconds.
const kLoopDelays = { lowest: 1, highest: 3.6e12, figures: 3 };

function monitorEventLoopDelay(options = kEmptyObject) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new ELDHistogram(kConstruct, new Counts(kLoopDelays), resolution);
}

module.exports = {
  ClonedHistogram,
  ClonedRecordableHistogram,
  createHistogram,
  isRecordable,
  monitorEventLoopDelay,
};
