// SPDX-License-Identifier: MIT
// Stats, BigIntStats and StatFs, read off the numbers that the binding shares.
'use strict';

const {
  Date, DateNow, DatePrototypeGetTime, MathRound, Number, ObjectDefineProperties,
  ObjectSetPrototypeOf,
} = primordials;

const { constants, statIntegers, statNumbers } = internalBinding('fs');

const { S_IFMT } = constants;
const kFields = 18;
const kTimes = ['atime', 'mtime', 'ctime', 'birthtime'];

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
                   blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}

StatsBase.prototype.isDirectory = function() {
  return this._checkModeProperty(constants.S_IFDIR);
};
StatsBase.prototype.isFile = function() {
  return this._checkModeProperty(constants.S_IFREG);
};
StatsBase.prototype.isBlockDevice = function() {
  return this._checkModeProperty(constants.S_IFBLK);
};
StatsBase.prototype.isCharacterDevice = function() {
  return this._checkModeProperty(constants.S_IFCHR);
};
StatsBase.prototype.isSymbolicLink = function() {
  return this._checkModeProperty(constants.S_IFLNK);
};
StatsBase.prototype.isFIFO = function() {
  return this._checkModeProperty(constants.S_IFIFO);
};
StatsBase.prototype.isSocket = function() {
  return this._checkModeProperty(constants.S_IFSOCK);
};

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
               atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
                     blocks, atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
                 blocks);
  this.atimeMs = atimeNs / 1000000n;
  this.mtimeMs = mtimeNs / 1000000n;
  this.ctimeMs = ctimeNs / 1000000n;
  this.birthtimeMs = birthtimeNs / 1000000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}

// Dates are made when somebody asks; then they are data of the object.
function dateAccessors() {
  const accessors = { __proto__: null };
  for (const name of kTimes) {
    const ms = `${name}Ms`;
    accessors[name] = {
      __proto__: null,
      enumerable: true,
      configurable: true,
      get() {
        return (this[name] = new Date(MathRound(Number(this[ms]))));
      },
      set(value) {
        ObjectDefineProperties(this, {
          [name]: {
            __proto__: null, configurable: true, enumerable: true,
            value, writable: true,
          },
        });
      },
    };
  }
  return accessors;
}

const accessors = dateAccessors();
for (const constructor of [Stats, BigIntStats]) {
  ObjectSetPrototypeOf(constructor.prototype, StatsBase.prototype);
  ObjectSetPrototypeOf(constructor, StatsBase);
  ObjectDefineProperties(constructor.prototype, accessors);
}
Stats.prototype._checkModeProperty = function(property) {
  return (this.mode & S_IFMT) === property;
};
BigIntStats.prototype._checkModeProperty = function(property) {
  return (Number(this.mode) & S_IFMT) === property;
};

// The stat in the shared numbers, of the first or second place there.
function takeStats(bigint, at = 0) {
  if (bigint) {
    const s = statIntegers;
    return new BigIntStats(
      s[at], s[at + 1], s[at + 2], s[at + 3], s[at + 4], s[at + 5], s[at + 6],
      s[at + 7], s[at + 8], s[at + 9],
      s[at + 10] * 1000000000n + s[at + 11],
      s[at + 12] * 1000000000n + s[at + 13],
      s[at + 14] * 1000000000n + s[at + 15],
      s[at + 16] * 1000000000n + s[at + 17]);
  }
  const s = statNumbers;
  return new Stats(
    s[at], s[at + 1], s[at + 2], s[at + 3], s[at + 4], s[at + 5], s[at + 6],
    s[at + 7], s[at + 8], s[at + 9],
    s[at + 10] * 1000 + s[at + 11] / 1000000,
    s[at + 12] * 1000 + s[at + 13] / 1000000,
    s[at + 14] * 1000 + s[at + 15] / 1000000,
    s[at + 16] * 1000 + s[at + 17] / 1000000);
}

function takeSecondStats(bigint) {
  return takeStats(bigint, kFields);
}

const takeNumberStats = () => takeStats(false);
const takeBigIntStats = () => takeStats(true);

class StatFs {
  constructor(type, bsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

function takeStatFs(bigint) {
  const s = bigint ? statIntegers : statNumbers;
  return new StatFs(s[0], s[1], s[2], s[3], s[4], s[5], s[6]);
}

// A time argument of utimes in seconds; undefined when it is none.
function toSeconds(time) {
  if (typeof time === 'string' && +time == time) {
    return +time;
  }
  if (typeof time === 'number' && time - time === 0) {
    return time < 0 ? DateNow() / 1000 : time;
  }
  if (time instanceof Date) {
    return DatePrototypeGetTime(time) / 1000;
  }
  return undefined;
}

module.exports = {
  BigIntStats,
  StatFs,
  Stats,
  takeBigIntStats,
  takeNumberStats,
  takeSecondStats,
  takeStatFs,
  takeStats,
  toSeconds,
};
