// SPDX-License-Identifier: MIT
'use strict';
// A test and its place among others. Tests below one parent run one after the
// other unless `concurrency` says more; what they report stands in the order
// in which they were declared, whenever they end.

const {
  ArrayPrototypePush,
  ArrayPrototypeShift,
  Error,
  FunctionPrototypeCall,
  NumberPrototypeToFixed,
  Promise,
  PromisePrototypeThen,
  PromiseResolve,
  RegExpPrototypeExec,
} = primordials;

const { codes: { ERR_TEST_FAILURE, ERR_INVALID_ARG_TYPE } } =
  require('internal/errors');
const {
  validateAbortSignal, validateFunction, validateNumber, validateObject,
  validateUint32,
} = require('internal/validators');
const { SuiteContext, TestContext } =
  require('internal/test_runner/context');

const kCancelledByParent = 'cancelledByParent';
const kTestCodeFailure = 'testCodeFailure';
const kSubtestsFailed = 'subtestsFailed';
const kTimeoutFailure = 'testTimeoutFailure';
const kAborted = 'testAborted';
const kHookFailed = 'hookFailed';
const kUncaught = 'uncaughtException';

function now() {
  return process.hrtime.bigint();
}

function failure(cause, type) {
  return new ERR_TEST_FAILURE(cause, type);
}

// file:line:column of the program's code that declares a test.
function placeOf() {
  const { stack } = new Error();
  const lines = primordials.StringPrototypeSplit(stack, '\n');
  for (let i = 1; i < lines.length; i++) {
    if (RegExpPrototypeExec(/node:/, lines[i]) !== null) continue;
    const match =
      RegExpPrototypeExec(/\(?((?:file:\/\/)?\/[^()]*):(\d+):(\d+)\)?$/, lines[i]);
    if (match !== null) {
      return { __proto__: null, file: match[1],
               text: `${match[1]}:${match[2]}:${match[3]}` };
    }
  }
  return undefined;
}

function concurrencyOf(value, inherited) {
  if (value === undefined || value === null) return inherited;
  if (value === true) return Infinity;
  if (value === false) return 1;
  if (typeof value !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('options.concurrency',
                                   ['boolean', 'number'], value);
  }
  validateUint32(value, 'options.concurrency', true);
  return value;
}

// (name, options, fn) with any of them left out.
function normalize(name, options, fn, overrides) {
  if (typeof name === 'function') {
    fn = name;
    name = undefined;
    options = undefined;
  } else if (name !== null && typeof name === 'object') {
    fn = options;
    options = name;
    name = undefined;
  }
  if (typeof options === 'function') {
    fn = options;
    options = undefined;
  }
  options ??= {};
  validateObject(options, 'options');
  return {
    __proto__: null,
    name: name === undefined || name === null || name === '' ?
      fn?.name || '<anonymous>' : `${name}`,
    options: { ...options, ...overrides },
    fn,
  };
}

class Test {
  subtests = [];
  pending = [];      // created, not started
  active = 0;
  reported = 0;      // how many of the subtests have been
  opened = false;    // its group has a head
  started = false;
  finished = false;
  passed = false;
  skipped = false;
  todo = false;
  cancelled = false;
  error = undefined;
  failureType = undefined;
  diagnostics = [];
  duration = 0;
  hooks = { __proto__: null, before: [], after: [], beforeEach: [],
            afterEach: [] };
  ranBefore = false;
  planned = undefined;
  counted = 0;
  runOnlySubtests = false;
  stop = undefined;  // (error) -> void: ends the wait for its function
  isSuite = false;
  #mock;
  #controller;

  constructor(parent, { name, options, fn }, harness) {
    this.parent = parent;
    this.harness = harness ?? parent.harness;
    this.name = name;
    this.fn = fn;
    this.nesting = parent === null ? -1 : parent.nesting + 1;
    const { concurrency, only, signal, skip, timeout, todo, plan } = options;
    if (timeout !== undefined && timeout !== null && timeout !== Infinity) {
      validateNumber(timeout, 'options.timeout', 0, 2 ** 31 - 1);
      this.timeout = timeout;
    } else {
      this.timeout = Infinity;
    }
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    this.outerSignal = signal;
    this.concurrency = concurrencyOf(
      concurrency, parent === null || !parent.isSuite ? 1 : parent.concurrency);
    this.only = !!only;
    if (skip) this.skip(skip);
    if (todo) this.setTodo(todo);
    if (plan !== undefined) this.setPlan(plan);
    this.done = new Promise((resolve) => { this.resolve = resolve; });
    const place = parent === null ? undefined : placeOf();
    this.location = place?.text;
    this.file = place?.file;
  }

