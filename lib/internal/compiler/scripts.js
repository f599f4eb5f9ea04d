// SPDX-License-Identifier: MIT
'use strict';
// Scripts of node:vm that wait or import. A script's names are its realm's,
// so there is no function around it that could give it what the compiler
// inserts: a small script declares that first, once in each scope that the
// script runs in, under names that no other script has.

const {
  PromiseReject,
  ReflectApply,
  SafeWeakMap,
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

const kDefaultLoader = true;  // any option that is no function
const kMain = { __proto__: null };  // stands for the main scope

// What import() is relative to: a name that is no place is in the current
// folder.
function refererOf(filename) {
  if (filename === '') return '[eval]';
  if (StringPrototypeStartsWith(filename, '/') ||
      StringPrototypeStartsWith(filename, 'file:')) {
    return filename;
  }
  return require('path').resolve(filename);
}

const importers = new SafeWeakMap();  // scope -> what import() does in it

/**
 * @param {object} scope of a context
 * @param {object} context as the program knows it
 * @param {any} option importModuleDynamically
 */
function setImporter(scope, context, option) {
  importers.set(scope, importer(() => context, '', option));
}

/**
 * @param {object | undefined} scope
 * @returns {Function} what import() does in texts that belong to no file
 */
function importerOf(scope) {
  return (scope === undefined ? undefined : importers.get(scope)) ??
    importer(undefined, '', undefined);
}

// import() as the script's option says.
function importer(owner, filename, option) {
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
      option, undefined, [`${specifier}`, owner(), attributes, 'evaluation']);
    return module?.namespace ?? module;
  };
}

function sourceImporter(filename, option) {
  return (specifier) => (option === undefined ?
    PromiseReject(new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING()) :
    require('internal/modules/esm/dynamic')
      .importSource(specifier, refererOf(filename)));
}

const prepared = new SafeWeakSet();  // scopes

/**
 * What the compiler inserts in texts that come as strings.
 * @param {object | undefined} scope
 * @param {string} script declares its names
 */
function prepare(scope, script) {
  const key = scope ?? kMain;
  if (prepared.has(key)) return;
  evaluate(scope, script, 'node:internal/compiler/scripts', 1)(
    { __proto__: null, rt, importSource: sourceImporter('', undefined) });
  prepared.add(key);
}

function hostOf(owner, filename, option) {
  return {
    __proto__: null,
    rt,
    url: filename,
    import: importer(owner, filename, option),
    importSource: sourceImporter(filename, option),
  };
}

/**
 * For the plain door: names of its own for each text, as scripts have them.
 * @param {string} code
 * @param {string} url what import() is relative to
 * @returns {string | undefined} what the engine gets, if it is another text
 */
function openString(code, url) {
  const emitted = compileScript(code, 'node:strings');
  if (emitted === undefined) return undefined;
  evaluate(undefined, emitted[1], 'node:internal/compiler/scripts', 1)(
    hostOf(undefined, url, kDefaultLoader));
  return emitted[0];
}

/**
 * @param {Function} owner returns the vm.Script, or what stands for it
 * @returns {object} { handle, begin }: begin(scope) goes before each run
 */
function open(owner, code, filename, line, option) {
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
  const host = hostOf(owner, filename, option);
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

module.exports = { importerOf, open, openString, prepare, setImporter };
