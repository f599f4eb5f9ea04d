// SPDX-License-Identifier: MIT
'use strict';
// The root of all tests of a process, and what ends it: when nothing is left
// to do, tests that have not ended are cancelled, and the counts are shown.

const {
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeIndexOf,
  ArrayPrototypeSplice,
  NumberPrototypeToFixed,
  Number,
  Promise,
  PromisePrototypeThen,
} = primordials;

const { getOptionValue } = require('internal/options');
const {
  Suite, Test, failure, kCancelledByParent, kUncaught, normalize,
} = require('internal/test_runner/test');
const reporter = require('internal/test_runner/spec_reporter');

const suites = [];   // those whose functions run
const running = [];  // tests that have begun and not ended
const begin = process.hrtime.bigint();

const counts = {
  '__proto__': null, 'tests': 0, 'suites': 0, 'pass': 0, 'fail': 0,
  'cancelled': 0, 'skipped': 0, 'todo': 0, 'duration_ms': 0,
};

const harness = {
  __proto__: null,
  reporter,
  only: getOptionValue('--test-only'),

  enter(test) {
    ArrayPrototypePush(running, test);
  },
  leave(test) {
    const index = ArrayPrototypeIndexOf(running, test);
    if (index !== -1) ArrayPrototypeSplice(running, index, 1);
  },
  declaring(suite, declare) {
    ArrayPrototypePush(suites, suite);
    declare();
    ArrayPrototypePop(suites);
  },
  count(test) {
    if (test.isSuite) {
      counts.suites++;
    } else {
      counts.tests++;
      if (test.skipped) counts.skipped++;
      else if (test.todo) counts.todo++;
      else if (test.cancelled) counts.cancelled++;
      else if (test.passed) counts.pass++;
      else counts.fail++;
    }
    if (!test.passed && !test.todo && !test.skipped) process.exitCode = 1;
  },
};

let root;
let summarized = false;

function summarize() {
  if (summarized) return;
  summarized = true;
  counts.duration_ms = NumberPrototypeToFixed(
    Number(process.hrtime.bigint() - begin) / 1e6, 6);
  for (let i = 0; i < root.diagnostics.length; i++) {
    reporter.diagnostic(root.diagnostics[i]);
  }
  reporter.summary(counts);
}

// Nothing is left that could end a test.
function onBeforeExit() {
  const { subtests } = root;
  let open = false;
  for (let i = 0; i < subtests.length; i++) {
    if (subtests[i].finished) continue;
    open = true;
    cancelDeepest(subtests[i]);
  }
  if (open || root.ended) return;
  root.ended = true;
  PromisePrototypeThen(
    root.runHooks('after', root.makeContext(), true), () => {
      if (root.error !== undefined) {
        root.diagnostic(`after hook failed: ${root.error.message}`);
        process.exitCode = 1;
      }
      summarize();
    });
}

function cancelDeepest(test) {
  const error = failure('Promise resolution is still pending but the event ' +
                        'loop has already resolved', kCancelledByParent);
  for (let i = 0; i < test.subtests.length; i++) {
    if (!test.subtests[i].finished) cancelDeepest(test.subtests[i]);
  }
  test.cancel(error);
}

// An error that nobody caught belongs to the test that runs.
function onUncaught(err) {
  const test = running[running.length - 1];
  if (test === undefined || test.finished) {
    root.diagnostic(
      'Error: A resource generated asynchronous activity after the test ' +
      'ended. This activity created the error ' +
      `"${err}" which triggered an uncaughtException event, caught by the ` +
      'test runner.');
    process.exitCode = 1;
    return;
  }
  const error = failure(err, kUncaught);
  test.fail(error);
  test.stop?.(error);
}

function getRoot() {
  if (root === undefined) {
    root = new Test(null, { __proto__: null, name: '<root>', options: {},
                            fn: undefined }, harness);
    root.started = true;
    process.on('uncaughtException', onUncaught);
    process.on('unhandledRejection', onUncaught);
    process.on('beforeExit', onBeforeExit);
    process.on('exit', summarize);
  }
  return root;
}

// What a test declared here stands below.
function current() {
  return suites.length > 0 ? suites[suites.length - 1] : getRoot();
}

function runInParent(Kind, name, options, fn, overrides) {
  const parent = current();
  const test = new Kind(parent, normalize(name, options, fn, overrides));
  // Awaiting one that a suite declares would wait for the suite.
  const done = parent.add(test);
  return parent.isSuite ? PromisePrototypeThen(Promise.resolve()) : done;
}

function declarer(Kind) {
  const declare = (name, options, fn) =>
    runInParent(Kind, name, options, fn, undefined);
  const kinds = ['skip', 'todo', 'only'];
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    declare[kind] = (name, options, fn) =>
      runInParent(Kind, name, options, fn, { __proto__: null, [kind]: true });
  }
  return declare;
}

function hook(kind) {
  return (fn, options) => current().addHook(kind, fn, options);
}

module.exports = {
  after: hook('after'),
  afterEach: hook('afterEach'),
  before: hook('before'),
  beforeEach: hook('beforeEach'),
  suite: declarer(Suite),
  test: declarer(Test),
};
