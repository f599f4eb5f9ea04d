// SPDX-License-Identifier: MIT
// Which options of the command line belong to the process and not to one
// thread of it: a worker cannot have its own.
'use strict';

const {
  ArrayPrototypePush,
  SafeSet,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const kEngineOption = 1;  // LODE_OPTION_ENGINE

const ofProcess = new SafeSet([
  '--disable-wasm-trap-handler', '--enable-fips', '--expose-gc',
  '--force-fips', '--help', '--icu-data-dir', '--openssl-config',
  '--openssl-legacy-provider', '--openssl-shared-config', '--secure-heap',
  '--secure-heap-min', '--security-revert', '--title', '--tls-cipher-list',
  '--use-bundled-ca', '--use-largepages', '--use-openssl-ca',
  '--v8-options', '--v8-pool-size', '--version', '--zero-fill-buffers',
]);

// The words of a list of arguments that name such options.
function processWide(words) {
  const { table } = internalBinding('options');
  const all = table();
  for (let i = 0; i < all.length; i += 3) {
    if (all[i + 1] === kEngineOption) ofProcess.add(all[i]);
  }
  const found = [];
  for (let i = 0; i < words.length; i++) {
    const equals = StringPrototypeIndexOf(words[i], '=');
    const name = equals < 0 ? words[i] :
      StringPrototypeSlice(words[i], 0, equals);
    if (StringPrototypeStartsWith(name, '--') && ofProcess.has(name)) {
      ArrayPrototypePush(found, words[i]);
    }
  }
  return found;
}

module.exports = { processWide };
