// SPDX-License-Identifier: MIT
// fs on what a path names, one system call each: Sync and callback forms.
'use strict';

const { ObjectDefineProperty, Promise } = primordials;

const binding = internalBinding('fs');
const realm = require('internal/bootstrap/realm');
const { promisify } = require('internal/util');
const { parseFileMode, validateInteger } = require('internal/validators');
const { check, request } = require('internal/fs/request');
const {
  Stats, takeBigIntStats, takeNumberStats, takeStatFs, takeStats,
} = require('internal/fs/stats');
const {
  encodedAs, getOptions, getValidMode, getValidatedFd, getValidatedPath,
  stringToSymlinkType, toEncoded, toUnixTimestamp, validateCallback,
  validateUserId, wantsBytes,
} = require('internal/fs/utils');

const kNoEntry = -2;
const kNotDirectory = -20;

function access(path, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = undefined;
  }
  path = getValidatedPath(path);
  mode = getValidMode(mode, 'access');
  validateCallback(callback);
  binding.access(path, mode, request(callback, 'access', path));
}

function accessSync(path, mode) {
  path = getValidatedPath(path);
  check(binding.access(path, getValidMode(mode, 'access')), 'access', path);
}

function exists(path, callback) {
  validateCallback(callback);
  try {
    path = getValidatedPath(path);
  } catch {
    callback(false);
    return;
  }
  binding.access(path, 0, request((err) => callback(!err), 'access', path));
}
ObjectDefineProperty(exists, promisify.custom, {
  __proto__: null,
  value: function exists(path) {
    return new Promise((resolve) => module.exports.exists(path, resolve));
  },
});

let warnedExists = false;

function existsSync(path) {
  try {
    path = getValidatedPath(path);
  } catch (err) {
    if (err?.code === 'ERR_INVALID_ARG_TYPE' && !warnedExists) {
      warnedExists = true;
      process.emitWarning(
        'Passing invalid argument types to fs.existsSync is deprecated',
        'DeprecationWarning', 'DEP0187');
    }
    return false;
  }
  const result = binding.access(path, 0);
  if (typeof result !== 'number') check(result);
  return result === 0;
}

function isMissing(err) {
  return err?.errno === kNoEntry || err?.errno === kNotDirectory;
}

function takerOf(options) {
  return options?.bigint ? takeBigIntStats : takeNumberStats;
}

function stat(path, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateCallback(callback);
  path = getValidatedPath(path);
  if (options?.throwIfNoEntry === false) {
    const found = callback;
    callback = (err, stats) =>
      (isMissing(err) ? found(null, undefined) : found(err, stats));
  }
  binding.stat(path, options?.bigint ? 1 : 0,
               request(callback, 'stat', path, undefined, takerOf(options)));
}

function lstat(path, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateCallback(callback);
  path = getValidatedPath(path);
  binding.lstat(path, options?.bigint ? 1 : 0,
                request(callback, 'lstat', path, undefined, takerOf(options)));
}

function fstat(fd, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  fd = getValidatedFd(fd);
  validateCallback(callback);
  binding.fstat(fd, options?.bigint ? 1 : 0,
                request(callback, 'fstat', undefined, undefined,
                        takerOf(options)));
}

function finishStatSync(result, syscall, path, options) {
  if (result !== 0) {
    if (options?.throwIfNoEntry === false &&
        (result === kNoEntry || result === kNotDirectory)) {
      return undefined;
    }
    check(result, syscall, path);
  }
  return takeStats(options?.bigint);
}

function statSync(path, options = { bigint: false, throwIfNoEntry: true }) {
  path = getValidatedPath(path);
  return finishStatSync(binding.stat(path, options?.bigint ? 1 : 0), 'stat',
                        path, options);
}

function lstatSync(path, options = { bigint: false, throwIfNoEntry: true }) {
  path = getValidatedPath(path);
  return finishStatSync(binding.lstat(path, options?.bigint ? 1 : 0), 'lstat',
                        path, options);
}

function fstatSync(fd, options = { bigint: false }) {
  fd = getValidatedFd(fd);
  check(binding.fstat(fd, options?.bigint ? 1 : 0), 'fstat');
  return takeStats(options?.bigint);
}

function statfs(path, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateCallback(callback);
  path = getValidatedPath(path);
  const bigint = options?.bigint;
  binding.statfs(path, bigint ? 1 : 0,
                 request(callback, 'statfs', path, undefined,
                         () => takeStatFs(bigint)));
}

function statfsSync(path, options = { bigint: false }) {
  path = getValidatedPath(path);
  check(binding.statfs(path, options?.bigint ? 1 : 0), 'statfs', path);
  return takeStatFs(options?.bigint);
}

function chmod(path, mode, callback) {
  path = getValidatedPath(path);
  mode = parseFileMode(mode, 'mode');
  validateCallback(callback);
  realm.guard?.demandPath('fs.write', path);
  binding.chmod(path, mode, request(callback, 'chmod', path));
}

function chmodSync(path, mode) {
  path = getValidatedPath(path);
  mode = parseFileMode(mode, 'mode');
  check(binding.chmod(path, mode), 'chmod', path);
}

function chown(path, uid, gid, callback) {
  validateCallback(callback);
  path = getValidatedPath(path);
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  binding.chown(path, uid, gid, request(callback, 'chown', path));
}

