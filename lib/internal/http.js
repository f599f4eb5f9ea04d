// SPDX-License-Identifier: MIT
// What the parts of node:http share.
'use strict';

const { Date, DateNow, DatePrototypeToUTCString, Symbol } = primordials;

let dateText = '';
let dateLine = '';
let dateUntil = 0;

function renewDate(now) {
  dateText = DatePrototypeToUTCString(new Date(now));
  dateLine = `Date: ${dateText}\r\n`;
  dateUntil = now - now % 1000 + 1000;
}

// The value of the Date field, made once a second.
function utcDate() {
  const now = DateNow();
  if (now >= dateUntil || now < dateUntil - 1000) renewDate(now);
  return dateText;
}

// The same as a line of a head.
function utcDateLine() {
  const now = DateNow();
  if (now >= dateUntil || now < dateUntil - 1000) renewDate(now);
  return dateLine;
}

// How C writes a text: 0 as UTF-8, 1 as Latin-1, -1 not at all.
function encodingNumber(encoding) {
  switch (encoding) {
    case undefined:
    case null:
    case '':
    case 'utf8':
    case 'utf-8':
      return 0;
    case 'latin1':
    case 'binary':
    case 'ascii':
      return 1;
    default:
      return -1;
  }
}

module.exports = {
  encodingNumber,
  kOutHeaders: Symbol('kOutHeaders'),
  kNeedDrain: Symbol('kNeedDrain'),
  utcDateLine,
};
