// SPDX-License-Identifier: MIT
'use strict';
// The command line's options by name.

const {
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const binding = internalBinding('options');

/**
 * @param {string} name '--x'; '--no-x' is the opposite of '--x'
 * @returns {boolean | number | string | string[]}
 */
function getOptionValue(name) {
  const value = binding.get(name);
  if (value !== undefined) return value;
  if (StringPrototypeStartsWith(name, '--no-')) {
    return !getOptionValue(`--${StringPrototypeSlice(name, 5)}`);
  }
  throw new primordials.Error(`No such option: ${name}`);
}

function getEmbedderOptions() {
  return {
    __proto__: null,
    shouldNotRegisterESMLoader: false,
    noGlobalSearchPaths: false,
    noBrowserGlobals: false,
    hasEmbedderPreload: false,
  };
}

module.exports = { getEmbedderOptions, getOptionValue };
