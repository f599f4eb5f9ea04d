// SPDX-License-Identifier: MIT
// What the parts of node:http share.
'use strict';

const { Date, DateNow, DatePrototypeToUTCString, Symbol } = primordials;

let dateText = '';
let dateUntil = 0;

// The value of the Date field, made once a second.
function utcDate() {
  const now = DateNow();
  if (now >= dateUntil || now < dateUntil - 1000) {
    dateText = DatePrototypeToUTCString(new Date(now));
    dateUntil = now - now % 1000 + 1000;
  }
  return dateText;
}

module.exports = {
  kOutHeaders: Symbol('kOutHeaders'),
  kNeedDrain: Symbol('kNeedDrain'),
  utcDate,
};
