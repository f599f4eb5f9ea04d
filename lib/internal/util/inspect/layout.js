// SPDX-License-Identifier: MIT
// How the parts of a value are put on lines: all on one where they fit, many
// short array entries in columns, one to a line otherwise.
'use strict';

const {
  ArrayPrototypePush,
  MathFloor,
  MathMax,
  MathMin,
  MathRound,
  MathSqrt,
  StringPrototypeIncludes,
  StringPrototypePadEnd,
  StringPrototypePadStart,
  StringPrototypeRepeat,
} = primordials;
const { join, removeColors } = require('internal/util');

const kSeparatorWidth = 2;  // ", "
const kMaxColumns = 15;
const kFewestToGroup = 6;

const lengthOf = (ctx, part) =>
  (ctx.colors ? removeColors(part).length : part.length);

// Columns are chosen so that the block is about 2.5 times as wide as high.
function columnsFor(ctx, count, widest, total, entries) {
  const column = widest + kSeparatorWidth;
  const bias = MathSqrt(column - total / entries);
  const biased = MathMax(column - 3 - bias, 1);
  return MathMin(
    MathRound(MathSqrt(2.5 * biased * count) / biased),
    MathFloor((ctx.breakLength - ctx.indentationLvl) / column),
    ctx.compact * 4,
    kMaxColumns,
  );
}

// Joins the entries of an array into rows of aligned columns. `value` says
// whether they are numbers, which align to the right.
function groupArrayElements(ctx, output, value) {
  // "... more items" stays on a line of its own.
  const hasMore = ctx.maxArrayLength < output.length;
  const count = hasMore ? output.length - 1 : output.length;
  const lengths = [];
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const length = lengthOf(ctx, output[i]);
    lengths[i] = length;
    total += length + kSeparatorWidth;
    widest = MathMax(widest, length);
  }
  const column = widest + kSeparatorWidth;
  if (column * 3 + ctx.indentationLvl >= ctx.breakLength ||
      (total / column <= 5 && widest > 6)) {
    return output;
  }
  const columns = columnsFor(ctx, count, widest, total, output.length);
  if (columns <= 1) {
    return output;
  }
  const widths = [];
  for (let i = 0; i < columns; i++) {
    let width = 0;
    for (let j = i; j < count; j += columns) {
      width = MathMax(width, lengths[j]);
    }
    widths[i] = width + kSeparatorWidth;
  }
  let pad = StringPrototypePadStart;
  if (value !== undefined) {
    for (let i = 0; i < output.length; i++) {
      if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') {
        pad = StringPrototypePadEnd;
        break;
      }
    }
  }
  const rows = [];
  for (let i = 0; i < count; i += columns) {
    const last = MathMin(i + columns, count) - 1;
    let row = '';
    for (let j = i; j < last; j++) {
      const invisible = output[j].length - lengths[j];
      row += pad(`${output[j]}, `, widths[j - i] + invisible, ' ');
    }
    if (pad === StringPrototypePadStart) {
      const invisible = output[last].length - lengths[last];
      row += StringPrototypePadStart(
        output[last], widths[last - i] + invisible - kSeparatorWidth, ' ');
    } else {
      row += output[last];
    }
    ArrayPrototypePush(rows, row);
  }
  if (hasMore) {
    ArrayPrototypePush(rows, output[count]);
  }
  return rows;
}

function fitsOnOneLine(ctx, output, start, base) {
  let total = output.length + start;
  if (total + output.length > ctx.breakLength) {
    return false;
  }
  for (let i = 0; i < output.length; i++) {
    total += lengthOf(ctx, output[i]);
    if (total > ctx.breakLength) {
      return false;
    }
  }
  return base === '' || !StringPrototypeIncludes(base, '\n');
}

// `base` is what stands before the opening brace (a function, an error), the
// braces are text like "Foo {" and "}".
function reduceToSingleString(ctx, output, base, braces, isArrayLike,
                              recurseTimes, value) {
  const indentation = `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`;
  if (ctx.compact === true) {
    if (fitsOnOneLine(ctx, output, 0, base)) {
      return `${braces[0]}${base ? ` ${base}` : ''} ${join(output, ', ')} ` +
        braces[1];
    }
    const start = base === '' && braces[0].length === 1 ?
      ' ' : `${base ? ` ${base}` : ''}${indentation}  `;
    return `${braces[0]}${start}${join(output, `,${indentation}  `)} ${braces[1]}`;
  }
  const before = base ? `${base} ` : '';
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    const entries = output.length;
    if (isArrayLike && entries > kFewestToGroup) {
      output = groupArrayElements(ctx, output, value);
    }
    // Only the innermost levels go on one line, and no grouped array.
    if (ctx.currentDepth - recurseTimes < ctx.compact &&
        entries === output.length) {
      const start = output.length + ctx.indentationLvl + braces[0].length +
        base.length + 10;
      if (fitsOnOneLine(ctx, output, start, base)) {
        const joined = join(output, ', ');
        if (!StringPrototypeIncludes(joined, '\n')) {
          return `${before}${braces[0]} ${joined} ${braces[1]}`;
        }
      }
    }
  }
  return `${before}${braces[0]}${indentation}  ` +
    `${join(output, `,${indentation}  `)}${indentation}${braces[1]}`;
}

module.exports = { groupArrayElements, reduceToSingleString };
