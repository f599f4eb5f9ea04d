// SPDX-License-Identifier: MIT
'use strict';
// A process whose handles are live but unreferenced ends by itself: quietly,
// with 0, and with everything freed (a sanitizer build says so).

require('../fixtures/teardown-live.js').run('end');
