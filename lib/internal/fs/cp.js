// SPDX-License-Identifier: MIT
// fs.cp in its three forms. The rules are written once, as generators that
// yield the calls they need ([name of fs, arguments]); one driver makes them
// with the Sync functions, the other with the promises.
'use strict';

const realm = require('internal/bootstrap/realm');
const {
  codes: {
    ERR_FS_CP_DIR_TO_NON_DIR, ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL,
    ERR_FS_CP_FIFO_PIPE, ERR_FS_CP_NON_DIR_TO_DIR, ERR_FS_CP_SOCKET,
    ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, ERR_FS_CP_UNKNOWN, ERR_FS_EISDIR,
    ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_RETURN_VALUE,
  },
} = require('internal/errors');
const { validateBoolean, validateFunction, validateObject } =
  require('internal/validators');
const { getValidMode, getValidatedPath, validateCallback } =
  require('internal/fs/utils');
const { dirname, isAbsolute, join, resolve } = require('path');

const EEXIST = 17;
const EINVAL = 22;
const EISDIR = 21;
const ENOTDIR = 20;
const kOwnerWrites = 0o200;
const kBigInt = { __proto__: null, bigint: true };
const defaults = {
  __proto__: null,
  dereference: false,
  errorOnExist: false,
  filter: undefined,
  force: true,
  mode: 0,
  preserveTimestamps: false,
  recursive: false,
  verbatimSymlinks: false,
};
const flags = ['dereference', 'errorOnExist', 'force', 'preserveTimestamps',
               'recursive', 'verbatimSymlinks'];

function validateCpOptions(options) {
  if (options === undefined) {
    return { ...defaults };
  }
  validateObject(options, 'options');
  options = { ...defaults, ...options };
  for (const flag of flags) {
    validateBoolean(options[flag], `options.${flag}`);
  }
  options.mode = getValidMode(options.mode, 'copyFile');
  if (options.dereference === true && options.verbatimSymlinks === true) {
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) {
    validateFunction(options.filter, 'options.filter');
  }
  return options;
}

function failure(Code, message, path, errno, code) {
  return new Code({ message, path, syscall: 'cp', errno, code });
}

function identical(a, b) {
  return b.ino && b.dev && b.ino === a.ino && b.dev === a.dev;
}

// Whether `dest` is `src` or inside it, by their names.
function isInside(src, dest) {
  const from = resolve(src).split('/').filter((name) => name);
  const to = resolve(dest).split('/').filter((name) => name);
  return from.every((name, i) => to[i] === name);
}

// The stat of something that may not be there: null then.
function* maybeStat(call, path) {
  try {
    return yield [call, path, kBigInt];
  } catch (err) {
    if (err.code === 'ENOENT') {
      return null;
    }
    throw err;
  }
}

// The same of a folder above one of the two; undefined where --permission lets
// nobody look.
function* maybeParent(path) {
  try {
    return yield* maybeStat('stat', path);
  } catch (err) {
    if (err.code === 'ERR_ACCESS_DENIED') return undefined;
    throw err;
  }
}

function intoItself(src, dest) {
  return failure(ERR_FS_CP_EINVAL,
                 `cannot copy ${src} to a subdirectory of self ${dest}`, dest,
                 EINVAL, 'EINVAL');
}

function exists(dest) {
  return failure(ERR_FS_CP_EEXIST, `${dest} already exists`, dest, EEXIST,
                 'EEXIST');
}

// The stats of both, when one may be copied over the other.
function* checkPaths(src, dest, options) {
  const call = options.dereference ? 'stat' : 'lstat';
  const from = yield [call, src, kBigInt];
  const to = yield* maybeStat(call, dest);
  if (to !== null) {
    if (identical(from, to)) {
      throw failure(ERR_FS_CP_EINVAL, 'src and dest cannot be the same', dest,
                    EINVAL, 'EINVAL');
    }
    if (from.isDirectory() && !to.isDirectory()) {
      throw failure(
        ERR_FS_CP_DIR_TO_NON_DIR,
        `cannot overwrite non-directory ${dest} with directory ${src}`, dest,
        EISDIR, 'EISDIR');
    }
    if (!from.isDirectory() && to.isDirectory()) {
      throw failure(
        ERR_FS_CP_NON_DIR_TO_DIR,
        `cannot overwrite directory ${dest} with non-directory ${src}`, dest,
        ENOTDIR, 'ENOTDIR');
    }
  }
  if (from.isDirectory() && isInside(src, dest)) {
    throw intoItself(src, dest);
  }
  return { from, to };
}

// No directory above `dest` may be `src` under another name.
function* checkParents(src, from, dest) {
  const home = resolve(dirname(src));
  let parent = resolve(dirname(dest));
  while (parent !== home && parent !== dirname(parent)) {
    const stats = yield* maybeParent(parent);
    if (stats === null || stats === undefined) {
      return;
    }
    if (identical(from, stats)) {
      throw intoItself(src, dest);
    }
    parent = dirname(parent);
  }
}

function* copyFile(from, src, dest, options) {
  yield ['copyFile', src, dest, options.mode];
  const mode = Number(from.mode);
  if (options.preserveTimestamps) {
    // Times can be set only on what may be written.
    if ((mode & kOwnerWrites) === 0) {
      yield ['chmod', dest, mode | kOwnerWrites];
    }
    // Asked again: the copying has changed the time of access.
    const now = yield ['stat', src];
    yield ['utimes', dest, now.atime, now.mtime];
  }
  yield ['chmod', dest, mode];
}

