// SPDX-License-Identifier: MIT
'use strict';
// .jsx and .tsx become JavaScript here (docs/internals/jsx.md).

const { StringPrototypeEndsWith } = primordials;

const { containsModuleSyntax, translate } = internalBinding('compiler');

const kRuntimes = {
  '__proto__': null,
  'react': 3,
  'react-jsx': 1,
  'react-jsxdev': 2,
};

// What translate() is told.
const kTypeScript = 1;
const kModule = 2;
const kElide = 4;

/**
 * @param {string} source
 * @param {string} path
 * @param {string} url what the module will be known by, if it is one
 * @param {string} type 'module' or 'commonjs'; any other: the syntax tells
 * @returns {{ format: string, source: string, detected: boolean }}
 */
function compileJSX(source, path, url, type) {
  const options = require('internal/modules/tsconfig').optionsFor(path);
  const typed = StringPrototypeEndsWith(path, '.tsx');
  const list = [
    kRuntimes[options.jsx] ?? 0, options.jsxFactory, options.jsxFragmentFactory,
    options.jsxImportSource, path,
  ];
  // Types may be imported without saying so, unless they are kept for a reason.
  const kept = options.verbatimModuleSyntax || options.emitDecoratorMetadata;
  const flags = (typed ? kTypeScript : 0) | (typed && !kept ? kElide : 0);
  const run = (module) => {
    const { failure, flagsFor, prepare } =
      require('internal/modules/typescript');
    const text = translate(source, module ? url : path,
                           flags | (module ? kModule : 0), list,
                           typed ? flagsFor(source, path, module) : 0);
    if (typeof text !== 'string') throw failure(text, source, path, typed);
    if (typed) prepare(text);
    return text;
  };
  const known = type === 'module' || type === 'commonjs';
  let text = run(type === 'module');
  const detected = !known && containsModuleSyntax(text);
  if (detected) text = run(true);
  return {
    __proto__: null,
    format: detected ? 'module' : known ? type : 'commonjs',
    source: text,
    detected,
  };
}

module.exports = { compileJSX };
