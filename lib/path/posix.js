'use strict';

// node:path/posix is the POSIX object of node:path.

module.exports = require('path').posix;
