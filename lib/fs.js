// SPDX-License-Identifier: MIT
// node:fs. The functions live in lib/internal/fs/ by theme; what a program
// seldom uses is loaded when it is first used.
'use strict';

const {
  ObjectDefineProperties, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor,
} = primordials;

const binding = internalBinding('fs');
const { deprecate } = require('internal/util');
const paths = require('internal/fs/paths');
const descriptors = require('internal/fs/descriptors');
const files = require('internal/fs/files');
const directories = require('internal/fs/directories');
const { Dirent, toUnixTimestamp } = require('internal/fs/utils');

function cp(src, dest, options, callback) {
  require('internal/fs/cp').cp(src, dest, options, callback);
}

function cpSync(src, dest, options) {
  require('internal/fs/cp').cpSync(src, dest, options);
}

function createReadStream(path, options) {
  return new (fs.ReadStream)(path, options);
}

function createWriteStream(path, options) {
  return new (fs.WriteStream)(path, options);
}

function glob(pattern, options, callback) {
  require('internal/fs/glob').glob(pattern, options, callback);
}

function globSync(pattern, options) {
  return require('internal/fs/glob').globSync(pattern, options);
}

function mkdtempDisposableSync(prefix, options) {
  return require('internal/fs/disposable').mkdtempDisposableSync(prefix,
                                                                 options);
}

function openAsBlob(path, options = { __proto__: null }) {
  return require('internal/fs/blob').openAsBlob(path, options);
}

function opendir(path, options, callback) {
  require('internal/fs/dir').opendir(path, options, callback);
}

function opendirSync(path, options) {
  return require('internal/fs/dir').opendirSync(path, options);
}

function watch(filename, options, listener) {
  return require('internal/fs/watchers').watch(filename, options, listener);
}

function watchFile(filename, options, listener) {
  return require('internal/fs/watchers').watchFile(filename, options, listener);
}

function unwatchFile(filename, listener) {
  require('internal/fs/watchers').unwatchFile(filename, listener);
}

const fs = module.exports = {
  appendFile: files.appendFile,
  appendFileSync: files.appendFileSync,
  access: paths.access,
  accessSync: paths.accessSync,
  chown: paths.chown,
  chownSync: paths.chownSync,
  chmod: paths.chmod,
  chmodSync: paths.chmodSync,
  close: descriptors.close,
  closeSync: descriptors.closeSync,
  copyFile: paths.copyFile,
  copyFileSync: paths.copyFileSync,
  cp,
  cpSync,
  createReadStream,
  createWriteStream,
  exists: paths.exists,
  existsSync: paths.existsSync,
  fchown: descriptors.fchown,
  fchownSync: descriptors.fchownSync,
  fchmod: descriptors.fchmod,
  fchmodSync: descriptors.fchmodSync,
  fdatasync: descriptors.fdatasync,
  fdatasyncSync: descriptors.fdatasyncSync,
  fstat: paths.fstat,
  fstatSync: paths.fstatSync,
  fsync: descriptors.fsync,
  fsyncSync: descriptors.fsyncSync,
  ftruncate: descriptors.ftruncate,
  ftruncateSync: descriptors.ftruncateSync,
  futimes: descriptors.futimes,
  futimesSync: descriptors.futimesSync,
  glob,
  globSync,
  lchown: paths.lchown,
  lchownSync: paths.lchownSync,
  lchmod: undefined,
  lchmodSync: undefined,
  link: paths.link,
  linkSync: paths.linkSync,
  lstat: paths.lstat,
  lstatSync: paths.lstatSync,
  lutimes: paths.lutimes,
  lutimesSync: paths.lutimesSync,
  mkdir: directories.mkdir,
  mkdirSync: directories.mkdirSync,
  mkdtemp: directories.mkdtemp,
  mkdtempSync: directories.mkdtempSync,
  mkdtempDisposableSync,
  open: descriptors.open,
  openSync: descriptors.openSync,
  openAsBlob,
  readdir: directories.readdir,
  readdirSync: directories.readdirSync,
  read: descriptors.read,
  readSync: descriptors.readSync,
  readv: descriptors.readv,
  readvSync: descriptors.readvSync,
  readFile: files.readFile,
  readFileSync: files.readFileSync,
  readlink: paths.readlink,
  readlinkSync: paths.readlinkSync,
  realpath: directories.realpath,
  realpathSync: directories.realpathSync,
  rename: paths.rename,
  renameSync: paths.renameSync,
  rm: directories.rm,
  rmSync: directories.rmSync,
  rmdir: directories.rmdir,
  rmdirSync: directories.rmdirSync,
  stat: paths.stat,
  statfs: paths.statfs,
  statSync: paths.statSync,
  statfsSync: paths.statfsSync,
  symlink: paths.symlink,
  symlinkSync: paths.symlinkSync,
  truncate: paths.truncate,
  truncateSync: paths.truncateSync,
  unwatchFile,
  unlink: paths.unlink,
  unlinkSync: paths.unlinkSync,
  utimes: paths.utimes,
  utimesSync: paths.utimesSync,
  watch,
  watchFile,
  writeFile: files.writeFile,
  writeFileSync: files.writeFileSync,
  write: descriptors.write,
  writeSync: descriptors.writeSync,
  writev: descriptors.writev,
  writevSync: descriptors.writevSync,
  Dirent,
  Stats: deprecate(paths.Stats, 'fs.Stats constructor is deprecated.',
                   'DEP0180'),
};

// A property that loads its value at first use and may be replaced.
function lazily(key, load, name = key) {
  let value;
  const accessors = {
    get [name]() {
      return (value ??= load());
    },
    set [name](replacement) {
      value = replacement;
    },
  };
  ObjectDefineProperty(fs, key, {
    ...ObjectGetOwnPropertyDescriptor(accessors, name),
    __proto__: null, configurable: true, enumerable: true,
  });
}

const streams = () => require('internal/fs/streams');
lazily('ReadStream', () => streams().ReadStream);
lazily('WriteStream', () => streams().WriteStream);
// Old names of the same.
lazily('FileReadStream', () => streams().ReadStream);
lazily('FileWriteStream', () => streams().WriteStream);
fs._toUnixTimestamp = toUnixTimestamp;
ObjectDefineProperty(fs, 'Utf8Stream', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('internal/fs/utf8_stream').Utf8Stream;
  },
});
lazily('Dir', () => require('internal/fs/dir').Dir);
fs.opendir = opendir;
fs.opendirSync = opendirSync;

ObjectDefineProperties(fs, {
  constants: {
    __proto__: null, configurable: false, enumerable: true,
    value: binding.constants, writable: false,
  },
  promises: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return require('internal/fs/promises').exports;
    },
  },
});
