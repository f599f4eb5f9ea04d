// SPDX-License-Identifier: MIT
// fs.realpath where the system's realpath() fails: name by name, to say which
// name it was, and to give pipes and sockets of /proc their names.
'use strict';

const { Number, SafeMap, SafeSet } = primordials;

const { constants } = internalBinding('fs');
const { dirname, resolve } = require('path');

// Yields { call, path } and is given the result: a Stats or a link's target.
function* steps(path) {
  path = resolve(typeof path === 'string' ?
    path : require('buffer').Buffer.from(path).toString());
  const known = new SafeSet();
  const targets = new SafeMap();
  let unnamed = false;
  let at = 1;
  while (at <= path.length) {
    let end = path.indexOf('/', at);
    if (end < 0) {
      end = path.length;
    }
    const base = path.slice(0, end);
    at = end + 1;
    if (base === '' || end === 0 || base === '/') {
      continue;
    }
    if (known.has(base)) {
      // What a link to a pipe or a socket says is no path.
      if (unnamed) {
        break;
      }
      continue;
    }
    const stats = yield { call: 'lstat', path: base };
    if (!stats.isSymbolicLink()) {
      known.add(base);
      continue;
    }
    const id = `${stats.dev.toString(32)}:${stats.ino.toString(32)}`;
    let target = targets.get(id);
    if (target === undefined) {
      const pointed = yield { call: 'stat', path: base };
      const type = Number(pointed.mode) & constants.S_IFMT;
      unnamed = type === constants.S_IFIFO || type === constants.S_IFSOCK;
      target = yield { call: 'readlink', path: base };
      targets.set(id, target);
    }
    path = resolve(dirname(base), target, path.slice(end + 1));
    at = 1;
  }
  return path;
}

function walkSync(path) {
  const fs = require('internal/fs/paths');
  const walk = steps(path);
  let step = walk.next();
  while (!step.done) {
    const { call, path: at } = step.value;
    step = walk.next(fs[`${call}Sync`](at));
  }
  return step.value;
}

function walk(path, callback) {
  const fs = require('internal/fs/paths');
  const walking = steps(path);
  function go(err, value) {
    if (err) {
      callback(err);
      return;
    }
    const step = walking.next(value);
    if (step.done) {
      callback(null, step.value);
    } else {
      fs[step.value.call](step.value.path, go);
    }
  }
  go(null);
}

module.exports = { walk, walkSync };
