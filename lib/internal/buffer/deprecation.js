// SPDX-License-Identifier: MIT
// The warning that Buffer() and new Buffer() give, once, outside packages.
'use strict';

const { Error } = primordials;

let warned = false;

function warnOfConstructor(Buffer) {
  if (warned) {
    return;
  }
  warned = true;  // a prepareStackTrace() of the user's may come back here
  if (!require('internal/options').getOptionValue('--pending-deprecation') &&
      calledFromNodeModules()) {
    warned = false;
    return;
  }
  process.emitWarning(
    'Buffer() is deprecated due to security and usability issues. Please use ' +
    'the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods ' +
    'instead.', 'DeprecationWarning', 'DEP0005', Buffer);
}

// Whether the first caller outside the library is in somebody's package.
function calledFromNodeModules() {
  const { stack } = new Error();
  const lines = typeof stack === 'string' ? stack.split('\n') : [];
  for (let i = 1; i < lines.length; i++) {
    if (!lines[i].includes('node:') && /[/\\]/.test(lines[i])) {
      return /[/\\]node_modules[/\\]/.test(lines[i]);
    }
  }
  return false;
}

module.exports = { warnOfConstructor };
