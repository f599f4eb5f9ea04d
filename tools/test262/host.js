// SPDX-License-Identifier: MIT
'use strict';
// The part of the test262 runner that lives in the runtime under test: makes
// the host objects that the suite asks for, runs tests, writes a line for
// each. Three ways in, by what LODE_TEST262 holds:
//
//   nothing      jobs come on standard input, one JSON text a line; each runs
//                in a realm of its own. Lines out: "> id", then "= id result".
//   a script     one job, run as global code of this process's own realm
//   a module     one job; this file is preloaded (-r), and the test itself is
//                the main program, so that its relative imports are its own
//
// A result is "pass" or the reason why not.

const fs = require('fs');
const path = require('path');
const vm = require('vm');

const kAsyncLimit = 5000;  // ms until an asynchronous test in a batch is late
const { USE_MAIN_CONTEXT_DEFAULT_LOADER: defaultLoader } = vm.constants;
const texts = new Map();  // harness file -> compiled script

function harness(job, name) {
  let script = texts.get(name);
  if (script === undefined) {
    const filename = path.join(job.harness, name);
    script = new vm.Script(fs.readFileSync(filename, 'utf8'), { filename });
    texts.set(name, script);
  }
  return script;
}

// What a realm is to this file: how to run a script in it, and its global.
function mainRealm() {
  return {
    global: globalThis,
    run: (script) => script.runInThisContext(),
  };
}

function newRealm() {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  return {
    global: context,
    run: (script) => script.runInContext(context),
  };
}

function compile(source, filename) {
  return new vm.Script(source, {
    filename,
    importModuleDynamically: defaultLoader,
  });
}

function define(object, name, value) {
  Object.defineProperty(object, name, {
    __proto__: null, configurable: true, enumerable: false, value,
    writable: true,
  });
}

function collect() {
  if (typeof globalThis.gc !== 'function') throw new Error('no gc here');
  globalThis.gc();
}

function install(realm, job, print) {
  const { global } = realm;
  const host = {
    global,
    createRealm() {
      const other = newRealm();
      install(other, job, print);
      return other.global.$262;
    },
    evalScript(source) {
      return realm.run(compile(`${source}`, 'evalScript'));
    },
    detachArrayBuffer(buffer) {
      structuredClone(buffer, { transfer: [buffer] });
    },
    gc: collect,
  };
  define(global, '$262', host);
  define(global, 'print', print);
}

function prepare(realm, job, print) {
  install(realm, job, print);
  if (job.raw) return;
  realm.run(harness(job, 'assert.js'));
  realm.run(harness(job, 'sta.js'));
  if (job.async) realm.run(harness(job, 'doneprintHandle.js'));
  for (const name of job.includes) realm.run(harness(job, name));
}

function nameOf(err) {
  try {
    return err?.constructor?.name ?? typeof err;
  } catch {
    return 'an error that cannot be asked';
  }
}

function describe(err) {
  let message;
  try {
    message = err !== null && typeof err === 'object' ? err.message : err;
    message = `${String(message)}`.split('\n', 1)[0];
  } catch {
    message = '?';
  }
  return `${nameOf(err)}: ${message}`.slice(0, 300);
}

// What an uncaught error means for this job.
function judge(job, err) {
  if (job.negative === null) return describe(err);
  if (nameOf(err) === job.negative.type) return 'pass';
  return `expected ${job.negative.type}, got ${describe(err)}`;
}

// The text and the compiled form of a script job; a syntax error is thrown.
function scriptOf(job) {
  const text = fs.readFileSync(job.file, 'utf8');
  return compile(job.strict ? `"use strict";\n${text}` : text, job.file);
}

// Runs one job; `report` gets the result, perhaps at once, perhaps twice.
function runScript(realm, job, report) {
  try {
    prepare(realm, job, (text) => {
      text = `${text}`;
      if (text === 'Test262:AsyncTestComplete') report('pass');
      else if (text.startsWith('Test262:AsyncTestFailure:')) {
        report(text.slice('Test262:AsyncTestFailure:'.length));
      }
    });
  } catch (err) {
    report(`harness: ${describe(err)}`);
    return;
  }
  let script;
  try {
    script = scriptOf(job);
    if (job.negative?.phase === 'parse') {
      report(`expected ${job.negative.type} at parse`);
      return;
    }
  } catch (err) {
    report(job.negative?.phase === 'runtime' ? `at parse: ${describe(err)}` :
      judge(job, err));
    return;
  }
  try {
    realm.run(script);
  } catch (err) {
    report(judge(job, err));
    return;
  }
  if (job.negative !== null) report(`expected ${job.negative.type}`);
  else if (!job.async) report('pass');
}

// Jobs from standard input, one after another.
function runBatch() {
  const jobs = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)
    .map((line) => JSON.parse(line));
  let current = null;  // the report function of the job that runs
  process.on('uncaughtException', (err) => {
    if (current !== null) current(`uncaught ${describe(err)}`);
  });
  process.on('unhandledRejection', () => {});
  let index = 0;
  const next = () => {
    if (index === jobs.length) process.exit();
    const job = jobs[index++];
    let done = false;
    let timer;
    fs.writeSync(1, `> ${job.id}\n`);
    current = (result) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      fs.writeSync(1, `= ${job.id} ${result}\n`);
      setImmediate(next);
    };
    if (job.async) {
      timer = setTimeout(current, kAsyncLimit, 'timeout');
    }
    runScript(newRealm(), job, current);
  };
  next();
}

// The one job of this process; the result is known when it ends.
function runAlone(job) {
  let result = null;
  const report = (text) => { result ??= text; };
  const write = fs.writeSync;
  process.on('uncaughtException', (err) => {
    report(judge(job, err));
    process.exit();
  });
  process.on('unhandledRejection', () => {});
  process.on('exit', () => {
    if (result === null) {
      if (job.negative !== null) result = `expected ${job.negative.type}`;
      else if (job.async) result = '$DONE was not called';
      else result = 'pass';
    }
    write(1, `\n= ${job.id} ${result}\n`);
    process.exitCode = 0;
  });
  if (!job.module) {
    runScript(mainRealm(), job, report);
    return;
  }
  prepare(mainRealm(), job, (text) => {
    text = `${text}`;
    if (text === 'Test262:AsyncTestComplete') report('pass');
    else if (text.startsWith('Test262:AsyncTestFailure:')) report(text);
  });
}

if (process.env.LODE_TEST262 === undefined) runBatch();
else runAlone(JSON.parse(process.env.LODE_TEST262));
