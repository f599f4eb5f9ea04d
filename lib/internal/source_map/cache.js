// SPDX-License-Identifier: MIT
// Which loaded files have a source map, and the maps. Nothing of this is
// loaded before source maps are switched on; from then on the loaders note
// what they load, and a map is read when somebody asks for it.
//
//   noteFile(filename)            a file, compiled as it is on the disk
//   noteSource(filename, source)  a text that may differ from the disk's
'use strict';

const { ObjectFreeze } = primordials;
const { validateBoolean, validateObject } = require('internal/validators');

const kComment = /\/[*/]#\s+sourceMappingURL=(\S+)/g;

let support = ObjectFreeze({
  __proto__: null, enabled: false, nodeModules: false, generatedCode: false,
});

// path or URL -> { source, map }: `source` undefined while it is the file's,
// `map` undefined while nobody has asked, null when there is none.
const noted = new Map();

function getSourceMapsSupport() {
  return support;
}

function setSourceMapsSupport(enabled, options = {}) {
  validateBoolean(enabled, 'enabled');
  validateObject(options, 'options');
  const { nodeModules = false, generatedCode = false } = options;
  validateBoolean(nodeModules, 'options.nodeModules');
  validateBoolean(generatedCode, 'options.generatedCode');
  support = ObjectFreeze({
    __proto__: null, enabled, nodeModules, generatedCode,
  });
  require('internal/modules/cjs/loader').state.sourceMaps =
    enabled ? module.exports : undefined;
  require('internal/error_stack').setSourceMaps(
    enabled ? require('internal/source_map/stack') : undefined);
}

// process.setSourceMapsEnabled
function setSourceMapsEnabled(enabled) {
  setSourceMapsSupport(enabled, { nodeModules: enabled,
                                  generatedCode: enabled });
}

function keyOf(filename) {
  if (filename.startsWith('file:')) {
    try {
      return require('internal/url').fileURLToPath(filename);
    } catch {
      // Not a path: the URL itself is the key.
    }
  }
  return filename;
}

function note(filename, source) {
  const key = keyOf(filename);
  if (!support.nodeModules && key.includes('/node_modules/')) {
    return;
  }
  if (source !== undefined && !source.includes('sourceMappingURL=')) {
    noted.delete(key);
  } else {
    noted.set(key, { source, map: undefined });
  }
}

function noteFile(filename) {
  note(filename, undefined);
}

function noteSource(filename, source) {
  note(filename, `${source}`);
}

function lineLengthsOf(source) {
  return source.split(/[\n\u2028\u2029]/).map((line) => line.length);
}

// The text that a data: URL holds; undefined when it is no JSON.
function dataText(url) {
  const comma = url.indexOf(',');
  const format = url.slice(5, comma).split(';');
  if (comma === -1 || format[0] !== 'application/json') {
    return undefined;
  }
  const data = url.slice(comma + 1);
  return format[format.length - 1] === 'base64' ?
    require('buffer').Buffer.from(data, 'base64').toString() : data;
}

function textOf(path) {
  const text = internalBinding('modules').readText(path);
  return typeof text === 'string' ? text : undefined;
}

function parses(source) {
  const { dropModule, parseModule } = internalBinding('compiler');
  try {
    dropModule(parseModule(source, '')[0]);
    return true;
  } catch {
    return false;
  }
}

// A string can hold what looks like a comment. In a real one may stand what
// ends or breaks a string of any kind.
function isComment(source, { 0: text, index }) {
  const before = source.slice(0, index);
  if (!/['"`]/.test(before)) return true;
  const test = `${text.slice(0, 2)}'"\${)`;
  return parses(before + test + source.slice(index + text.length)) ||
    !parses(source);
}

// What the last comment of its kind says.
function commentOf(source) {
  const matches = [...source.matchAll(kComment)];
  return matches.findLast((match) => isComment(source, match))?.[1];
}

// The map that a comment of `source` names, its sources made absolute.
// Anything that is wrong with it means that there is none.
function load(key, source) {
  const url = commentOf(source);
  if (url === undefined) {
    return null;
  }
  const { URL, fileURLToPath, pathToFileURL } = require('internal/url');
  try {
    let base = key[0] === '/' ? pathToFileURL(key) : new URL(key);
    let text;
    if (url.startsWith('data:')) {
      text = dataText(url);
    } else {
      base = new URL(url, base);
      text = base.protocol === 'file:' ? textOf(fileURLToPath(base)) :
        undefined;
    }
    if (text === undefined) {
      return null;
    }
    const payload = JSON.parse(text);
    absolutize(payload, base, URL);
    const { SourceMap } = require('internal/source_map/source_map');
    return new SourceMap(payload, { lineLengths: lineLengthsOf(source) });
  } catch {
    return null;
  }
}

function absolutize(payload, base, URL) {
  if (Array.isArray(payload.sections)) {
    for (const section of payload.sections) {
      if (section.map) absolutize(section.map, base, URL);
    }
    return;
  }
  const root = payload.sourceRoot ?? '';
  payload.sources = payload.sources.map((source) =>
    new URL(root + source, base).href);
  payload.sourceRoot = '';
}

/**
 * @param {string} filename a path or a URL, as call sites name files
 * @returns {object | undefined} its SourceMap
 */
function findSourceMap(filename) {
  if (typeof filename !== 'string' || noted.size === 0) {
    return undefined;
  }
  const key = keyOf(filename);
  const entry = noted.get(key);
  if (entry === undefined) {
    return undefined;
  }
  if (entry.map === undefined) {
    const source = entry.source ?? textOf(key);
    entry.source = undefined;
    entry.map = source === undefined ? null : load(key, source);
  }
  return entry.map ?? undefined;
}

module.exports = {
  findSourceMap,
  getSourceMapsSupport,
  noteFile,
  noteSource,
  setSourceMapsEnabled,
  setSourceMapsSupport,
};
