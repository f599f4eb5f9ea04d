// SPDX-License-Identifier: MIT
// Draws the table of console.table().
'use strict';

const {
  MathMax,
  ObjectPrototypeHasOwnProperty,
  StringPrototypeRepeat,
} = primordials;

const { getStringWidth } = require('internal/util/inspect');

const kHorizontal = '\u2500';
const kVertical = '\u2502';

function renderRow(row, widths) {
  let text = kVertical;
  for (let i = 0; i < row.length; i++) {
    const rest = widths[i] - getStringWidth(row[i]) - 1;
    text += ` ${row[i]}${StringPrototypeRepeat(' ', rest)}${kVertical}`;
  }
  return text;
}

function renderLine(widths, left, middle, right) {
  let text = left;
  for (let i = 0; i < widths.length; i++) {
    text += (i === 0 ? '' : middle) +
      StringPrototypeRepeat(kHorizontal, widths[i]);
  }
  return text + right;
}

// `columns` are the cells below each of `head`; they may have holes.
function table(head, columns) {
  const rows = [];
  const widths = [];
  let height = 0;
  for (let i = 0; i < columns.length; i++) {
    height = MathMax(height, columns[i].length);
  }
  for (let i = 0; i < head.length; i++) {
    widths[i] = getStringWidth(head[i]) + 2;
    for (let j = 0; j < height; j++) {
      rows[j] ??= [];
      const cell = ObjectPrototypeHasOwnProperty(columns[i], j) ?
        columns[i][j] : '';
      rows[j][i] = cell;
      widths[i] = MathMax(widths[i], getStringWidth(cell) + 2);
    }
  }
  let text = `${renderLine(widths, '\u250c', '\u252c', '\u2510')}\n` +
    `${renderRow(head, widths)}\n` +
    `${renderLine(widths, '\u251c', '\u253c', '\u2524')}\n`;
  for (let i = 0; i < rows.length; i++) {
    text += `${renderRow(rows[i], widths)}\n`;
  }
  return text + renderLine(widths, '\u2514', '\u2534', '\u2518');
}

module.exports = table;
