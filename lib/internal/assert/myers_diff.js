'use strict';

// The shortest edit script between two lists (Myers, 1986), and how
// AssertionError shows it.

const { Int32Array } = primordials;
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const colors = require('internal/util/colors');

const kNop = 0;  // in both
const kInsert = 1;  // in the actual list only
const kDelete = -1;  // in the expected list only
const kShownLines = 5;  // of a run of equal lines

// Lines of nested objects differ by a comma when one is the last.
function linesEqual(a, b, ignoreComma) {
  return a === b || (ignoreComma && (`${a},` === b || a === `${b},`));
}

// Returns [kind, value] pairs from the last to the first.
function myersDiff(actual, expected, ignoreComma = false) {
  const n = actual.length;
  const m = expected.length;
  const max = n + m;
  if (max > 2 ** 31 - 1) {
    throw new ERR_OUT_OF_RANGE('myersDiff input size', '< 2^31', max);
  }
  // front[k + max]: how far down the list diagonal k has come.
  const front = new Int32Array(2 * max + 2);
  const trace = [];
  for (let level = 0; level <= max; level++) {
    trace.push(front.slice(max - level, max + level + 2));
    for (let k = -level; k <= level; k += 2) {
      let x = k === -level ||
        (k !== level && front[k - 1 + max] < front[k + 1 + max]) ?
        front[k + 1 + max] : front[k - 1 + max] + 1;
      let y = x - k;
      while (x < n && y < m &&
             linesEqual(actual[x], expected[y], ignoreComma)) {
        x++;
        y++;
      }
      front[k + max] = x;
      if (x >= n && y >= m) {
        return walkBack(trace, actual, expected, ignoreComma);
      }
    }
  }
}

function walkBack(trace, actual, expected, ignoreComma) {
  const result = [];
  let x = actual.length;
  let y = expected.length;
  for (let level = trace.length - 1; level >= 0; level--) {
    const front = trace[level];  // its index 0 is diagonal -level
    const k = x - y;
    const from = k === -level ||
      (k !== level && front[k - 1 + level] < front[k + 1 + level]) ?
      k + 1 : k - 1;
    const fromX = level === 0 ? 0 : front[from + level];
    const fromY = fromX - (level === 0 ? 0 : from);
    while (x > fromX && y > fromY) {
      x--;
      y--;
      const withComma = ignoreComma && !actual[x].endsWith(',');
      result.push([kNop, withComma ? expected[y] : actual[x]]);
    }
    if (level > 0) {
      if (x > fromX) result.push([kInsert, actual[--x]]);
      else result.push([kDelete, expected[--y]]);
    }
  }
  return result;
}

function printSimpleMyersDiff(diff) {
  let message = '';
  for (let i = diff.length - 1; i >= 0; i--) {
    const { 0: kind, 1: value } = diff[i];
    const color = kind === kInsert ? colors.green :
      kind === kDelete ? colors.red : colors.white;
    message += `${color}${value}${colors.white}`;
  }
  return `\n${message}`;
}

function printMyersDiff(diff, operator = 'strictEqual') {
  const isPartial = operator === 'partialDeepStrictEqual';
  let message = '';
  let skipped = false;
  let equalLines = 0;
  for (let i = diff.length - 1; i >= 0; i--) {
    const { 0: kind, 1: value } = diff[i];
    if (kind === kNop) {
      if (equalLines < kShownLines) message += `${colors.white}  ${value}\n`;
      equalLines++;
      continue;
    }
    // The end of a run: what would be skipped must be worth a line.
    const hidden = equalLines - kShownLines;
    if (hidden >= 3) {
      message += `${colors.blue}...${colors.white}\n`;
      skipped = true;
    } else if (hidden === 2) {
      message += `${colors.white}  ${diff[i + 2][1]}\n`;
    }
    if (hidden >= 1) message += `${colors.white}  ${diff[i + 1][1]}\n`;
    equalLines = 0;

    if (kind === kInsert) {
      message += isPartial ?
        `${colors.gray}${colors.hasColors ? ' ' : '+'} ${value}` +
        `${colors.white}\n` :
        `${colors.green}+${colors.white} ${value}\n`;
    } else {
      message += `${colors.red}-${colors.white} ${value}\n`;
    }
  }
  message = message.trimEnd();
  return { message: `\n${message}`, skipped };
}

module.exports = { myersDiff, printMyersDiff, printSimpleMyersDiff };
