// SPDX-License-Identifier: MIT
'use strict';
// Programs that begin with an ES module, and --import. A program whose first
// module never settles ends with exit code 13.

const {
  PromisePrototypeThen,
  PromiseResolve,
  RegExpPrototypeExec,
  SafeSet,
  StringPrototypeRepeat,
  StringPrototypeSplit,
} = primordials;

const realm = require('internal/bootstrap/realm');
const { getOptionValue } = require('internal/options');
const { evaluate, linkedRecord, linkedText, resolve } =
  require('internal/modules/esm/loader');
const { fileURL, resolveSpecifier } =
  require('internal/modules/esm/specifier');
const { setMain } = require('internal/modules/esm/meta');
const { kWaiting } = require('internal/modules/esm/record');

const kUnsettledTopLevelAwait = 13;

function fail(err) {
  internalBinding('loop').triggerUncaughtException(err, true);
}

let mainRecord;

// The loop has nothing left to do and the program waits.
function onEnd() {
  if (process.exitCode !== undefined) return;
  process.exitCode = kUnsettledTopLevelAwait;
  if (mainRecord !== undefined) {
    waitingRecords(mainRecord).forEach((record) => warn(record));
  }
}

// The records of a graph that wait for something themselves.
function waitingRecords(record, found = new SafeSet(), visited = new SafeSet()) {
  if (visited.has(record)) return found;
  visited.add(record);
  if (record.waits && record.status === kWaiting &&
      record.pendingDependencies === 0) {
    found.add(record);
  }
  for (let i = 0; i < record.requests.length; i++) {
    waitingRecords(record.requests[i].record, found, visited);
  }
  return found;
}

// Where exactly it waits the engine does not tell: the first `await` is shown.
function warn(record) {
  if (getOptionValue('--warnings')) {
    showAwait(record, 'Warning: Detected unsettled top-level await at');
  }
}

function showAwait(record, title) {
  const { sourceOf } = require('internal/modules/esm/source');
  const lines = StringPrototypeSplit(sourceOf(record), '\n');
  for (let i = 0; i < lines.length; i++) {
    const match = RegExpPrototypeExec(/\bawait\b/, lines[i]);
    if (match === null) continue;
    process._rawDebug(
      `${title} ${record.url}:${i + 1}\n` +
      `${lines[i]}\n${StringPrototypeRepeat(' ', match.index)}^\n\n`);
    return;
  }
}

// Runs `begin` where microtasks run, as Node does: what it queues there comes
// before process.nextTick(). `begin` gives a promise, or undefined.
function run(begin) {
  realm.onEnd = onEnd;
  const done = () => {
    realm.onEnd = undefined;
  };
  PromisePrototypeThen(PromiseResolve(), () => {
    let promise;
    try {
      promise = begin();
    } catch (err) {
      // What a hook never answered never settles.
      if (err?.code === 'ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED') return;
      done();
      fail(err);
      return;
    }
    if (promise === undefined) {
      done();
      return;
    }
    PromisePrototypeThen(promise, done, (err) => {
      done();
      fail(err);
    });
  });
}

// The modules of --import, one after the other, then `next`.
function afterImports(next) {
  const list = getOptionValue('--import');
  const base = fileURL(`${process.cwd()}/`);
  const step = (index) => {
    for (; index < list.length; index++) {
      const promise = evaluate(linkedRecord(resolve(list[index], base)));
      if (promise !== undefined) {
        return PromisePrototypeThen(promise, () => step(index + 1));
      }
    }
    return next();
  };
  return step(0);
}

/** Runs a file as the program. */
function runMain(path) {
  run(() => {
    if (getOptionValue('--input-type') !== '') {
      const { ERR_INPUT_TYPE_NOT_ALLOWED } = require('internal/errors').codes;
      throw new ERR_INPUT_TYPE_NOT_ALLOWED();
    }
    const url = resolveSpecifier(fileURL(path), fileURL(path), true);
    setMain(url);
    mainRecord = linkedRecord(url);
    return evaluate(mainRecord);
  });
}

/** Runs the module of a URL as the program. */
function runURL(url) {
  run(() => afterImports(() => {
    setMain(url);
    mainRecord = linkedRecord(url);
    return evaluate(mainRecord);
  }));
}

/** Begins a file where hooks of module.register() look on, after imports. */
function startHooked(path) {
  const url = resolve(fileURL(path), undefined);
  setMain(url);
  mainRecord = linkedRecord(url);
  return evaluate(mainRecord);
}

/**
 * Loads what --import names, then does whatever `next` does.
 * @param {Function} next gives a promise, or undefined
 */
function runImports(next) {
  run(() => afterImports(next));
}

/** Runs a text of the command line as an ES module. */
function runText(name, text) {
  const url = `${fileURL(`${process.cwd()}/`)}${name}`;
  run(() => {
    setMain(url);
    mainRecord = linkedText(url, text);
    return evaluate(mainRecord);
  });
}

module.exports = {
  runImports,
  runMain,
  runText,
  runURL,
  showAwait,
  startHooked,
};
