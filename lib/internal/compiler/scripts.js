// SPDX-License-Identifier: MIT
'use strict';
// Scripts of node:vm that wait or import. A script's names are its realm's,
// so there is no function around it that could give it what the compiler
// inserts: a small script declares that first, once in each scope that the
// script runs in, under names that no other script has.

const {
  PromiseReject,
  ReflectApply,
  SafeWeakSet,
  StringPrototypeStartsWith,
} = primordials;

const { compileScript } = internalBinding('compiler');
const { compile, evaluate } = internalBinding('contextify');
const {
  codes: {
    ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING,
    ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG,
  },
} = require('internal/errors');
const { rt } = require('internal/compiler/host');

const kMain = { __proto__: null };  // stands for the main scope

// What import() is relative to: a name that is no place is in the current
// folder.
function refererOf(filename) {
  if (StringPrototypeStartsWith(filename, '/') ||
      StringPrototypeStartsWith(filename, 'file:')) {
    return filename;
  }
  return require('path').resolve(filename);
}

// import() as the script's option says.
function importer(script, filename, option) {
  if (option === undefined) {
    return () => PromiseReject(new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING());
  }
  if (typeof option !== 'function') {  // the main context's default loader
    return (specifier, options) => require('internal/modules/esm/dynamic')
      .importFrom(specifier, options, refererOf(filename));
  }
  if (!require('internal/options').getOptionValue(
    '--experimental-vm-modules')) {
    return () =>
      PromiseReject(new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG());
  }
  return async (specifier, options) => {
    const attributes = { __proto__: null, ...options?.with };
    const module = await ReflectApply(
      option, undefined, [`${specifier}`, script, attributes, 'evaluation']);
    return module?.namespace ?? module;
  };
}

function sourceImporter(filename, option) {
  return (specifier) => (option === undefined ?
    PromiseReject(new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING()) :
    require('internal/modules/esm/dynamic')
      .importSource(specifier, refererOf(filename)));
}

/**
 * @param {object} script the vm.Script, or what stands for it
 * @returns {object} { handle, begin }: begin(scope) goes before each run
 */
function open(script, code, filename, line, option) {
  let emitted;
  try {
    emitted = compileScript(code, filename);
  } catch (err) {
    // What our parser does not know the engine may; where both object, ours
    // knows the place.
    try {
      return { handle: compile(code, filename, line, true), begin: undefined };
    } catch {
      throw err;
    }
  }
  if (emitted === undefined) {
    return { handle: compile(code, filename, line, true), begin: undefined };
  }
  const handle = compile(emitted[0], filename, line, true);
  const host = {
    __proto__: null,
    rt,
    url: filename,
    import: importer(script, filename, option),
    importSource: sourceImporter(filename, option),
  };
  const begun = new SafeWeakSet();
  return {
    handle,
    begin(scope) {
      const key = scope ?? kMain;
      if (begun.has(key)) return;
      begun.add(key);
      evaluate(scope, emitted[1], 'node:internal/compiler/scripts', 1)(host);
    },
  };
}

module.exports = { open };
