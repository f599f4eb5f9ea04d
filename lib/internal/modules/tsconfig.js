// SPDX-License-Identifier: MIT
'use strict';
// What the nearest tsconfig.json says about compiling a file: only options that
// change what a program does. Asked for .tsx and .jsx, and for .ts where
// decorators or fields are; kept for each folder.

const {
  ArrayIsArray,
  ArrayPrototypePush,
  ObjectKeys,
  SafeMap,
  SafeSet,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;

const binding = internalBinding('modules');
const { JSONCError, parse } = require('internal/modules/jsonc');

const kNothing = { __proto__: null };
// What is read of "compilerOptions": the type of each.
const kOptions = {
  __proto__: null,
  jsx: 'string',
  jsxFactory: 'string',
  jsxFragmentFactory: 'string',
  jsxImportSource: 'string',
  experimentalDecorators: 'boolean',
  emitDecoratorMetadata: 'boolean',
  useDefineForClassFields: 'boolean',
  target: 'string',
  verbatimModuleSyntax: 'boolean',
};
const kRuntimes = [
  'preserve', 'react', 'react-jsx', 'react-jsxdev', 'react-native',
];

const byFolder = new SafeMap();
const byFile = new SafeMap();

function folderOf(path) {
  const end = StringPrototypeLastIndexOf(path, '/');
  return end > 0 ? StringPrototypeSlice(path, 0, end) : '/';
}

function join(folder, name) {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

function textOf(path) {
  const text = binding.readText(path);
  return typeof text === 'number' ? undefined : text;
}

// An error that names the file, line and column, and shows the line.
function failure(message, file, text, at) {
  const lines = StringPrototypeSplit(StringPrototypeSlice(text, 0, at), '\n');
  const line = lines.length;
  const column = lines[line - 1].length;
  const { ERR_INVALID_TYPESCRIPT_CONFIG } = require('internal/errors').codes;
  const err = new ERR_INVALID_TYPESCRIPT_CONFIG(
    `${file}:${line}:${column + 1}: ${message}`);
  return require('internal/modules/typescript')
    .show(err, text, file, line, column, 1);
}

function valueOf(config, key, type, fail) {
  const found = config.value[key];
  if (found === undefined || found.value === null) return undefined;
  if (typeof found.value !== type) {
    fail(`"${key}" must be a ${type}`, found.at);
  }
  return found.value;
}

function readOptions(root, fail) {
  const options = { __proto__: null };
  const found = root.value.compilerOptions;
  if (found === undefined) return options;
  const { value, at } = found;
  if (value === null || typeof value !== 'object' || ArrayIsArray(value)) {
    fail('"compilerOptions" must be an object', at);
  }
  const names = ObjectKeys(kOptions);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const option = valueOf(found, name, kOptions[name], fail);
    if (option !== undefined) options[name] = option;
  }
  if (options.jsx !== undefined) {
    options.jsx = StringPrototypeToLowerCase(options.jsx);
    let known = false;
    for (let i = 0; i < kRuntimes.length; i++) {
      known ||= kRuntimes[i] === options.jsx;
    }
    if (!known) {
      fail(`"jsx" must be one of ${kRuntimes.join(', ')}`, value.jsx.at);
    }
  }
  return options;
}

// The files that a name in "extends" may mean, the likeliest first.
function candidates(name, folder) {
  const json = StringPrototypeEndsWith(name, '.json');
  const first = name[0];
  if (first === '/' || first === '.' &&
      (StringPrototypeStartsWith(name, './') ||
       StringPrototypeStartsWith(name, '../'))) {
    const path = require('path').resolve(folder, name);
    return json ? [path] : [path, `${path}.json`];
  }
  return packageCandidates(name, folder, json);
}

function packageCandidates(name, folder, json) {
  let end = StringPrototypeIndexOf(name, '/');
  if (end !== -1 && name[0] === '@') {
    end = StringPrototypeIndexOf(name, '/', end + 1);
  }
  const own = end === -1 ? name : StringPrototypeSlice(name, 0, end);
  const rest = StringPrototypeSlice(name, own.length);
  const found = [];
  for (let at = folder; ; at = folderOf(at)) {
    const root = join(at, `node_modules/${own}`);
    const named = rest === '' ? mainOf(root) : exportedFile(root, rest);
    if (named !== undefined) ArrayPrototypePush(found, named);
    if (rest !== '') {
      if (!json) ArrayPrototypePush(found, `${root}${rest}.json`);
      ArrayPrototypePush(found, `${root}${rest}`);
    }
    ArrayPrototypePush(found, `${root}${rest}/tsconfig.json`);
    if (at === '/') return found;
  }
}

// What "tsconfig" in a package.json names.
function mainOf(folder) {
  const text = textOf(`${folder}/package.json`);
  let name;
  try {
    name = text === undefined ? undefined : primordials.JSONParse(text).tsconfig;
  } catch {
    return undefined;
  }
  return typeof name === 'string' ?
    require('path').resolve(folder, name) : undefined;
}

// What "exports" of the package in this folder gives, if it has any.
function exportedFile(root, rest) {
  const pjson = `${root}/package.json`;
  const config = require('internal/modules/package_json_reader').read(pjson);
  if (config.exports === undefined) return undefined;
  try {
    return require('internal/modules/esm/resolve').packageExportsResolve(
      pjson, `.${rest}`, config, pjson, new SafeSet(['node', 'require']));
  } catch {
    return undefined;
  }
}

function extended(name, at, file, text, open) {
  const paths = candidates(name, folderOf(file));
  for (let i = 0; i < paths.length; i++) {
    if (open.has(paths[i])) {
      throw failure(`"extends" leads back to ${paths[i]}`, file, text, at);
    }
    const options = readFile(paths[i], open);
    if (options !== undefined) return options;
  }
  throw failure(`"extends" names '${name}', which cannot be found`,
                file, text, at);
}

function assign(target, source) {
  const names = ObjectKeys(source);
  for (let i = 0; i < names.length; i++) target[names[i]] = source[names[i]];
}

function readText(file, text, open) {
  const fail = (message, at) => { throw failure(message, file, text, at); };
  let root;
  try {
    root = parse(text);
  } catch (err) {
    if (!(err instanceof JSONCError)) throw err;
    fail(err.message, err.at);
  }
  if (root.value === null || typeof root.value !== 'object' ||
      ArrayIsArray(root.value)) {
    fail('The configuration must be an object', root.at);
  }
  const options = { __proto__: null };
  const bases = root.value.extends;
  if (bases !== undefined) {
    const list = ArrayIsArray(bases.value) ? bases.value : [bases];
    for (let i = 0; i < list.length; i++) {
      const { value, at } = list[i];
      if (typeof value !== 'string' || value === '') {
        fail('"extends" must be a string or a list of strings', at);
      }
      assign(options, extended(value, at, file, text, open));
    }
  }
  assign(options, readOptions(root, fail));
  return options;
}

// The options of a configuration file, undefined when there is none; `open`
// are those that extend it.
function readFile(file, open) {
  let options = byFile.get(file);
  if (options === undefined) {
    const text = textOf(file);
    if (text === undefined) return undefined;
    open.add(file);
    // An empty file says nothing.
    options = text.trim() === '' ? kNothing : readText(file, text, open);
    open.delete(file);
    byFile.set(file, options);
  }
  return options;
}

function optionsIn(folder) {
  let options = byFolder.get(folder);
  if (options === undefined) {
    options = readFile(join(folder, 'tsconfig.json'), new SafeSet()) ??
      (folder === '/' ? kNothing : optionsIn(folderOf(folder)));
    byFolder.set(folder, options);
  }
  return options;
}

/**
 * The options that hold for a file. A package's files are compiled as their
 * author had them, whatever the program's own configuration says.
 * @param {string} path
 * @returns {object} only with what is said
 */
function optionsFor(path) {
  return StringPrototypeIncludes(path, '/node_modules/') ? kNothing :
    optionsIn(folderOf(path));
}

module.exports = { optionsFor };
