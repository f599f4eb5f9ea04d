// SPDX-License-Identifier: MIT
'use strict';
// util.parseEnv and process.loadEnvFile.

const { ArrayPrototypeSort } = primordials;

const { parseEnv: parsePairs } = internalBinding('options');
const { validateString } = require('internal/validators');

function parseToTable(content) {
  const pairs = parsePairs(content);
  const table = { __proto__: null };
  for (let i = 0; i < pairs.length; i += 2) table[pairs[i]] = pairs[i + 1];
  return table;
}

/**
 * @param {string} content
 * @returns {Record<string, string>} sorted by name
 */
function parseEnv(content) {
  validateString(content, 'content');
  const table = parseToTable(content);
  const names = ArrayPrototypeSort(primordials.ObjectKeys(table));
  const result = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    primordials.ObjectDefineProperty(result, names[i], {
      __proto__: null, value: table[names[i]], writable: true,
      enumerable: true, configurable: true,
    });
  }
  return result;
}

/**
 * Sets the variables of a file that the environment does not have yet.
 * @param {string | URL | Buffer} [path]
 */
function loadEnvFile(path = undefined) {
  if (path !== null && path !== undefined) {
    path = require('internal/fs/utils').getValidatedPath(path, 'path');
  } else {
    path = '.env';
  }
  const content = require('fs').readFileSync(path, 'utf8');
  const table = parseToTable(content);
  const names = primordials.ObjectKeys(table);
  const { env } = process;
  for (let i = 0; i < names.length; i++) {
    if (env[names[i]] === undefined) env[names[i]] = table[names[i]];
  }
}

module.exports = { loadEnvFile, parseEnv };
