'use strict';

// Escape sequences for colored output; empty texts where there is no color.

const kSequences = {
  blue: '\u001b[34m',
  green: '\u001b[32m',
  white: '\u001b[39m',
  yellow: '\u001b[33m',
  red: '\u001b[31m',
  gray: '\u001b[90m',
  clear: '\u001bc',
  reset: '\u001b[0m',
};

module.exports = {
  blue: '',
  green: '',
  white: '',
  yellow: '',
  red: '',
  gray: '',
  clear: '',
  reset: '',
  hasColors: false,

  shouldColorize(stream) {
    if (process.env.FORCE_COLOR !== undefined) {
      return require('internal/tty').getColorDepth() > 2;
    }
    return !!stream?.isTTY &&
      (typeof stream.getColorDepth !== 'function' ||
       stream.getColorDepth() > 2);
  },

  // Takes over what standard error can show now.
  refresh() {
    if (!module.exports.shouldColorize(process.stderr)) return;
    for (const name in kSequences) module.exports[name] = kSequences[name];
    module.exports.hasColors = true;
  },
};
