// SPDX-License-Identifier: MIT
'use strict';
// An uncaught exception ends the process with 1 and the error alone on
// stderr, whatever handle is live.

require('../fixtures/teardown-live.js').run('throw');
