// SPDX-License-Identifier: MIT
// fs on directories and trees: mkdir, mkdtemp, readdir, rmdir, rm, realpath.
'use strict';

const binding = internalBinding('fs');
const realm = require('internal/bootstrap/realm');
const { parseFileMode, validateBoolean } = require('internal/validators');
const { check, request } = require('internal/fs/request');
const {
  Dirent, encodedAs, getOptions, getValidatedPath, toEncoded,
  validateCallback, validateRmOptions, validateRmdirOptions, wantsBytes,
} = require('internal/fs/utils');

// --- mkdir, mkdtemp --------------------------------------------------------

// { mode, recursive } from mkdir's options.
function parseMkdir(options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = parseFileMode(options, 'mode');
  } else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive;
      validateBoolean(recursive, 'options.recursive');
    }
    if (options.mode !== undefined) {
      mode = parseFileMode(options.mode, 'options.mode');
    }
  }
  return { mode, recursive };
}

const identity = (value) => value;

function mkdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  const { mode, recursive } = parseMkdir(options);
  validateCallback(callback);
  realm.guard?.demandPath('fs.write', path);
  if (recursive) {
    binding.mkdirp(path, mode, 0,
                   request(callback, 'mkdir', path, undefined, identity));
  } else {
    binding.mkdir(path, mode, request(callback, 'mkdir', path));
  }
}

function mkdirSync(path, options) {
  path = getValidatedPath(path);
  const { mode, recursive } = parseMkdir(options);
  const result = check(
    recursive ? binding.mkdirp(path, mode, 0) : binding.mkdir(path, mode),
    'mkdir', path);
  return recursive ? result : undefined;
}

let warnedTemplate = false;

// The prefix of mkdtemp, and the path that its errors name.
function checkPrefix(prefix) {
  prefix = getValidatedPath(prefix, 'prefix');
  const text = typeof prefix === 'string';
  if (!warnedTemplate &&
      (text ? prefix.endsWith('X') : prefix[prefix.length - 1] === 0x58)) {
    warnedTemplate = true;
    process.emitWarning(
      'mkdtemp() templates ending with X are not portable. ' +
      'For details see: https://nodejs.org/api/fs.html');
  }
  return prefix;
}

