// SPDX-License-Identifier: MIT
'use strict';
// Running a text that is no file: -e, -p, standard input, -c.

const {
  ObjectDefineProperty,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeSymbolReplace,
  StringPrototypeIncludes,
  StringPrototypeStartsWith,
  StringPrototypeSlice,
} = primordials;

const { getOptionValue } = require('internal/options');
const { Module, setOwn, state } = require('internal/modules/cjs/loader');
const { compile, run } = internalBinding('contextify');

function decorate(err, source, filename) {
  return require('internal/modules/syntax_error')
    .decorateSyntaxError(err, source, filename);
}

// Node makes every built-in module a global for such a text; each loads at
// its first touch.
function addBuiltinsToGlobal() {
  const { builtinModules } = Module;
  for (let i = 0; i < builtinModules.length; i++) {
    const id = builtinModules[i];
    const name = StringPrototypeStartsWith(id, 'node:') ?
      StringPrototypeSlice(id, 5) : id;
    if (name[0] === '_' || StringPrototypeIncludes(name, '/') ||
        ObjectPrototypeHasOwnProperty(globalThis, name)) {
      continue;
    }
    const set = (value) => ObjectDefineProperty(globalThis, name, {
      __proto__: null, value, writable: true, enumerable: true,
      configurable: true,
    });
    ObjectDefineProperty(globalThis, name, {
      __proto__: null,
      get() {
        const value = require('internal/bootstrap/realm')
          .requireBuiltin(name);
        ObjectDefineProperty(globalThis, name, {
          __proto__: null, value, writable: true, enumerable: false,
          configurable: true,
        });
        return value;
      },
      set,
      enumerable: false,
      configurable: true,
    });
  }
}

// What the command line says to run, after the modules of --import.
function afterImports(begin) {
  if (!state.imports) {
    begin();
    return;
  }
  require('internal/modules/esm/entry').runImports(begin);
}

// A script that imports does so from the current folder.
function runScript(source, name) {
  let handle = compile(source, name, 1, false);
  if (handle === undefined) {
    let begin;
    ({ handle, begin } = require('internal/compiler/scripts')
      .open(undefined, source, name, 1, true));
    begin?.(undefined);
  }
  return run(handle, undefined);
}

/**
 * Runs a text in the global scope with require, module and the like at hand.
 * @param {string} name '[eval]' or '[stdin]'
 * @param {string} source
 * @param {boolean} print whether to print what it evaluates to, at exit
 */
function evalScript(name, source, print) {
  process._eval = source;
  const type = getOptionValue('--input-type');
  if (type === 'module-typescript' || type === 'commonjs-typescript') {
    source = require('internal/modules/typescript').compileEval(source, name);
  }
  if (type === 'module' || type === 'module-typescript') {
    runModule(name, source, print);
    return;
  }
  const cwd = process.cwd();
  const module = new Module(name);
  module.filename = `${cwd}/${name}`;
  module.paths = Module._nodeModulePaths(cwd);
  setOwn(globalThis, '__filename', name);
  // Compiled as a module for the sake of its `require`.
  module._compile(
    'globalThis.module = module; globalThis.exports = exports; ' +
    'globalThis.__dirname = __dirname; globalThis.require = require;',
    `${name}-wrapper`);
  let result;
  try {
    result = runScript(source, name);
  } catch (err) {
    if (isModuleText(err, source)) {
      runModule(name, source, print);
      return;
    }
    const text = withoutTypes(err, source, name, type);
    if (text !== undefined) {
      evalScript(name, text, print);
      return;
    }
    const { decorateSyntaxError, decorateThrown } =
      require('internal/modules/syntax_error');
    decorateSyntaxError(err, source, name);
    decorateThrown(err, source, name, 0);
    throw err;
  }
  if (print) {
    process.on('exit', () => require('internal/console/global').log(result));
  }
}

// A text that is no JavaScript may be TypeScript.
function withoutTypes(err, source, name, type) {
  if (err?.name !== 'SyntaxError' || typeof err.line !== 'number' ||
      type !== '' || !getOptionValue('--strip-types')) {
    return undefined;
  }
  try {
    const text =
      require('internal/modules/typescript').compileEval(source, name);
    return text === source ? undefined : text;
  } catch {
    return undefined;  // the first error tells more
  }
}

let moduleTexts = 0;

// Node numbers these: [eval1].
function runModule(name, source, print) {
  if (print) {
    const { ERR_EVAL_ESM_CANNOT_PRINT } = require('internal/errors').codes;
    throw new ERR_EVAL_ESM_CANNOT_PRINT();
  }
  require('internal/modules/esm/entry')
    .runText(`${StringPrototypeSlice(name, 0, -1)}${++moduleTexts}]`, source);
}

// Whether a text that failed to compile as a script is an ES module.
function isModuleText(err, source) {
  return getOptionValue('--input-type') === '' &&
    getOptionValue('--experimental-detect-module') &&
    err?.name === 'SyntaxError' &&
    internalBinding('compiler').containsModuleSyntax(source);
}

function checkSyntax(source, filename, isModule) {
  if (isModule || filename === '[stdin]' &&
      getOptionValue('--input-type') === 'module') {
    checkModule(source, filename);
    return;
  }
  if (state.wrapperPatched) {
    // Compiled by itself, as a wrapper of the program's says.
    source = Module.wrap(source);
    try {
      compile(source, filename, 1, true);
    } catch (err) {
      throw decorate(err, source, filename);
    }
    return;
  }
  source = RegExpPrototypeSymbolReplace(/^#!/, source, '//');
  try {
    internalBinding('modules').compile(source, filename);
  } catch (err) {
    if (isModuleText(err, source)) {
      checkModule(source, filename);
      return;
    }
    throw decorate(err, source, filename);
  }
}

function checkModule(source, filename) {
  const { dropModule, parseModule } = internalBinding('compiler');
  try {
    dropModule(parseModule(source, filename)[0]);
  } catch (err) {
    throw decorate(err, source, filename);
  }
}

// Hands over all of standard input. A terminal would mean a prompt, and there
// is none yet.
function readStdin(callback) {
  const text = internalBinding('modules').readStdin();
  if (typeof text === 'number') {
    const { UVException } = require('internal/errors');
    throw new UVException({ errno: text, syscall: 'read' });
  }
  callback(text);
}

module.exports = {
  addBuiltinsToGlobal,
  afterImports,
  checkSyntax,
  evalScript,
  readStdin,
};
