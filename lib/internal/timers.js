'use strict';

// Timers and immediates behind node:timers.
//
// Timers of the same duration expire in the order in which they were started,
// so each duration has one linked list, and a heap orders the lists by the
// expiry of their oldest timer. A list's expiry may lie too early (its oldest
// timer was cleared or restarted): it is corrected when it comes up. The loop
// is told only the nearest expiry.
//
// The loop calls processTimers() and processImmediate(), which run all that is
// due, and ticks and microtasks between two callbacks. Where settle() cannot,
// they return, and are called again.

const {
  MathTrunc,
  ReflectApply,
  SafeMap,
  Symbol,
  SymbolDispose,
  SymbolFor,
  SymbolToPrimitive,
} = primordials;
const {
  immediateInfo,
  now: getLibuvNow,
  scheduleTimer,
  setupTimers,
  timerInfo,
  toggleImmediateRef,
  toggleTimerRef,
} = internalBinding('loop');
const { context, destroy, enter, kFrame, leave } =
  require('internal/async_context');
const L = require('internal/linkedlist');
const { settle } = require('internal/process/task_queues');
const PriorityQueue = require('internal/priority_queue');

// Indices of immediateInfo.
const kCount = 0;
const kRefCount = 1;
const kHasOutstanding = 2;

const TIMEOUT_MAX = 2 ** 31 - 1;

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kTimeout = Symbol('timeout');
const kRefed = Symbol('refed');  // true, false, or null when not running
const kHasPrimitive = Symbol('kHasPrimitive');
const kNumber = Symbol('number');

const lists = new SafeMap();  // duration -> TimersList
const queue = new PriorityQueue(
  (a, b) => a.expiry - b.expiry,
  (list, position) => { list.position = position; });
let nextExpiry = Infinity;  // what the loop was told

const knownTimersById = { __proto__: null };

let warnedNegative = false;
let warnedNaN = false;

// --- one timer --------------------------------------------------------------

function warnDuration(after) {
  let name;
  let problem;
  if (after > TIMEOUT_MAX) {
    name = 'TimeoutOverflowWarning';
    problem = 'does not fit into a 32-bit signed integer';
  } else if (after < 0) {
    if (warnedNegative) return;
    warnedNegative = true;
    name = 'TimeoutNegativeWarning';
    problem = 'is a negative number';
  } else if (after !== after) {
    if (warnedNaN) return;
    warnedNaN = true;
    name = 'TimeoutNaNWarning';
    problem = 'is not a number';
  } else {
    return;
  }
  process.emitWarning(
    `${after} ${problem}.\nTimeout duration was set to 1.`, name);
}

class Timeout {
  // Not yet running: insert() starts it.
  constructor(callback, after, args, isRepeat, isRefed) {
    if (after === undefined) {
      after = 1;
    } else {
      after *= 1;  // to a number, as setTimeout() takes anything
      if (!(after >= 1 && after <= TIMEOUT_MAX)) {
        if (after !== 0) warnDuration(after);
        after = 1;
      }
    }
    this._idleTimeout = after;
    this._idlePrev = null;
    this._idleNext = null;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    if (isRefed) incRefCount();
    this[kFrame] = context.frame;
    if (context.tracker !== null) context.tracker.init(this, 'Timeout');
  }

  [kInspect](depth, options) {
    // The lists it is linked into would fill the screen.
    return require('internal/util/inspect').inspect(this, {
      ...options,
      depth: 0,
      customInspect: false,
    });
  }

  refresh() {
    insertGuarded(this, this[kRefed]);
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) decRefCount();
    }
    return this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) incRefCount();
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }
}

const { prototype } = Timeout;

prototype.close = function() {
  clearTimer(this);
  return this;
};

prototype[SymbolDispose] = function() {
  clearTimer(this);
};

// Node's timers are numbered by their async ids.
function asyncIdOf(timer) {
  return context.tracker === null ?
    ++context.lastId : context.tracker.idOf(timer);
}

prototype[SymbolToPrimitive] = function() {
  const id = this[kNumber] ??= asyncIdOf(this);
  if (!this[kHasPrimitive]) {
    this[kHasPrimitive] = true;
    knownTimersById[id] = this;
  }
  return id;
};

function incRefCount() {
  if (timerInfo[0]++ === 0) toggleTimerRef(true);
}

