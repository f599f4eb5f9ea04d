// SPDX-License-Identifier: MIT
'use strict';
// module.enableCompileCache() and what goes with it. The cache itself is
// src/bindings/compile_cache.c.

const { StringPrototypeIncludes } = primordials;

const binding = internalBinding('compile_cache');
const { absolute } = internalBinding('modules');
const { validateBoolean, validateString } = require('internal/validators');

const { FAILED, ENABLED, ALREADY_ENABLED, DISABLED } =
  require('internal/modules/cjs/api').constants.compileCacheStatus;

let directory;  // where the files are, once there is a cache

function isDebugged() {
  return StringPrototypeIncludes(process.env.NODE_DEBUG_NATIVE ?? '',
                                 'COMPILE_CACHE');
}

function say(message) {
  if (isDebugged()) process._rawDebug(`[compile cache] ${message}`);
}

// Compiled texts are of use to one build of one user.
function tagOf() {
  return `${process.version}-${process.arch}-lode-${binding.build}-` +
    `${process.getuid()}`;
}

function refusal(message) {
  say(message);
  return { status: FAILED, message };
}

// Makes the folder; why it cannot be used, or undefined. What is in it runs,
// so it has to be the user's own.
function findFault(base, path) {
  const fs = require('fs');
  try {
    fs.mkdirSync(base, { recursive: true });
    // Another process may be making it: that is no error.
    fs.mkdirSync(path, { recursive: true, mode: 0o700 });
    fs.accessSync(path, fs.constants.R_OK | fs.constants.W_OK);
  } catch (err) {
    return `Cannot create cache directory: ${err.code}`;
  }
  return binding.trust(path) === 0 ? undefined :
    `Cannot use cache directory ${path}: others may write to it`;
}

// What --permission keeps from the folder: the cache opens its files itself,
// and needs both rights to all of them.
function findMissing(path) {
  const { guard } = require('internal/bootstrap/realm');
  if (guard === undefined) return undefined;
  const inside = `${path}/x`;
  return !guard.mayPath('fs.write', inside) ? 'write' :
    !guard.mayPath('fs.read', inside) ? 'read' : undefined;
}

function begin(base, portable) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE !== undefined) {
    const message = 'Disabled by NODE_DISABLE_COMPILE_CACHE';
    say(`${message}.`);
    return { status: DISABLED, message };
  }
  if (internalBinding('worker').self() !== undefined) {
    return { status: DISABLED, message: 'Only the main thread has a cache' };
  }
  if (directory !== undefined) return { status: ALREADY_ENABLED, directory };
  const path = absolute(`${base}/${tagOf()}`);
  const missing = findMissing(path);
  if (missing !== undefined) {
    return refusal(`Skipping compile cache because ${missing} permission for ${
      path} is not granted`);
  }
  const fault = findFault(base, path);
  if (fault !== undefined) return refusal(fault);
  directory = path;
  say(`cache directory ${path}`);
  binding.enable(path, process.argv[1] ?? '', portable, isDebugged());
  return { status: ENABLED, directory: base };
}

function temporary() {
  const { TMPDIR, TMP, TEMP } = process.env;
  return `${TMPDIR || TMP || TEMP || '/tmp'}/node-compile-cache`;
}

/**
 * @param {string | { directory?: string, portable?: boolean }} [options]
 * @returns {{ status: number, message?: string, directory?: string }}
 */
function enableCompileCache(options) {
  let base = options;
  let portable;
  if (typeof options === 'object' && options !== null) {
    ({ directory: base, portable } = options);
  }
  if (base !== undefined) validateString(base, 'cacheDir');
  if (portable !== undefined) validateBoolean(portable, 'options.portable');
  portable ??= process.env.NODE_COMPILE_CACHE_PORTABLE === '1';
  base ||= process.env.NODE_COMPILE_CACHE || temporary();
  return begin(absolute(base), portable);
}

/** NODE_COMPILE_CACHE, before the program runs. */
function enableFromEnvironment() {
  const base = process.env.NODE_COMPILE_CACHE;
  if (base) begin(absolute(base), process.env.NODE_COMPILE_CACHE_PORTABLE === '1');
}

function flushCompileCache() {
  say('module.flushCompileCache() requested.');
  binding.flush();
  say('module.flushCompileCache() finished.');
}

function getCompileCacheDir() {
  return directory;
}

module.exports = {
  enableCompileCache,
  enableFromEnvironment,
  flushCompileCache,
  getCompileCacheDir,
};
