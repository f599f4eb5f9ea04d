// SPDX-License-Identifier: MIT
'use strict';
// lode -c script.js: compiles the script and runs nothing.

const { loadPreloadModules, prepareMainThreadExecution } =
  require('internal/process/pre_execution');

const script = internalBinding('options').rest()[0];
const hasScript = script !== undefined && script !== '-';
const main = prepareMainThreadExecution(hasScript);
loadPreloadModules();
const execution = require('internal/process/execution');
if (hasScript) {
  const { Module, packageType, readText } =
    require('internal/modules/cjs/loader');
  const filename = Module._resolveFilename(main, null, true);
  if (isJSX(filename)) {
    const { format, source } =
      require('internal/modules/typescript').loadFile(filename);
    execution.checkSyntax(source, filename, format === 'module');
  } else {
    execution.checkSyntax(readText(filename), filename,
                          isModule(filename, packageType));
  }
} else {
  execution.readStdin((source) => execution.checkSyntax(source, '[stdin]'));
}

function isJSX(filename) {
  return primordials.RegExpPrototypeExec(/\.[jt]sx$/, filename) !== null;
}

function isModule(filename, packageType) {
  const { StringPrototypeEndsWith } = primordials;
  return StringPrototypeEndsWith(filename, '.mjs') ||
    StringPrototypeEndsWith(filename, '.js') &&
    packageType(filename) === 'module';
}