function decRefCount() {
  if (--timerInfo[0] === 0) toggleTimerRef(false);
}

// --- the lists --------------------------------------------------------------

class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.msecs = msecs;
    this.position = 0;  // in the heap
  }
}

function dropList(list) {
  queue.removeAt(list.position);
  lists.delete(list.msecs);
}

// Starts (or restarts) a timer: at the newest end of its duration's list.
function insert(item, msecs, start = getLibuvNow()) {
  msecs = MathTrunc(msecs);
  item._idleStart = start;
  let list = lists.get(msecs);
  if (list === undefined) {
    const expiry = start + msecs;
    list = new TimersList(expiry, msecs);
    lists.set(msecs, list);
    queue.insert(list);
    if (nextExpiry > expiry) {
      scheduleTimer(msecs);
      nextExpiry = expiry;
    }
  }
  L.append(list, item);
}

function insertGuarded(item, refed, start) {
  const msecs = item._idleTimeout;
  if (msecs < 0 || msecs === undefined) return;
  insert(item, msecs, start);
  // It may have ended before, and is alive again.
  if (item._destroyed || item[kRefed] === null ||
      item[kRefed] === undefined) {
    if (item._destroyed && context.tracker !== null) {
      context.tracker.init(item, 'Timeout');
    }
    item._destroyed = false;
    if (refed) incRefCount();
  } else if (refed === !item[kRefed]) {
    if (refed) incRefCount();
    else decRefCount();
  }
  item[kRefed] = refed;
}

// For owners of `_idleTimeout` and `_onTimeout` that are no Timeout.
function active(item) {
  insertGuarded(item, true);
}

function unenroll(item) {
  if (item._destroyed) return;
  item._destroyed = true;
  destroy(item);
  if (item[kHasPrimitive]) delete knownTimersById[item[kNumber]];
  L.remove(item);
  // An empty list of unreferenced timers goes when it comes up: taking it
  // out early pays only where it spares the loop a wake-up.
  if (item[kRefed]) {
    const list = lists.get(MathTrunc(item._idleTimeout));
    if (list !== undefined && L.isEmpty(list)) dropList(list);
    decRefCount();
  }
  item[kRefed] = null;
  item._idleTimeout = -1;
}

function clearTimer(timer) {
  if (timer?._onTimeout) {
    timer._onTimeout = null;
    unenroll(timer);
    return;
  }
  if (typeof timer === 'number' || typeof timer === 'string') {
    const known = knownTimersById[timer];
    if (known !== undefined) {
      known._onTimeout = null;
      unenroll(known);
    }
  }
}

function setUnrefTimeout(callback, after) {
  if (typeof callback !== 'function') {
    require('internal/validators').validateFunction(callback, 'callback');
  }
  const timer = new Timeout(callback, after, undefined, false, false);
  insert(timer, timer._idleTimeout);
  return timer;
}

