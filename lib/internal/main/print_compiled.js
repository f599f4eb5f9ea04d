// SPDX-License-Identifier: MIT
'use strict';
// lode --print-compiled file.mjs: the text that the engine would be given.

const { prepareMainThreadExecution } =
  require('internal/process/pre_execution');

const { RegExpPrototypeExec, StringPrototypeEndsWith } = primordials;

const main = prepareMainThreadExecution(true);
const { Module, packageType, readText } =
  require('internal/modules/cjs/loader');
const filename = Module._resolveFilename(main, null, true);
const typed = RegExpPrototypeExec(/\.(?:[cm]?ts|[jt]sx)$/, filename) !== null ?
  require('internal/modules/typescript').loadFile(filename) : undefined;
const source = typed?.source ?? readText(filename);
const { compileText, containsModuleSyntax } = internalBinding('compiler');
const isModule = typed !== undefined ? typed.format === 'module' :
  StringPrototypeEndsWith(filename, '.mjs') ||
  (!StringPrototypeEndsWith(filename, '.cjs') &&
   (packageType(filename) === 'module' || containsModuleSyntax(source)));
let text;
try {
  text = compileText(source, filename, isModule);
} catch (err) {
  throw require('internal/modules/syntax_error')
    .decorateSyntaxError(err, source, filename);
}
process.stdout.write(`${text ?? source}\n`);
