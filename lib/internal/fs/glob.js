// SPDX-License-Identifier: MIT
// fs.glob: walks only where a pattern can lead. A pattern is a list of names
// (glob_pattern.js); a place is a directory with the positions that the
// patterns have reached there. The walk is a generator that yields what it
// needs and what it finds; the Sync and the promise forms drive it.
'use strict';

const { ArrayIsArray, SafeMap, SafeSet } = primordials;

const { kEmptyObject } = require('internal/util');
const { validateFunction, validateObject, validateString,
        validateStringArray } = require('internal/validators');
const { Dirent, getValidatedPath, validateCallback } =
  require('internal/fs/utils');
const { compile, createMatcher, kGlobstar, matchName } =
  require('internal/fs/glob_pattern');
const { basename, dirname, isAbsolute, join, resolve } = require('path');

// A path matches: what path.matchesGlob() stands on.
function matchGlobPattern(path, pattern, windows = false) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  if (windows) {
    path = path.replaceAll('\\', '/');
  }
  return createMatcher(pattern)(path);
}

// For names below a watched directory: a pattern without a slash is about the
// last name, wherever it is.
function createNameMatcher(pattern) {
  const matches = createMatcher(pattern, true);
  return pattern.includes('/') ?
    matches : (name) => matches(name) || matches(basename(name));
}

function parseOptions(pattern, options) {
  validateObject(options, 'options');
  const patterns = typeof pattern === 'string' ? [pattern] : pattern;
  if (typeof pattern !== 'string') {
    validateStringArray(pattern, 'patterns');
  }
  const { exclude, withFileTypes } = options;
  const cwd = options.cwd === undefined ?
    process.cwd() : resolve(getValidatedPath(options.cwd, 'options.cwd'));
  let excluded;
  if (ArrayIsArray(exclude)) {
    validateStringArray(exclude, 'options.exclude');
    const rules = exclude.map((rule) =>
      createMatcher(resolve(cwd, rule.endsWith('/') ?
        rule.slice(0, -1) : rule), true));
    excluded = (path) => {
      const full = resolve(cwd, path);
      return rules.some((rule) => rule(full));
    };
  } else if (exclude != null) {
    validateFunction(exclude, 'options.exclude');
    excluded = withFileTypes ?
      (path, entry) => exclude(entry) : (path) => exclude(path);
  }
  return { patterns, cwd, excluded, withFileTypes: !!withFileTypes };
}

class Walk {
  constructor(pattern, options) {
    const { patterns, cwd, excluded, withFileTypes } =
      parseOptions(pattern, options);
    this.cwd = cwd;
    this.excluded = excluded;
    this.withFileTypes = withFileTypes;
    this.rules = patterns.flatMap((text) => compile(text)).map((rules) => {
      // Empty names and dots in the middle lead nowhere; a slash at the end
      // asks for a directory.
      const last = rules.length - 1;
      const absolute = rules[0] === '' && last > 0;
      const names = rules.filter((rule) => rule !== '' && rule !== '.');
      return {
        absolute, names, onlyDirectory: rules[last] === '' && last > 0,
        // A pattern that begins with ** looks into no links at all.
        intoLinks: rules[0] !== kGlobstar,
      };
    });
    this.found = new SafeSet();
    this.listings = new SafeMap();
    this.seen = new SafeSet();
  }

  full(path) {
    return isAbsolute(path) ? path : join(this.cwd, path);
  }

  * list(path) {
    let entries = this.listings.get(path);
    if (entries === undefined) {
      try {
        entries = yield {
          call: 'readdir', path: this.full(path) || '.',
          options: { __proto__: null, withFileTypes: true },
        };
      } catch {
        entries = [];
      }
      this.listings.set(path, entries);
    }
    return entries;
  }

  // The entry at a path; null when nothing is there.
  * entryAt(path) {
    const full = this.full(path);
    let stats;
    try {
      stats = yield { call: 'lstat', path: full };
    } catch {
      return null;
    }
    const { UV_DIRENT_DIR, UV_DIRENT_FILE, UV_DIRENT_LINK } =
      internalBinding('fs').constants;
    return new Dirent(
      basename(full),
      stats.isDirectory() ? UV_DIRENT_DIR :
        stats.isSymbolicLink() ? UV_DIRENT_LINK : UV_DIRENT_FILE,
      dirname(full));
  }