function getTimerDuration(msecs, name) {
  const { validateNumber } = require('internal/validators');
  validateNumber(msecs, name);
  if (msecs < 0 || msecs === Infinity || msecs === -Infinity ||
      msecs !== msecs) {
    const { ERR_OUT_OF_RANGE } = require('internal/errors').codes;
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(
      `${msecs} does not fit into a 32-bit signed integer.` +
      `\nTimer duration was truncated to ${TIMEOUT_MAX}.`,
      'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

// --- running timers ---------------------------------------------------------

// The list that comes up next, its expiry corrected, or undefined. Drops
// lists that have become empty.
function peekList(now) {
  for (;;) {
    const list = queue.peek();
    if (list === undefined || list.expiry > now) return list;
    const timer = L.peek(list);
    if (timer === null) {
      dropList(list);
      continue;
    }
    const due = timer._idleStart + list.msecs;
    if (due <= now) return list;
    list.expiry = due > now + 1 ? due : now + 1;
    queue.percolateDown(1);
  }
}

function runTimer(timer) {
  L.remove(timer);
  if (!timer._onTimeout) {
    endTimer(timer);
    return;
  }
  const start = timer._repeat ? getLibuvNow() : 0;
  try {
    const { _timerArgs: args } = timer;
    enter(timer);
    if (args === undefined) timer._onTimeout();
    else ReflectApply(timer._onTimeout, timer, args);
    leave(timer);
  } finally {
    if (timer._repeat && timer._idleTimeout !== -1) {
      timer._idleTimeout = timer._repeat;
      insert(timer, timer._idleTimeout, start);
    } else if (timer._idleNext === null && timer._idlePrev === null &&
               !timer._destroyed) {
      endTimer(timer);
      timer._destroyed = true;
    }
  }
}

function endTimer(timer) {
  if (!timer._destroyed) destroy(timer);
  if (timer[kHasPrimitive]) delete knownTimersById[timer[kNumber]];
  if (timer[kRefed]) decRefCount();
  timer[kRefed] = null;
}

// Runs the timers that are due at `now`. Returns when to come back, on the
// loop's clock: 0 for never, negative if no timer is referenced.
function processTimers(now) {
  nextExpiry = Infinity;
  let list = peekList(now);
  while (list !== undefined && list.expiry <= now) {
    runTimer(L.peek(list));
    list = peekList(now);
    if (list === undefined || list.expiry > now || !settle()) break;
    now = getLibuvNow();
    list = peekList(now);
  }
  if (list === undefined) return 0;
  nextExpiry = list.expiry;
  return timerInfo[0] > 0 ? nextExpiry : -nextExpiry;
}

// --- immediates -------------------------------------------------------------

// Waiting for the next turn, oldest first.
const immediateQueue = { __proto__: null, head: null, tail: null };
// The oldest one of the batch that runs in this turn.
let batch = null;

class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    if (immediateInfo[kRefCount]++ === 0) toggleImmediateRef(true);
    immediateInfo[kCount]++;
    const { tail } = immediateQueue;
    if (tail === null) {
      immediateQueue.head = this;
    } else {
      tail._idleNext = this;
      this._idlePrev = tail;
    }
    immediateQueue.tail = this;
    this[kFrame] = context.frame;
    if (context.tracker !== null) context.tracker.init(this, 'Immediate');
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (immediateInfo[kRefCount]++ === 0) toggleImmediateRef(true);
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (--immediateInfo[kRefCount] === 0) toggleImmediateRef(false);
    }
    return this;
  }

  hasRef() {
    return !!this[kRefed];
  }
}

Immediate.prototype[SymbolDispose] = function() {
  clearImmediate(this);
};

// Takes it out of the queue or the batch and out of the counts.
function endImmediate(immediate) {
  const { _idleNext: next, _idlePrev: prev } = immediate;
  if (immediate === batch) batch = next;
  else if (immediate === immediateQueue.head) immediateQueue.head = next;
  if (immediate === immediateQueue.tail) immediateQueue.tail = prev;
  if (next !== null) next._idlePrev = prev;
  if (prev !== null) prev._idleNext = next;
  immediate._idleNext = null;
  immediate._idlePrev = null;
  immediate._destroyed = true;
  immediateInfo[kCount]--;
  if (immediate[kRefed] && --immediateInfo[kRefCount] === 0) {
    toggleImmediateRef(false);
  }
  immediate[kRefed] = null;
  immediateInfo[kHasOutstanding] = batch === null ? 0 : 1;
}

function clearImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  endImmediate(immediate);
  immediate._onImmediate = null;
  destroy(immediate);
}

// Runs the immediates of this turn, and says whether any are left; what is
// queued meanwhile waits for the next turn.
function processImmediate() {
  if (batch === null) {
    if (context.tracker !== null) context.tracker.drainDestroyed();
    batch = immediateQueue.head;
    immediateQueue.head = immediateQueue.tail = null;
    if (batch === null) return false;
  }
  do {
    runImmediate(batch);
  } while (batch !== null && settle());
  return batch !== null;
}

function runImmediate(immediate) {
  endImmediate(immediate);
  try {
    const { _argv: args } = immediate;
    enter(immediate);
    if (args === undefined) immediate._onImmediate();
    else ReflectApply(immediate._onImmediate, immediate, args);
    leave(immediate);
  } finally {
    destroy(immediate);
    immediate._onImmediate = null;
  }
}

setupTimers(processImmediate, processTimers);

module.exports = {
  TIMEOUT_MAX,
  kTimeout,
  Timeout,
  Immediate,
  kRefed,
  kHasPrimitive,
  setUnrefTimeout,
  getTimerDuration,
  active,
  insert,
  clearTimer,
  clearImmediate,
};