  get fullName() {
    return this.parent === null || this.parent.parent === null ? this.name :
      `${this.parent.fullName} > ${this.name}`;
  }

  get signal() {
    return (this.#controller ??= new globalThis.AbortController()).signal;
  }

  get mock() {
    if (this.#mock === undefined) {
      const { MockTracker } = require('internal/test_runner/mock');
      this.#mock = new MockTracker();
    }
    return this.#mock;
  }

  skip(reason) {
    this.skipped = true;
    this.skipReason = typeof reason === 'string' ? reason : undefined;
  }

  setTodo(reason) {
    this.todo = true;
    this.todoReason = typeof reason === 'string' ? reason : undefined;
  }

  diagnostic(message) {
    ArrayPrototypePush(this.diagnostics, `${message}`);
  }

  setPlan(count) {
    validateUint32(count, 'count');
    this.planned = count;
  }

  countPlanned() {
    this.counted++;
  }

  addHook(kind, fn, options = {}) {
    validateFunction(fn, 'fn');
    validateObject(options, 'options');
    ArrayPrototypePush(this.hooks[kind],
                       { __proto__: null, fn, timeout: options.timeout });
    // A hook that a running test adds runs at once.
    if (kind === 'before' && this.started && !this.isSuite &&
        this.ranBefore) {
      this.ranBefore = false;
    }
  }

  addTest(name, options, fn, overrides) {
    const test = new Test(this, normalize(
      name, options, fn,
      typeof overrides === 'object' ? overrides : undefined));
    return this.add(test);
  }

  add(test) {
    if (this.finished) {
      test.fail(failure('test could not be started because its parent ' +
                        'finished', 'parentAlreadyFinished'));
    }
    ArrayPrototypePush(this.subtests, test);
    ArrayPrototypePush(this.pending, test);
    if (this.finished) {
      this.pending.length--;
      test.end();
    } else {
      this.schedule();
    }
    return test.done;
  }

  // Starts as many as may run.
  schedule() {
    if (!this.started && this.parent !== null) return;
    while (this.active < this.concurrency && this.pending.length > 0) {
      const next = ArrayPrototypeShift(this.pending);
      this.active++;
      next.run();
    }
  }

  fail(error) {
    if (this.error !== undefined) return;
    this.error = error;
    this.failureType = error.failureType;
    this.passed = false;
  }

  isFiltered() {
    const { parent } = this;
    return (this.harness.only || parent.runOnlySubtests) && !this.only &&
      !hasOnly(this) && !isOnlyAbove(this);
  }

  async run() {
    this.started = true;
    this.start = now();
    this.harness.enter(this);
    try {
      if (this.error === undefined && !this.skipped && !this.isFiltered()) {
        await this.runFunction();
      } else if (this.error === undefined && this.isFiltered() &&
                 !this.skipped) {
        this.skip("'only' option not set");
      }
    } catch (err) {
      this.fail(err?.code === 'ERR_TEST_FAILURE' ? err :
        failure(err, kTestCodeFailure));
    }
    this.end();
  }

  // Its function with the hooks around it, then what it has declared.
  async runFunction() {
    const { parent } = this;
    const context = this.makeContext();
    try {
      await parent.runBefore();
      await runEach(parent, 'beforeEach', context, this);
      await this.limited(() => this.callFunction(context));
      await this.waitForSubtests();
      this.checkPlan();
    } catch (err) {
      this.fail(err?.code === 'ERR_TEST_FAILURE' ? err :
        failure(err, kTestCodeFailure));
      await this.cancelSubtests();
    }
    await this.runHooks('after', context, true);
    try {
      await runEach(parent, 'afterEach', context, this);
    } catch (err) {
      this.fail(err);
    }
    this.#mock?.reset();
  }

  makeContext() {
    return new TestContext(this);
  }

  callFunction(context) {
    const { fn } = this;
    if (fn === undefined) return undefined;
    if (fn.length < 2) {
      return FunctionPrototypeCall(fn, context, context);
    }
    return new Promise((resolve, reject) => {
      const result = FunctionPrototypeCall(
        fn, context, context, (err) => (err ? reject(err) : resolve()));
      if (isPromise(result)) {
        reject(failure('passed a callback but also returned a Promise',
                       'callbackAndPromisePresent'));
      }
    });
  }

  // Ends early when the time is up, a signal says so, or stop() is called.
  limited(call) {
    return new Promise((resolve, reject) => {
      let timer;
      const finish = (settle, value) => {
        if (timer !== undefined) clearTimeout(timer);
        this.stop = undefined;
        this.outerSignal?.removeEventListener('abort', onAbort);
        settle(value);
      };
      const onAbort = () => this.stop?.(failure(
        this.outerSignal.reason ?? 'The test was aborted', kAborted));
      this.stop = (error) => {
        if (error.failureType === kCancelledByParent ||
            error.failureType === kTimeoutFailure ||
            error.failureType === kAborted) {
          this.cancelled = true;
        }
        this.#controller?.abort();
        finish(reject, error);
      };
      if (this.outerSignal !== undefined) {
        this.outerSignal.addEventListener('abort', onAbort);
        if (this.outerSignal.aborted) {
          onAbort();
          return;
        }
      }
      if (this.timeout !== Infinity) {
        timer = setTimeout(() => this.stop(failure(
          `test timed out after ${this.timeout}ms`, kTimeoutFailure)),
                           this.timeout);
        timer.unref();
      }
      let result;
      try {
        result = call();
      } catch (err) {
        finish(reject, failure(err, kTestCodeFailure));
        return;
      }
      if (isPromise(result)) {
        PromisePrototypeThen(
          PromiseResolve(result), () => finish(resolve),
          (err) => finish(reject, err?.code === 'ERR_TEST_FAILURE' ? err :
            failure(err, kTestCodeFailure)));
      } else {
        finish(resolve);
      }
    });
  }

  async waitForSubtests() {
    // One that was not awaited is the parent's to end.
    if (!this.isSuite && this.unfinished() > 0) {
      await this.cancelSubtests();
    }
    for (let i = 0; i < this.subtests.length; i++) {
      await this.subtests[i].done;
    }
    const failed = this.countFailed();
    if (failed > 0) {
      throw failure(`${failed} subtest${failed > 1 ? 's' : ''} failed`,
                    kSubtestsFailed);
    }
  }

  unfinished() {
    let count = 0;
    for (let i = 0; i < this.subtests.length; i++) {
      if (!this.subtests[i].finished) count++;
    }
    return count;
  }

  countFailed() {
    let count = 0;
    for (let i = 0; i < this.subtests.length; i++) {
      const { error, todo } = this.subtests[i];
      if (error !== undefined && !todo) count++;
    }
    return count;
  }

  async cancelSubtests() {
    this.pending.length = 0;
    for (let i = 0; i < this.subtests.length; i++) {
      const test = this.subtests[i];
      if (test.finished) continue;
      test.cancel(failure('test did not finish before its parent and was ' +
                          'cancelled', kCancelledByParent));
      await test.done;
    }
  }

  cancel(error) {
    this.cancelled = true;
    this.fail(error);
    if (this.stop !== undefined) {
      this.stop(error);
    } else if (!this.started) {
      this.end();
    }
  }

  checkPlan() {
    if (this.planned !== undefined && this.planned !== this.counted) {
      throw failure(`plan expected ${this.planned} assertions but received ` +
                    `${this.counted}`, kTestCodeFailure);
    }
  }

  // The `before` hooks, when the first test below needs them.
  async runBefore() {
    if (this.ranBefore) return;
    this.ranBefore = true;
    await this.runHooks('before', this.makeContext(), false);
  }

  async runHooks(kind, context, quiet) {
    const hooks = this.hooks[kind];
    for (let i = 0; i < hooks.length; i++) {
      try {
        await callHook(hooks[i], context);
      } catch (err) {
        const error = failure(err, kHookFailed);
        if (!quiet) throw error;
        this.fail(error);
      }
    }
    if (kind !== 'beforeEach' && kind !== 'afterEach') hooks.length = 0;
  }

  end() {
    if (this.finished) return;
    this.finished = true;
    this.passed = this.error === undefined;
    if (this.start !== undefined) {
      this.duration = +NumberPrototypeToFixed(Number(now() - this.start) / 1e6, 6);
    }
    const { parent } = this;
    if (this.started) {
      this.harness.leave(this);
      parent.active--;
    }
    parent.report();
    this.resolve();
    parent.schedule();
  }

  // Whether everything before it has been reported.
  isNext() {
    const { parent } = this;
    return parent === null ||
      parent.subtests[parent.reported] === this && parent.isNext();
  }

  // Reports the subtests that are done, as far as they are next.
  report() {
    if (!this.isNext()) return;
    const { reporter } = this.harness;
    for (;;) {
      const next = this.subtests[this.reported];
      if (next === undefined) return;
      if (next.subtests.length > 0) next.report();
      if (!next.finished) return;
      next.openGroups();
      reporter.finished(next);
      this.harness.count(next);
      this.reported++;
    }
  }

  // The heads of the groups that it stands in.
  openGroups() {
    const { parent } = this;
    if (parent === null || parent.parent === null || parent.opened) return;
    parent.openGroups();
    parent.opened = true;
    this.harness.reporter.opened(parent);
  }
}

class Suite extends Test {
  isSuite = true;

