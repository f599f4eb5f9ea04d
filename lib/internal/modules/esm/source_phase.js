// SPDX-License-Identifier: MIT
'use strict';
// `import source x from`, import.source(): what a module is before it is
// linked. Only WebAssembly modules have something to show there.

const { SyntaxError } = primordials;

const { Record } = require('internal/modules/esm/record');
const source = require('internal/modules/esm/source');
const { compileWasm } = require('internal/modules/esm/translators');

/**
 * @param {string} url
 * @returns {WebAssembly.Module}
 */
function sourceOf(url) {
  const { format, source: bytes } = source.load(url);
  if (format !== 'wasm') {
    throw new SyntaxError(
      `Source phase import object is not defined for module '${url}'`);
  }
  return compileWasm(url, bytes);
}

/** A record whose default export is the source. */
function sourceRecord(url) {
  const module = sourceOf(url);
  const record = new Record(url, 'source');
  record.setNames(['default']);
  record.complete = true;
  record.run = () => {
    record.cells.default = module;
  };
  return record;
}

module.exports = { sourceOf, sourceRecord };
