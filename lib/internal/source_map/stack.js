// SPDX-License-Identifier: MIT
// Stacks in terms of the sources that a map names, and the line that the
// report of an uncaught error shows.
'use strict';

const { SafeWeakMap } = primordials;
const { findSourceMap } = require('internal/source_map/cache');

// error -> where it was made, in the generated text
const origins = new SafeWeakMap();

function pathOf(source) {
  if (source.startsWith('file:')) {
    try {
      return require('internal/url').fileURLToPath(source);
    } catch {
      // As the map says it.
    }
  }
  return source;
}

function entryAt(map, site) {
  const line = site.getLineNumber();
  return line === null ? {} :
    map.findEntry(line - 1, site.getColumnNumber() - 1);
}

// The caller's text has the name as the author wrote it: the map tells.
function nameOf(map, site, caller) {
  if (caller !== undefined && caller.getFileName() === site.getFileName()) {
    const { name } = entryAt(map, caller);
    if (name !== undefined) return name;
  }
  const text = site.toString();
  const end = text.indexOf(' (');
  return end === -1 ? undefined : text.slice(0, end);
}

function frame(site, caller) {
  const map = findSourceMap(site.getFileName());
  if (map === undefined) {
    return site.toString();
  }
  const { originalSource, originalLine, originalColumn } = entryAt(map, site);
  if (originalSource === undefined) {
    return site.toString();
  }
  const name = nameOf(map, site, caller) ?? '<anonymous>';
  return `${name} (${pathOf(originalSource)}:${originalLine + 1}:` +
    `${originalColumn + 1})`;
}

/**
 * @param {object} error
 * @param {string} header what stands before the frames
 * @param {object[]} sites call sites, innermost first
 * @returns {string} the stack
 */
function format(error, header, sites) {
  if (sites.length !== 0 && typeof error === 'object' && error !== null) {
    origins.set(error, sites[0]);
  }
  let text = header;
  for (let i = 0; i < sites.length; i++) {
    text += `\n    at ${frame(sites[i], sites[i + 1])}`;
  }
  return text;
}

function sourceText(map, source) {
  const { payload } = map;
  const maps = Array.isArray(payload.sections) ?
    payload.sections.map((section) => section.map) : [payload];
  for (const { sources, sourcesContent } of maps) {
    const content = sourcesContent?.[sources.indexOf(source)];
    if (typeof content === 'string') return content;
  }
  const path = pathOf(source);
  const text = path[0] === '/' ? internalBinding('modules').readText(path) :
    undefined;
  return typeof text === 'string' ? text : undefined;
}

function excerpt(file, lineNumber, text, column) {
  const indent = text.slice(0, column).replace(/[^\t]/g, ' ');
  return `${file}:${lineNumber}\n${text}\n${indent}^\n\n`;
}

/**
 * The author's line where an error was thrown, with a caret; the generated
 * line when the author's text cannot be had.
 * @param {any} error
 * @returns {string | undefined} undefined when no map knows
 */
function context(error) {
  const site = origins.get(error);
  const map = findSourceMap(site?.getFileName());
  if (map === undefined) {
    return undefined;
  }
  const file = pathOf(site.getFileName());
  const line = site.getLineNumber();
  let column = site.getColumnNumber() - 1;
  // V8 shows the `throw`, not what was made there.
  const generated =
    require('internal/source_position').sourceLine(file, line);
  if (generated?.slice(0, column).endsWith('throw ')) {
    column -= 6;
  }
  const { originalSource, originalLine, originalColumn } =
    map.findEntry(line - 1, column);
  if (originalSource === undefined) {
    return undefined;
  }
  const text = sourceText(map, originalSource)?.split(/\r?\n/)[originalLine];
  if (text !== undefined) {
    return excerpt(pathOf(originalSource), originalLine + 1, text,
                   originalColumn);
  }
  return generated === undefined ? undefined :
    excerpt(file, line, generated, column);
}

module.exports = { context, format };
