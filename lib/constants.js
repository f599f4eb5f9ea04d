// SPDX-License-Identifier: MIT
// The old name of what is now os.constants and fs.constants, flat. Node has
// crypto's in here as well: they come with node:crypto.
'use strict';

const { ObjectAssign, ObjectFreeze } = primordials;

const { dlopen, errno, priority, signals } = require('os').constants;

module.exports = ObjectFreeze(ObjectAssign(
  {}, dlopen, errno, priority, signals, require('fs').constants));