  constructor(parent, parts) {
    super(parent, parts);
    if (this.skipped || this.fn === undefined) return;
    // Its function only declares; that happens at once.
    this.harness.declaring(this, () => {
      try {
        const context = this.makeContext();
        const result = FunctionPrototypeCall(this.fn, context, context);
        if (isPromise(result)) {
          this.declared = PromisePrototypeThen(
            PromiseResolve(result), undefined,
            (err) => this.fail(failure(err, kTestCodeFailure)));
        }
      } catch (err) {
        this.fail(failure(err, kTestCodeFailure));
      }
    });
  }

  makeContext() {
    return new SuiteContext(this);
  }

  async runFunction() {
    const context = this.makeContext();
    try {
      await this.parent.runBefore();
      await this.declared;
      if (this.error !== undefined) throw this.error;
      await this.runBefore();
      await this.limited(async () => {
        this.schedule();
        await this.waitForSubtests();
      });
    } catch (err) {
      this.fail(err?.code === 'ERR_TEST_FAILURE' ? err :
        failure(err, kTestCodeFailure));
      await this.cancelSubtests();
    }
    await this.runHooks('after', context, true);
  }
}

function isPromise(value) {
  return value !== null && typeof value === 'object' &&
    typeof value.then === 'function';
}

function callHook({ fn, timeout }, context) {
  return new Promise((resolve, reject) => {
    let timer;
    if (timeout !== undefined && timeout !== Infinity) {
      timer = setTimeout(
        () => reject(new Error(`hook timed out after ${timeout}ms`)), timeout);
    }
    const settle = (err) => {
      if (timer !== undefined) clearTimeout(timer);
      if (err) reject(err);
      else resolve();
    };
    if (fn.length > 1) {
      FunctionPrototypeCall(fn, context, context, settle);
      return;
    }
    const result = FunctionPrototypeCall(fn, context, context);
    if (isPromise(result)) {
      PromisePrototypeThen(PromiseResolve(result), () => settle(),
                           (err) => settle(err ?? new Error('rejected')));
    } else {
      settle();
    }
  });
}

// The hooks around each test: from the outermost in before, out again after.
async function runEach(parent, kind, context, test) {
  if (test.isSuite) return;
  if (kind === 'beforeEach' && parent.parent !== null) {
    await runEach(parent.parent, kind, context, test);
  }
  await parent.runHooks(kind, context, false);
  if (kind === 'afterEach' && parent.parent !== null) {
    await runEach(parent.parent, kind, context, test);
  }
}

function hasOnly(test) {
  for (let i = 0; i < test.subtests.length; i++) {
    if (test.subtests[i].only || hasOnly(test.subtests[i])) return true;
  }
  return false;
}

function isOnlyAbove(test) {
  for (let above = test.parent; above !== null; above = above.parent) {
    if (above.only && !hasOnly(above)) return true;
  }
  return false;
}

module.exports = {
  Suite,
  Test,
  failure,
  kCancelledByParent,
  kUncaught,
  normalize,
};
