// SPDX-License-Identifier: MIT
// The messages of internal/worker/stdio, for those who need no streams.
'use strict';

module.exports = {
  kRead: 'stdioRead',  // stream: it has been read, go on
  kWrite: 'stdioWrite',  // stream, chunks: [{ chunk, encoding }]; null: the end
};