function chownSync(path, uid, gid) {
  path = getValidatedPath(path);
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  check(binding.chown(path, uid, gid), 'chown', path);
}

function lchown(path, uid, gid, callback) {
  validateCallback(callback);
  path = getValidatedPath(path);
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  binding.lchown(path, uid, gid, request(callback, 'lchown', path));
}

function lchownSync(path, uid, gid) {
  path = getValidatedPath(path);
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  check(binding.lchown(path, uid, gid), 'lchown', path);
}

function utimes(path, atime, mtime, callback) {
  validateCallback(callback);
  path = getValidatedPath(path);
  atime = toUnixTimestamp(atime);
  mtime = toUnixTimestamp(mtime);
  realm.guard?.demandPath('fs.write', path);
  binding.utimes(path, atime, mtime, request(callback, 'utime', path));
}

function utimesSync(path, atime, mtime) {
  path = getValidatedPath(path);
  check(binding.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime)),
        'utime', path);
}

function lutimes(path, atime, mtime, callback) {
  validateCallback(callback);
  path = getValidatedPath(path);
  atime = toUnixTimestamp(atime);
  mtime = toUnixTimestamp(mtime);
  realm.guard?.demandPath('fs.write', path);
  binding.lutimes(path, atime, mtime, request(callback, 'lutime', path));
}

function lutimesSync(path, atime, mtime) {
  path = getValidatedPath(path);
  check(binding.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime)),
        'lutime', path);
}

function rename(oldPath, newPath, callback) {
  validateCallback(callback);
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  binding.rename(oldPath, newPath,
                 request(callback, 'rename', oldPath, newPath));
}

function renameSync(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  check(binding.rename(oldPath, newPath), 'rename', oldPath, newPath);
}

function link(existingPath, newPath, callback) {
  validateCallback(callback);
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  binding.link(existingPath, newPath,
               request(callback, 'link', existingPath, newPath));
}

function linkSync(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  check(binding.link(existingPath, newPath), 'link', existingPath, newPath);
}

function symlink(target, path, type, callback) {
  if (callback === undefined) {
    callback = validateCallback(type);
    type = undefined;
  } else {
    validateCallback(callback);
  }
  const flags = stringToSymlinkType(type);
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  binding.symlink(target, path, flags,
                  request(callback, 'symlink', target, path));
}

function symlinkSync(target, path, type) {
  const flags = stringToSymlinkType(type);
  target = getValidatedPath(target, 'target');
  path = getValidatedPath(path);
  check(binding.symlink(target, path, flags), 'symlink', target, path);
}

function readlink(path, options, callback) {
  callback = validateCallback(
    typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  path = getValidatedPath(path, 'oldPath');
  realm.guard?.demandPath('fs.read', path);
  binding.readlink(path, wantsBytes(encoding),
                   request(callback, 'readlink', path, undefined,
                           encodedAs(encoding)));
}

function readlinkSync(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path, 'oldPath');
  return toEncoded(
    check(binding.readlink(path, wantsBytes(encoding)), 'readlink', path),
    encoding);
}

function unlink(path, callback) {
  validateCallback(callback);
  path = getValidatedPath(path);
  binding.unlink(path, request(callback, 'unlink', path));
}

function unlinkSync(path) {
  path = getValidatedPath(path);
  check(binding.unlink(path), 'unlink', path);
}

function copyFile(src, dest, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = 0;
  }
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  mode = getValidMode(mode, 'copyFile');
  validateCallback(callback);
  binding.copyFile(src, dest, mode, request(callback, 'copyfile', src, dest));
}

function copyFileSync(src, dest, mode) {
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  mode = getValidMode(mode, 'copyFile');
  check(binding.copyFile(src, dest, mode), 'copyfile', src, dest);
}

function validateLength(len) {
  if (len === undefined) {
    return 0;
  }
  validateInteger(len, 'len');
  return len < 0 ? 0 : len;
}

function truncate(path, len, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = undefined;
  }
  len = validateLength(len);
  validateCallback(callback);
  const fs = require('fs');
  fs.open(path, 'r+', (err, fd) => {
    if (err) {
      callback(err);
      return;
    }
    binding.ftruncate(fd, len, request((failed) => {
      fs.close(fd, (closing) => callback(failed ?? closing));
    }, 'ftruncate', undefined));
  });
}

function truncateSync(path, len) {
  len = validateLength(len);
  const fs = require('fs');
  const fd = fs.openSync(path, 'r+');
  try {
    check(binding.ftruncate(fd, len), 'ftruncate');
  } finally {
    fs.closeSync(fd);
  }
}

module.exports = {
  Stats,
  access,
  accessSync,
  chmod,
  chmodSync,
  chown,
  chownSync,
  copyFile,
  copyFileSync,
  exists,
  existsSync,
  fstat,
  fstatSync,
  isMissing,
  lchown,
  lchownSync,
  link,
  linkSync,
  lstat,
  lstatSync,
  lutimes,
  lutimesSync,
  readlink,
  readlinkSync,
  rename,
  renameSync,
  stat,
  statSync,
  statfs,
  statfsSync,
  symlink,
  symlinkSync,
  truncate,
  truncateSync,
  unlink,
  unlinkSync,
  utimes,
  utimesSync,
  validateLength,
};