function mkdtemp(prefix, options, callback) {
  callback = validateCallback(
    typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  prefix = checkPrefix(prefix);
  binding.mkdtemp(prefix, wantsBytes(encoding),
                  request(callback, 'mkdtemp', `${prefix}XXXXXX`, undefined,
                          encodedAs(encoding)));
}

function mkdtempSync(prefix, options) {
  const { encoding } = getOptions(options);
  prefix = checkPrefix(prefix);
  return toEncoded(
    check(binding.mkdtemp(prefix, wantsBytes(encoding)), 'mkdtemp',
          `${prefix}XXXXXX`), encoding);
}

// --- readdir ---------------------------------------------------------------

function checkReaddir(options) {
  if (options.recursive != null) {
    validateBoolean(options.recursive, 'options.recursive');
  }
}

// How the binding shall list: types and names below, or only names. Where a
// link leads to a directory, names below that are listed as well.
function listFlags(options, intoLinks = true) {
  return (options.withFileTypes ? 1 : 0) |
    (options.recursive ? (intoLinks ? 6 : 2) : 0);
}

// The binding's list: each name with a NUL behind it and, with flags, the
// digit of its type before it. Bytes are read as Latin-1, which keeps them.
function splitList(list, encoding) {
  const bytes = typeof list !== 'string';
  const text = bytes ?
    require('buffer').Buffer.from(list).latin1Slice() : list;
  const names = text.split('\0');
  names.pop();
  return names;
}

function decodeName(name, encoding) {
  const buffer = require('buffer').Buffer.from(name, 'latin1');
  return encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

function joined(base, name) {
  if (typeof base !== 'string') {
    base = require('buffer').Buffer.from(base).toString();
  }
  return base === '' || base.endsWith('/') ?
    `${base}${name}` : `${base}/${name}`;
}

// The parent of an entry found below the root; the root itself at the top.
function toDirent(entry, path, encoding, bytes) {
  const type = entry.charCodeAt(0) - 48;
  const slash = entry.lastIndexOf('/');
  let name = entry.slice(slash < 0 ? 1 : slash + 1);
  let parent = path;
  if (slash >= 0) {
    parent = require('path').join(joined(path, entry.slice(1, slash)));
  }
  if (bytes) {
    name = decodeName(name, encoding);
  }
  return new Dirent(name, type, parent);
}

function finishReaddir(list, path, options) {
  const { encoding } = options;
  const names = splitList(list);
  const bytes = typeof list !== 'string';
  if (options.withFileTypes) {
    for (let i = 0; i < names.length; i++) {
      names[i] = toDirent(names[i], path, encoding, bytes);
    }
    return names;
  }
  if (bytes || options.recursive) {
    const start = options.recursive ? 1 : 0;
    for (let i = 0; i < names.length; i++) {
      const name = names[i].slice(start);
      names[i] = bytes ? decodeName(name, encoding) : name;
    }
  }
  return names;
}

function readdir(path, options, callback) {
  callback = validateCallback(
    typeof options === 'function' ? options : callback);
  options = getOptions(options);
  path = getValidatedPath(path);
  checkReaddir(options);
  binding.readdir(path, listFlags(options), wantsBytes(options.encoding),
                  request(callback, 'scandir', path, undefined,
                          (list) => finishReaddir(list, path, options)));
}

function readdirSync(path, options) {
  options = getOptions(options);
  path = getValidatedPath(path);
  checkReaddir(options);
  return finishReaddir(
    check(binding.readdir(path, listFlags(options),
                          wantsBytes(options.encoding)), 'scandir', path),
    path, options);
}

// --- rmdir, rm -------------------------------------------------------------

function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateRmdirOptions(options);
  validateCallback(callback);
  path = getValidatedPath(path);
  realm.guard?.demandPath('fs.write', path);
  binding.rmdir(path, request(callback, 'rmdir', path));
}

function rmdirSync(path, options) {
  path = getValidatedPath(path);
  validateRmdirOptions(options);
  check(binding.rmdir(path), 'rmdir', path);
}

function startRm(path, options, id) {
  return binding.rm(path, options.recursive ? 1 : 0, options.force ? 1 : 0,
                    options.maxRetries, options.retryDelay, id);
}

function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  validateCallback(callback);
  startRm(path, options, request(callback, 'rm', path));
}

function rmSync(path, options) {
  path = getValidatedPath(path);
  check(startRm(path, validateRmOptions(options)), 'rm', path);
}

// --- realpath --------------------------------------------------------------

function realpath(path, options, callback) {
  callback = validateCallback(
    typeof options === 'function' ? options : callback);
  options = getOptions(options);
  path = getValidatedPath(path);
  const { encoding } = options;
  binding.realpath(
    path, wantsBytes(encoding),
    request((err, value) => {
      if (!err) {
        callback(null, value);
        return;
      }
      require('internal/fs/realpath').walk(path, (failed, resolved) => {
        if (failed) {
          callback(failed);
        } else {
          callback(null, encodePath(resolved, encoding));
        }
      });
    }, 'realpath', path, undefined, encodedAs(encoding)));
}

// A path that is a string, in the encoding asked for.
function encodePath(path, encoding) {
  return wantsBytes(encoding) === 0 ?
    path : toEncoded(require('buffer').Buffer.from(path), encoding);
}

function realpathSync(path, options) {
  options = getOptions(options);
  path = getValidatedPath(path);
  const { encoding } = options;
  const value = binding.realpath(path, wantsBytes(encoding));
  return typeof value === 'number' ?
    encodePath(require('internal/fs/realpath').walkSync(path), encoding) :
    toEncoded(value, encoding);
}

realpath.native = function native(path, options, callback) {
  callback = validateCallback(callback || options);
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  realm.guard?.demandPath('fs.read', path);
  binding.realpath(path, wantsBytes(encoding),
                   request(callback, 'realpath', path, undefined,
                           encodedAs(encoding)));
};

realpathSync.native = function native(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  realm.guard?.demandPath('fs.read', path);
  return toEncoded(check(binding.realpath(path, wantsBytes(encoding)),
                         'realpath', path), encoding);
};

module.exports = {
  checkPrefix,
  checkReaddir,
  finishReaddir,
  listFlags,
  mkdir,
  mkdirSync,
  mkdtemp,
  mkdtempSync,
  parseMkdir,
  readdir,
  readdirSync,
  realpath,
  realpathSync,
  rm,
  rmSync,
  rmdir,
  rmdirSync,
  startRm,
};
