// SPDX-License-Identifier: MIT
// node:fs/promises: each call is one operation in the pool and one entry back.
// FileHandle is in file_handle.js.
'use strict';

const {
  ArrayBufferIsView, SymbolAsyncDispose, SymbolAsyncIterator, SymbolIterator,
} = primordials;

const binding = internalBinding('fs');
const {
  codes: { ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors');
const { kEmptyObject, promisify } = require('internal/util');
const { parseFileMode } = require('internal/validators');
const { identity, promised } = require('internal/fs/request');
const { takeBigIntStats, takeNumberStats, takeStatFs } =
  require('internal/fs/stats');
const {
  encodedAs, getOptions, getValidMode, getValidatedPath, stringToFlags,
  stringToSymlinkType, toUnixTimestamp, validateRmOptions,
  validateRmdirOptions, validateUserId, wantsBytes,
} = require('internal/fs/utils');
const { aborted, finishRead, kindOf, toData, validateFlush } =
  require('internal/fs/files');
const {
  checkPrefix, checkReaddir, finishReaddir, listFlags, parseMkdir, startRm,
} = require('internal/fs/directories');
const { isMissing } = require('internal/fs/paths');
const { FileHandle, closeAfter, kRef, kUnref, kWrite, writeChunks } =
  require('internal/fs/file_handle');

function takerOf(options) {
  return options?.bigint ? takeBigIntStats : takeNumberStats;
}

async function access(path, mode) {
  path = getValidatedPath(path);
  mode = getValidMode(mode, 'access');
  const request = promised('access', path);
  binding.access(path, mode, request.id);
  return request.promise;
}

async function copyFile(src, dest, mode) {
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  mode = getValidMode(mode, 'copyFile');
  const request = promised('copyfile', src, dest);
  binding.copyFile(src, dest, mode, request.id);
  return request.promise;
}

async function cp(src, dest, options) {
  return require('internal/fs/cp').cpPromise(src, dest, options);
}

async function* glob(pattern, options) {
  yield* require('internal/fs/glob').globIterator(pattern, options);
}

async function open(path, flags, mode) {
  path = getValidatedPath(path);
  flags = stringToFlags(flags);
  mode = parseFileMode(mode, 'mode', 0o666);
  const request = promised('open', path, undefined, (fd) => new FileHandle(fd));
  binding.open(path, flags, mode, request.id);
  return request.promise;
}

async function rename(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  const request = promised('rename', oldPath, newPath);
  binding.rename(oldPath, newPath, request.id);
  return request.promise;
}

async function truncate(path, len = 0) {
  const handle = await open(path, 'r+');
  return closeAfter(handle.truncate(len), handle);
}

async function rm(path, options) {
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  const request = promised('rm', path);
  startRm(path, options, request.id);
  return request.promise;
}

async function rmdir(path, options) {
  path = getValidatedPath(path);
  validateRmdirOptions(options);
  const request = promised('rmdir', path);
  binding.rmdir(path, request.id);
  return request.promise;
}

async function mkdir(path, options) {
  path = getValidatedPath(path);
  const { mode, recursive } = parseMkdir(options);
  if (recursive) {
    const request = promised('mkdir', path, undefined, identity);
    binding.mkdirp(path, mode, 0, request.id);
    return request.promise;
  }
  const request = promised('mkdir', path);
  binding.mkdir(path, mode, request.id);
  return request.promise;
}

async function readdir(path, options) {
  options = getOptions(options);
  path = getValidatedPath(path);
  checkReaddir(options);
  const request = promised('scandir', path, undefined,
                           (list) => finishReaddir(list, path, options));
  binding.readdir(path, listFlags(options, !options.withFileTypes),
                  wantsBytes(options.encoding), request.id);
  return request.promise;
}

async function readlink(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path, 'oldPath');
  const request = promised('readlink', path, undefined, encodedAs(encoding));
  binding.readlink(path, wantsBytes(encoding), request.id);
  return request.promise;
}

async function symlink(target, path, type) {
  const flags = stringToSymlinkType(type);
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  const request = promised('symlink', target, path);
  binding.symlink(target, path, flags, request.id);
  return request.promise;
}

async function lstat(path, options = { bigint: false }) {
  path = getValidatedPath(path);
  const request = promised('lstat', path, undefined, takerOf(options));
  binding.lstat(path, options?.bigint ? 1 : 0, request.id);
  return request.promise;
}

async function stat(path, options = { bigint: false }) {
  path = getValidatedPath(path);
  const request = promised('stat', path, undefined, takerOf(options));
  binding.stat(path, options?.bigint ? 1 : 0, request.id);
  if (options?.throwIfNoEntry !== false) {
    return request.promise;
  }
  return request.promise.catch((err) => {
    if (!isMissing(err)) {
      throw err;
    }
  });
}

async function statfs(path, options = { bigint: false }) {
  path = getValidatedPath(path);
  const bigint = options?.bigint;
  const request = promised('statfs', path, undefined, () => takeStatFs(bigint));
  binding.statfs(path, bigint ? 1 : 0, request.id);
  return request.promise;
}

async function link(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  const request = promised('link', existingPath, newPath);
  binding.link(existingPath, newPath, request.id);
  return request.promise;
}

async function unlink(path) {
  path = getValidatedPath(path);
  const request = promised('unlink', path);
  binding.unlink(path, request.id);
  return request.promise;
}

async function chmod(path, mode) {
  path = getValidatedPath(path);
  mode = parseFileMode(mode, 'mode');
  const request = promised('chmod', path);
  binding.chmod(path, mode, request.id);
  return request.promise;
}

async function lchmod(path, mode) {
  throw new ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
}

async function lchown(path, uid, gid) {
  path = getValidatedPath(path);
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  const request = promised('lchown', path);
  binding.lchown(path, uid, gid, request.id);
  return request.promise;
}

async function chown(path, uid, gid) {
  path = getValidatedPath(path);
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  const request = promised('chown', path);
  binding.chown(path, uid, gid, request.id);
  return request.promise;
}

async function utimes(path, atime, mtime) {
  path = getValidatedPath(path);
  atime = toUnixTimestamp(atime);
  mtime = toUnixTimestamp(mtime);
  const request = promised('utime', path);
  binding.utimes(path, atime, mtime, request.id);
  return request.promise;
}

async function lutimes(path, atime, mtime) {
  path = getValidatedPath(path);
  atime = toUnixTimestamp(atime);
  mtime = toUnixTimestamp(mtime);
  const request = promised('lutime', path);
  binding.lutimes(path, atime, mtime, request.id);
  return request.promise;
}

async function realpath(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  const request = promised('realpath', path, undefined, encodedAs(encoding));
  binding.realpath(path, wantsBytes(encoding), request.id);
  return request.promise;
}

async function mkdtemp(prefix, options) {
  const { encoding } = getOptions(options);
  prefix = checkPrefix(prefix);
  const request = promised('mkdtemp', `${prefix}XXXXXX`, undefined,
                           encodedAs(encoding));
  binding.mkdtemp(prefix, wantsBytes(encoding), request.id);
  return request.promise;
}

async function mkdtempDisposable(prefix, options) {
  const cwd = process.cwd();
  const path = await mkdtemp(prefix, options);
  const full = require('path').resolve(cwd, `${path}`);
  const remove = () => rm(full, { recursive: true, force: true });
  return {
    __proto__: null,
    path,
    remove,
    async [SymbolAsyncDispose]() {
      await remove();
    },
  };
}

function throwIfAborted(signal) {
  if (signal?.aborted) {
    throw aborted(signal);
  }
}

async function readFile(path, options) {
  options = getOptions(options, { flag: 'r' });
  if (path instanceof FileHandle) {
    return path.readFile(options);
  }
  const { encoding, signal } = options;
  throwIfAborted(signal);
  path = getValidatedPath(path);
  const flags = stringToFlags(options.flag || 'r', 'options.flag');
  const request = promised('open', path, undefined, (value) => {
    throwIfAborted(signal);
    return finishRead(value, encoding);
  });
  binding.readFile(path, flags, kindOf(encoding), request.id);
  return request.promise;
}

// Something to be written piece by piece.
function isIterable(data) {
  return typeof data === 'object' && data !== null &&
    !ArrayBufferIsView(data) &&
    (typeof data[SymbolAsyncIterator] === 'function' ||
     typeof data[SymbolIterator] === 'function');
}

async function writeFile(path, data, options) {
  options = getOptions(options, {
    encoding: 'utf8', mode: 0o666, flag: 'w', flush: false,
  });
  const { encoding, flush, signal } = options;
  const flag = options.flag || 'w';
  validateFlush(flush);
  const pieces = isIterable(data);
  if (!pieces) {
    data = toData(data, encoding);
  }
  if (path instanceof FileHandle) {
    throwIfAborted(signal);
    return path[kWrite](data, pieces, options);
  }
  throwIfAborted(signal);
  if (pieces || flush) {
    const handle = await open(path, flag, options.mode);
    const writing = pieces ?
      writeChunks(handle, data, options) : handle[kWrite](data, false, options);
    return closeAfter(
      flush ? writing.then(() => handle.sync()) : writing, handle);
  }
  path = getValidatedPath(path);
  const request = promised(
    'open', path, undefined,
    signal === undefined ? undefined : () => throwIfAborted(signal), data);
  binding.writeFile(path, data, stringToFlags(flag),
                    parseFileMode(options.mode, 'mode', 0o666), request.id);
  return request.promise;
}

async function appendFile(path, data, options) {
  options = {
    ...getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' }),
  };
  options.flag ||= 'a';
  return writeFile(path, data, options);
}

async function* watch(filename, options = kEmptyObject) {
  yield* require('internal/fs/watchers').watchIterator(filename, options);
}

function opendir(path, options, callback) {
  require('internal/fs/dir').opendir(path, options, callback);
}

const api = {
  access,
  copyFile,
  cp,
  glob,
  open,
  opendir: promisify(opendir),
  rename,
  truncate,
  rm,
  rmdir,
  mkdir,
  readdir,
  readlink,
  symlink,
  lstat,
  stat,
  statfs,
  link,
  unlink,
  chmod,
  lchmod,
  lchown,
  chown,
  utimes,
  lutimes,
  realpath,
  mkdtemp,
  mkdtempDisposable,
  writeFile,
  appendFile,
  readFile,
  watch,
  constants: binding.constants,
};

module.exports = { FileHandle, exports: api, kRef, kUnref };
