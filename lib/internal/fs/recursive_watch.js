// SPDX-License-Identifier: MIT
// fs.watch with { recursive: true }: one watch on each directory of the tree,
// kept up to date as directories come and go. What is in a new directory when
// it is found is told as well, since its events came before the watch did.
'use strict';

const { SafeMap } = primordials;

const EventEmitter = require('events');
const { validateBoolean } = require('internal/validators');
const { toEncoded } = require('internal/fs/utils');
const { basename, join, relative, resolve } = require('path');
const { FSWatcher, createIgnoreMatcher } = require('internal/fs/watchers');

class RecursiveWatcher extends EventEmitter {
  #options;
  #ignored;
  #root = null;
  #single = false;            // a file is watched, not a directory
  #directories = new SafeMap();  // path -> its FSWatcher
  #closed = false;

  constructor(options) {
    super();
    validateBoolean(options.persistent, 'options.persistent');
    validateBoolean(options.recursive, 'options.recursive');
    this.#options = options;
    this.#ignored = createIgnoreMatcher(options.ignore);
  }

  start(filename) {
    const fs = require('fs');
    const path = typeof filename === 'string' ?
      filename : require('buffer').Buffer.from(filename).toString();
    this.#root = resolve(path);
    const stats = fs.statSync(path, { throwIfNoEntry: false });
    this.#single = stats !== undefined && !stats.isDirectory();
    this.#open(this.#root, filename);
    if (!this.#single) {
      this.#descend(this.#root, false);
    }
  }

  // Puts a watch on a directory (or on the one file).
  #open(path, name) {
    const watcher = new FSWatcher();
    watcher.start(name, this.#options.persistent, false, 'utf8');
    watcher.on('change', (event, entry) => this.#changed(path, event, entry));
    watcher.on('error', (err) => {
      if (path === this.#root) {
        this.emit('error', err);
      } else {
        this.#forget(path);
      }
    });
    this.#directories.set(path, watcher);
  }

  #forget(path) {
    const prefix = `${path}/`;
    const gone = [];
    this.#directories.forEach((watcher, other) => {
      if (other === path || other.startsWith(prefix)) {
        gone.push(other);
      }
    });
    for (const other of gone) {
      this.#directories.get(other).close();
      this.#directories.delete(other);
    }
  }

  // Watches the directories below one; tells what it finds when it is new.
  #descend(directory, tell) {
    let entries;
    try {
      entries = require('fs').readdirSync(directory, { withFileTypes: true });
    } catch {
      return;  // gone again
    }
    for (const entry of entries) {
      if (this.#closed) {
        return;
      }
      const path = join(directory, entry.name);
      if (tell) {
        this.#tell('rename', path);
      }
      if (entry.isDirectory()) {
        this.#enter(path, tell);
      }
    }
  }

  #enter(path, tell) {
    if (this.#closed || this.#directories.has(path)) {
      return;
    }
    try {
      this.#open(path, path);
    } catch {
      return;  // gone again, or not ours to read
    }
    this.#descend(path, tell);
  }

  #changed(directory, event, name) {
    if (this.#closed) {
      return;
    }
    if (this.#single) {
      this.#tell(event, this.#root);
      return;
    }
    const path = name === null ? directory : join(directory, name);
    // A directory tells of itself with its own name when it goes.
    if (directory !== this.#root && name === basename(directory) &&
        !this.#isThere(directory)) {
      this.#forget(directory);
      return;
    }
    this.#tell(event, path);
    if (event !== 'rename' || this.#closed) {
      return;
    }
    const stats =
      require('fs').lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) {
      this.#forget(path);
    } else if (stats.isDirectory()) {
      this.#enter(path, true);
    }
  }

  #isThere(path) {
    return require('fs').existsSync(path);
  }

  #tell(event, path) {
    const name = this.#single ? basename(path) : relative(this.#root, path);
    if (this.#closed || this.#ignored?.(name)) {
      return;
    }
    const { encoding } = this.#options;
    this.emit('change', event,
              !encoding || encoding === 'utf8' ? name :
                toEncoded(require('buffer').Buffer.from(name), encoding));
  }

  close() {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#directories.forEach((watcher) => watcher.close());
    this.#directories.clear();
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    this.#directories.forEach((watcher) => watcher.ref());
    return this;
  }

  unref() {
    this.#directories.forEach((watcher) => watcher.unref());
    return this;
  }
}

module.exports = { RecursiveWatcher };
