<<<<<<< HEAD
'use strict';

// Escape sequences for colored output; empty texts where there is no color.

const kSequences = {
=======
// SPDX-License-Identifier: MIT
// Escape codes for the library's own colored output, empty when stderr shows
// no colors.
'use strict';

const { ObjectKeys } = primordials;

const codes = {
>>>>>>> 9f8bcb0 (wip)
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
<<<<<<< HEAD
  blue: '',
  green: '',
  white: '',
  yellow: '',
  red: '',
  gray: '',
  clear: '',
  reset: '',
  hasColors: false,

=======
  blue: '', green: '', white: '', yellow: '', red: '', gray: '', clear: '',
  reset: '',
  hasColors: false,

  // Whether what is written to `stream` may have colors.
>>>>>>> 9f8bcb0 (wip)
  shouldColorize(stream) {
    if (process.env.FORCE_COLOR !== undefined) {
      return require('internal/tty').getColorDepth() > 2;
    }
<<<<<<< HEAD
    return !!stream?.isTTY &&
      (typeof stream.getColorDepth !== 'function' ||
       stream.getColorDepth() > 2);
  },

  // Takes over what standard error can show now.
  refresh() {
    if (!module.exports.shouldColorize(process.stderr)) return;
    for (const name in kSequences) module.exports[name] = kSequences[name];
    module.exports.hasColors = true;
=======
    return Boolean(stream?.isTTY) &&
      (typeof stream.getColorDepth !== 'function' ||
        stream.getColorDepth() > 2);
  },

  refresh() {
    const hasColors = module.exports.shouldColorize(process.stderr);
    const names = ObjectKeys(codes);
    for (let i = 0; i < names.length; i++) {
      module.exports[names[i]] = hasColors ? codes[names[i]] : '';
    }
    module.exports.hasColors = hasColors;
>>>>>>> 9f8bcb0 (wip)
  },
};
