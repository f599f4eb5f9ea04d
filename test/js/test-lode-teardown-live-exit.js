// SPDX-License-Identifier: MIT
'use strict';
// process.exit() in a callback ends the process with its code, quietly,
// whatever handle is live.

require('../fixtures/teardown-live.js').run('exit');
