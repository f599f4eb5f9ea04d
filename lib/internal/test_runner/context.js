// SPDX-License-Identifier: MIT
'use strict';
// What a test's function is given.

const {
  Error,
  ObjectKeys,
  Promise,
  ReflectApply,
  SafeMap,
} = primordials;

const {
  validateFunction, validateNumber, validateObject, validateString,
} = require('internal/validators');

// t.assert has these besides what programs register.
const kNoAssertions = {
  '__proto__': null, 'AssertionError': true, 'strict': true, 'Assert': true,
  'CallTracker': true,
};

const registered = new SafeMap();

// assert.register() of node:test
function register(name, fn) {
  validateString(name, 'name');
  validateFunction(fn, 'fn');
  registered.set(name, fn);
}

class TestContext {
  #test;
  #assert;

  constructor(test) {
    this.#test = test;
  }

  get name() { return this.#test.name; }
  get fullName() { return this.#test.fullName; }
  get filePath() { return this.#test.file; }
  get signal() { return this.#test.signal; }
  get passed() { return this.#test.passed; }
  get error() { return this.#test.error; }
  get mock() { return this.#test.mock; }

  get assert() {
    return (this.#assert ??= makeAssert(this, this.#test));
  }

  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  plan(count, options) {
    this.#test.setPlan(count, options);
  }

  runOnly(value) {
    this.#test.runOnlySubtests = !!value;
  }

  skip(message) {
    this.#test.skip(message);
  }

  todo(message) {
    this.#test.setTodo(message);
  }

  test(name, options, fn) {
    this.#test.countPlanned();
    return this.#test.addTest(name, options, fn, this.test);
  }

  before(fn, options) { this.#test.addHook('before', fn, options); }
  after(fn, options) { this.#test.addHook('after', fn, options); }
  beforeEach(fn, options) { this.#test.addHook('beforeEach', fn, options); }
  afterEach(fn, options) { this.#test.addHook('afterEach', fn, options); }

  // Tries until `condition` neither throws nor rejects.
  waitFor(condition, options = {}) {
    validateFunction(condition, 'condition');
    validateObject(options, 'options');
    const { interval = 50, timeout = 1000 } = options;
    validateNumber(interval, 'options.interval', 0);
    validateNumber(timeout, 'options.timeout', 0);
    return new Promise((resolve, reject) => {
      let cause;
      let timer;
      const deadline = setTimeout(() => {
        clearTimeout(timer);
        const err = new Error('waitFor() timed out');
        err.cause = cause;
        reject(err);
      }, timeout);
      const poll = async () => {
        try {
          const value = await condition();
          clearTimeout(deadline);
          resolve(value);
        } catch (err) {
          cause = err;
          timer = setTimeout(poll, interval);
        }
      };
      poll();
    });
  }
}

function makeAssert(context, test) {
  const assert = require('assert');
  const result = { __proto__: null };
  const add = (name, fn) => {
    result[name] = (...args) => {
      test.countPlanned();
      return ReflectApply(fn, context, args);
    };
  };
  const names = ObjectKeys(assert);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (typeof assert[name] === 'function' && kNoAssertions[name] !== true) {
      add(name, assert[name]);
    }
  }
  registered.forEach((fn, name) => add(name, fn));
  return result;
}

class SuiteContext {
  #suite;

  constructor(suite) {
    this.#suite = suite;
  }

  get name() { return this.#suite.name; }
  get fullName() { return this.#suite.fullName; }
  get filePath() { return this.#suite.file; }
  get signal() { return this.#suite.signal; }
  get passed() { return this.#suite.passed; }

  diagnostic(message) {
    this.#suite.diagnostic(message);
  }
}

module.exports = { SuiteContext, TestContext, register };