  * isDirectory(path, entry) {
    if (entry === null || !entry.isSymbolicLink()) {
      return entry === null || entry.isDirectory();
    }
    try {
      return (yield { call: 'stat', path: this.full(path) }).isDirectory();
    } catch {
      return false;
    }
  }

  * run() {
    for (let i = 0; i < this.rules.length; i++) {
      yield* this.visit(this.rules[i].absolute ? '/' : '', null,
                        this.rules[i], 0, i);
    }
  }

  // Goes on from `path`, which names[0..at) have led to.
  * visit(path, entry, rule, at, id) {
    const key = `${id}:${at}:${path}`;
    if (this.seen.has(key)) {
      return;
    }
    this.seen.add(key);
    const { names } = rule;
    if (at === names.length) {
      yield* this.match(path, entry, rule);
      return;
    }
    const name = names[at];
    if (at < names.length && !(yield* this.isDirectory(path, entry))) {
      if (name === kGlobstar && at === names.length - 1) {
        yield* this.match(path, entry, rule);
      }
      return;
    }
    if (name === kGlobstar) {
      yield* this.visit(path, entry, rule, at + 1, id);
      // A link is looked into by what follows, but not walked.
      if (entry !== null && entry.isSymbolicLink() && at > 0 &&
          names[at - 1] !== entry.name) {
        return;
      }
      for (const child of yield* this.list(path)) {
        if (child.name[0] === '.') {
          continue;
        }
        const next = join(path, child.name);
        if (this.excluded?.(next, child)) {
          continue;
        }
        if (child.isSymbolicLink()) {
          if (at > 0 || rule.intoLinks || names.length === 1) {
            yield* this.visit(next, child, rule, at + 1, id);
          }
        } else {
          yield* this.visit(next, child, rule, at, id);
        }
      }
    } else if (name === '..') {
      yield* this.visit(path === '' ? '..' : join(path, '..'), null, rule,
                        at + 1, id);
    } else if (typeof name === 'string') {
      const next = join(path, name);
      const child = yield* this.entryAt(next);
      if (child !== null && !this.excluded?.(next, child)) {
        yield* this.visit(next, child, rule, at + 1, id);
      }
    } else {
      for (const child of yield* this.list(path)) {
        const next = join(path, child.name);
        if (matchName(name, child.name) && !this.excluded?.(next, child)) {
          yield* this.visit(next, child, rule, at + 1, id);
        }
      }
    }
  }

  * match(path, entry, rule) {
    if (path === '' || path === './') {
      path = '.';
    }
    if (path.length > 1 && path.endsWith('/')) {
      path = path.slice(0, -1);
    }
    if (this.found.has(path) ||
        (rule.onlyDirectory && !(yield* this.isDirectory(path, entry)))) {
      return;
    }
    entry ??= yield* this.entryAt(path);
    if (this.excluded?.(path, entry)) {
      return;
    }
    this.found.add(path);
    yield { match: this.withFileTypes ? entry : path };
  }
}

function globSync(pattern, options = kEmptyObject) {
  const fs = require('fs');
  const walk = new Walk(pattern, options).run();
  const matches = [];
  for (let step = walk.next(); !step.done;) {
    const { call, path, options: how, match } = step.value;
    if (call === undefined) {
      matches.push(match);
      step = walk.next();
      continue;
    }
    let result;
    try {
      result = fs[`${call}Sync`](path, how);
    } catch (err) {
      step = walk.throw(err);
      continue;
    }
    step = walk.next(result);
  }
  return matches;
}

async function* globIterator(pattern, options = kEmptyObject) {
  const fs = require('internal/fs/promises').exports;
  const walk = new Walk(pattern, options).run();
  for (let step = walk.next(); !step.done;) {
    const { call, path, options: how, match } = step.value;
    if (call === undefined) {
      yield match;
      step = walk.next();
      continue;
    }
    let result;
    try {
      result = await fs[call](path, how);
    } catch (err) {
      step = walk.throw(err);
      continue;
    }
    step = walk.next(result);
  }
}

async function gather(pattern, options) {
  const matches = [];
  for await (const match of globIterator(pattern, options)) {
    matches.push(match);
  }
  return matches;
}

function glob(pattern, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateCallback(callback);
  gather(pattern, options ?? kEmptyObject).then(
    (matches) => process.nextTick(callback, null, matches),
    (err) => process.nextTick(callback, err));
}

module.exports = {
  createNameMatcher,
  glob,
  globIterator,
  globSync,
  matchGlobPattern,
};