function* onFile({ from, to }, src, dest, options) {
  if (to !== null) {
    if (!options.force) {
      if (options.errorOnExist) {
        throw exists(dest);
      }
      return;
    }
    yield ['unlink', dest];
  }
  yield* copyFile(from, src, dest, options);
}

function* onLink({ to }, src, dest, options) {
  let target = yield ['readlink', src];
  if (!options.verbatimSymlinks && !isAbsolute(target)) {
    target = resolve(dirname(src), target);
  }
  if (to === null) {
    yield ['symlink', target, dest];
    return;
  }
  let present;
  try {
    present = yield ['readlink', dest];
  } catch (err) {
    // A file, where a link shall be.
    if (err.code === 'EINVAL' || err.code === 'UNKNOWN') {
      yield ['symlink', target, dest];
      return;
    }
    throw err;
  }
  if (!isAbsolute(present)) {
    present = resolve(dirname(dest), present);
  }
  const pointed = yield* maybeStat('stat', src);
  if (pointed?.isDirectory()) {
    if (isInside(target, present)) {
      throw intoItself(target, present);
    }
    // Removing the link would remove what is to be copied.
    if (isInside(present, target)) {
      throw failure(ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY,
                    `cannot overwrite ${present} with ${target}`, dest, EINVAL,
                    'EINVAL');
    }
  }
  yield ['unlink', dest];
  yield ['symlink', target, dest];
}

function* onDirectory({ from, to }, src, dest, options) {
  if (to === null) {
    yield ['mkdir', dest];
  } else if (options.errorOnExist && !options.force) {
    throw exists(dest);
  }
  const names = yield ['readdir', src];
  for (const name of names) {
    const source = join(src, name);
    const target = join(dest, name);
    if (options.filter && !(yield ['filter', source, target])) {
      continue;
    }
    const stats = yield* checkPaths(source, target, options);
    yield* copyItem(stats, source, target, options);
  }
  if (to === null) {
    yield ['chmod', dest, Number(from.mode)];
  }
}

function* copyItem(stats, src, dest, options) {
  const { from } = stats;
  if (from.isDirectory()) {
    if (!options.recursive) {
      throw failure(
        ERR_FS_EISDIR,
        `Recursive option not enabled, cannot copy a directory: ${src}`, src,
        EISDIR, 'EISDIR');
    }
    yield* onDirectory(stats, src, dest, options);
  } else if (from.isFile() || from.isCharacterDevice() ||
             from.isBlockDevice()) {
    yield* onFile(stats, src, dest, options);
  } else if (from.isSymbolicLink()) {
    yield* onLink(stats, src, dest, options);
  } else if (from.isSocket()) {
    throw failure(ERR_FS_CP_SOCKET, `cannot copy a socket file: ${dest}`, dest,
                  EINVAL, 'EINVAL');
  } else if (from.isFIFO()) {
    throw failure(ERR_FS_CP_FIFO_PIPE, `cannot copy a FIFO pipe: ${dest}`, dest,
                  EINVAL, 'EINVAL');
  } else {
    throw failure(ERR_FS_CP_UNKNOWN, `cannot copy an unknown file type: ${dest}`,
                  dest, EINVAL, 'EINVAL');
  }
}

function* copy(src, dest, options) {
  realm.guard?.demandPath('fs.read', src);
  realm.guard?.demandPath('fs.write', dest);
  if (options.filter && !(yield ['filter', src, dest])) {
    return;
  }
  const stats = yield* checkPaths(src, dest, options);
  yield* checkParents(src, stats.from, dest);
  const parent = dirname(dest);
  if ((yield* maybeParent(parent)) === null) {
    yield ['mkdir', parent, { __proto__: null, recursive: true }];
  }
  yield* copyItem(stats, src, dest, options);
}

function text(path) {
  return typeof path === 'string' ?
    path : require('buffer').Buffer.from(path).toString();
}

// --- the two drivers -------------------------------------------------------

function cpSync(src, dest, options) {
  options = validateCpOptions(options);
  src = text(getValidatedPath(src, 'src'));
  dest = text(getValidatedPath(dest, 'dest'));
  const fs = require('fs');
  const copying = copy(src, dest, options);
  let step = copying.next();
  while (!step.done) {
    const { 0: call, 1: a, 2: b, 3: c } = step.value;
    let result;
    try {
      result = call === 'filter' ?
        keptSync(options.filter, a, b) : fs[`${call}Sync`](a, b, c);
    } catch (err) {
      step = copying.throw(err);
      continue;
    }
    step = copying.next(result);
  }
}

function keptSync(filter, src, dest) {
  const kept = filter(src, dest);
  if (typeof kept?.then === 'function') {
    throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', kept);
  }
  return kept;
}

async function run(src, dest, options) {
  const fs = require('internal/fs/promises').exports;
  const copying = copy(src, dest, options);
  let step = copying.next();
  while (!step.done) {
    const { 0: call, 1: a, 2: b, 3: c } = step.value;
    let result;
    try {
      result = await (call === 'filter' ?
        options.filter(a, b) : fs[call](a, b, c));
    } catch (err) {
      step = copying.throw(err);
      continue;
    }
    step = copying.next(result);
  }
}

async function cpPromise(src, dest, options) {
  options = validateCpOptions(options);
  src = text(getValidatedPath(src, 'src'));
  dest = text(getValidatedPath(dest, 'dest'));
  return run(src, dest, options);
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateCallback(callback);
  options = validateCpOptions(options);
  src = text(getValidatedPath(src, 'src'));
  dest = text(getValidatedPath(dest, 'dest'));
  run(src, dest, options).then(
    () => process.nextTick(callback, null),
    (err) => process.nextTick(callback, err));
}

module.exports = { cp, cpPromise, cpSync };
