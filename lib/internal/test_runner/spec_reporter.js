// SPDX-License-Identifier: MIT
'use strict';
// The report of a run of tests for people: a line for each test when it is
// done, counts and failures at the end.

const {
  ArrayPrototypePush,
  StringPrototypeRepeat,
  StringPrototypeReplaceAll,
} = primordials;

const kMarks = {
  '__proto__': null, 'pass': '\u2714', 'fail': '\u2716', 'skip': '\ufe63',
  'todo': '\u26a0', 'open': '\u25b6', 'info': '\u2139',
};
const kColors = {
  '__proto__': null, 'pass': 'green', 'fail': 'red', 'skip': 'gray',
  'todo': 'yellow', 'info': 'blue', 'open': 'gray',
};

const failures = [];

function color(kind, text) {
  const { stdout } = process;
  return stdout.isTTY && stdout.hasColors() ?
    require('util').styleText(kColors[kind], text) : text;
}

function write(text) {
  process.stdout.write(`${text}\n`);
}

function indentOf(test) {
  return StringPrototypeRepeat('  ', test.nesting);
}

function kindOf(test) {
  if (test.skipped) return 'skip';
  if (test.todo && !test.passed) return 'todo';
  return test.passed ? 'pass' : 'fail';
}

function describe(test) {
  const { skipReason, todoReason } = test;
  let text = `${test.name} (${test.duration}ms)`;
  if (test.skipped) {
    text += ` # ${skipReason || 'SKIP'}`;
  } else if (test.todo) {
    text += ` # ${todoReason || 'TODO'}`;
  }
  return text;
}

// A test that has others below it begins a group.
function opened(test) {
  write(indentOf(test) + color('open', `${kMarks.open} ${test.name}`));
}

function finished(test) {
  const kind = kindOf(test);
  write(indentOf(test) + color(kind, `${kMarks[kind]} ${describe(test)}`));
  for (let i = 0; i < test.diagnostics.length; i++) {
    diagnostic(test.diagnostics[i], test);
  }
  if (!test.passed && !test.skipped && test.failureType !== 'subtestsFailed') {
    ArrayPrototypePush(failures, test);
  }
}

function diagnostic(message, test) {
  write((test === undefined ? '' : indentOf(test)) +
        color('info', `${kMarks.info} ${message}`));
}

function errorText(error) {
  const cause = error.code === 'ERR_TEST_FAILURE' &&
    error.cause !== undefined ? error.cause : error;
  return StringPrototypeReplaceAll(
    require('internal/util/inspect').inspect(cause, { colors: false }),
    '\n', '\n  ');
}

function summary(counts) {
  const rows = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped',
                'todo', 'duration_ms'];
  for (let i = 0; i < rows.length; i++) {
    diagnostic(`${rows[i]} ${counts[rows[i]]}`);
  }
  if (failures.length === 0) return;
  write(`\n${color('fail', `${kMarks.fail} failing tests:`)}`);
  for (let i = 0; i < failures.length; i++) {
    const test = failures[i];
    const kind = kindOf(test);
    write(`\n${test.location === undefined ? '' : `test at ${test.location}\n`
    }${color(kind, `${kMarks[kind]} ${describe(test)}`)}`);
    write(`  ${errorText(test.error)}`);
  }
}

module.exports = { diagnostic, finished, opened, summary };
