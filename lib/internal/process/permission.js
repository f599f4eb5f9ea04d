// SPDX-License-Identifier: MIT
// process.permission, and the errors of what --permission refuses. The files
// are guarded in C (src/bindings/fs/guard.c), the network, too; what lib/ has
// to ask for itself it asks `realm.guard`, which is there only with the option.
// Loaded with --permission alone.
'use strict';

const {
  ArrayPrototypePush,
  Error,
  ObjectDefineProperty,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeIncludes,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const { may, mayPath } = internalBinding('permission');
const realm = require('internal/bootstrap/realm');
const {
  codes: { ERR_ACCESS_DENIED, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { getOptionValue } = require('internal/options');

// By the name that has() takes: the number in src/loop/permission.h, the name
// in errors, the option, and the end of the channel's name.
const kScopes = {
  '__proto__': null,
  'fs.read': [0, 'FileSystemRead', '--allow-fs-read', 'fs'],
  'fs.write': [1, 'FileSystemWrite', '--allow-fs-write', 'fs'],
  'addon': [2, 'Addon', '--allow-addons', 'addon'],
  'child': [3, 'ChildProcess', '--allow-child-process', 'child'],
  'inspector': [4, 'Inspector', '--allow-inspector', 'inspector'],
  'net': [5, 'Net', '--allow-net', 'net'],
  'wasi': [6, 'WASI', '--allow-wasi', 'wasi'],
  'worker': [7, 'WorkerThreads', '--allow-worker', 'worker'],
};

// Options that open a way around the rest.
const kDangerous = [
  '--allow-addons', '--allow-child-process', '--allow-inspector',
  '--allow-wasi', '--allow-worker',
];
const kLists = ['--allow-fs-read', '--allow-fs-write'];

// Tells who listens to refusals. No listener, no module.
function publish(scope, resource) {
  if (!realm.isLoaded('diagnostics_channel')) return;
  const { channel } = require('diagnostics_channel');
  const refused = channel(`node:permission-model:${scope[3]}`);
  if (refused.hasSubscribers) {
    refused.publish({ permission: scope[1], resource });
  }
}

function isGranted(scope, path) {
  return path === undefined || path === '' || scope[0] > 1 ?
    may(scope[0]) : mayPath(scope[0], path);
}

function has(scope, reference) {
  if (typeof scope !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('scope', 'string', scope);
  }
  let path;
  if (reference !== undefined && reference !== null) {
    path = require('buffer').Buffer.isBuffer(reference) ?
      `${reference}` : reference;
    if (typeof path !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('reference', 'string', reference);
    }
  }
  if (scope === 'fs') return may(0) && may(1);
  const known = kScopes[scope];
  if (known === undefined) return false;
  const granted = isGranted(known, path);
  if (!granted) publish(known, path ?? '');
  return granted;
}

// Made by Node's C++: its code is not in the stack's first line.
function refusal(scope, resource = '') {
  publish(scope, resource);
  const error = new Error(
    `Access to this API has been restricted. Use ${scope[2]} to manage ` +
    'permissions.');
  error.code = 'ERR_ACCESS_DENIED';
  error.permission = scope[1];
  error.resource = resource;
  return error;
}

// The error for what the native side of fs refused: `permission` is the name
// that it gave; '' where no grant for a path would do.
function fileError(permission, resource, syscall) {
  if (permission !== '') {
    return refusal(
      kScopes[permission === 'FileSystemRead' ? 'fs.read' : 'fs.write'],
      resource);
  }
  return new ERR_ACCESS_DENIED(
    syscall === 'symlink' ?
      'fs.symlink API requires full fs.read and fs.write permissions.' :
      `${syscall === 'futime' ? 'futimes' : syscall} API is disabled when ` +
      'Permission Model is enabled.');
}

// --- what lib/ asks ----------------------------------------------------------

const guard = {
  __proto__: null,

  // Throws unless the program may.
  demand(name, resource) {
    const scope = kScopes[name];
    if (!may(scope[0])) throw refusal(scope, resource);
  },

  // The same for a path as fs takes it.
  demandPath(name, path) {
    const text = typeof path === 'string' ? path : `${path}`;
    if (!mayPath(kScopes[name][0], text)) throw refusal(kScopes[name], text);
  },

  may: (name) => may(kScopes[name][0]),
  mayPath: (name, path) => mayPath(kScopes[name][0], path),
  handDown,
};

// --- children ----------------------------------------------------------------

let words;  // what NODE_OPTIONS of a child gets

// A word of NODE_OPTIONS, where blanks part.
function quote(word) {
  return RegExpPrototypeExec(/[ "\\]/, word) === null ? word :
    `"${RegExpPrototypeSymbolReplace(/["\\]/g, word, '\\$&')}"`;
}

function makeWords() {
  words = '--permission';
  for (const name in kScopes) {
    const option = kScopes[name][2];
    if (kScopes[name][0] > 1) {
      if (getOptionValue(option)) words += ` ${option}`;
      continue;
    }
    const list = getOptionValue(option);
    for (let i = 0; i < list.length; i++) {
      // A child may start in another folder.
      const path = list[i] === '*' ? '*' : require('path').resolve(list[i]);
      words += ` ${quote(`${option}=${path}`)}`;
    }
  }
}

// Gives the parent's permissions to a child that was given none of its own.
function handDown(envPairs, args) {
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--permission') return;
  }
  for (let i = 0; i < envPairs.length; i++) {
    if (StringPrototypeStartsWith(envPairs[i], 'NODE_OPTIONS=')) {
      if (!StringPrototypeIncludes(envPairs[i], '--permission')) {
        const own = StringPrototypeSlice(envPairs[i], 13);
        envPairs[i] = `NODE_OPTIONS=${own === '' ? '' : `${own} `}${words}`;
      }
      return;
    }
  }
  ArrayPrototypePush(envPairs, `NODE_OPTIONS=${words}`);
}

// --- the start ---------------------------------------------------------------

function warn() {
  for (let i = 0; i < kDangerous.length; i++) {
    if (getOptionValue(kDangerous[i])) {
      process.emitWarning(
        `The flag ${kDangerous[i]} must be used with extreme caution. ` +
        'It could invalidate the permission model.', 'SecurityWarning');
    }
  }
  if (getOptionValue('--allow-net')) {
    process.emitWarning('The flag --allow-net is under experimental phase.',
                        'ExperimentalWarning');
  }
  for (let i = 0; i < kLists.length; i++) {
    const values = getOptionValue(kLists[i]);
    if (values.length === 1 && StringPrototypeIncludes(values[0], ',')) {
      process.emitWarning(
        `The ${kLists[i]} CLI flag has changed. Passing a comma-separated ` +
        'list of paths is no longer valid. Documentation can be found at ' +
        'https://nodejs.org/api/permissions.html#file-system-permissions',
        'Warning');
    }
  }
}

function setup() {
  realm.guard = guard;
  ObjectDefineProperty(process, 'permission', {
    __proto__: null,
    configurable: false,
    enumerable: true,
    value: { has },
    writable: false,
  });
  makeWords();
  if (!internalBinding('options').isWorker) warn();
}

module.exports = { fileError, setup };
