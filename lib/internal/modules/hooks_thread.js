// SPDX-License-Identifier: MIT
'use strict';
// module.register() and --experimental-loader, from the side of the threads
// that load modules: they ask the one thread on which the hooks run, and sleep
// until it answers. Workers share the hooks of the command line.

const { SafeSet } = primordials;

const native = internalBinding('messaging');
const {
  codes: { ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { state } = require('internal/modules/cjs/loader');
const { isURL } = require('internal/url');
const { Deserializer } = require('internal/worker/deserializer');
const { decodeError } = require('internal/worker/errors');
const { makePort, takeHandle } = require('internal/worker/message_port');
const { checkMemory, readTransferList, send, transferListOf } =
  require('internal/worker/messaging');

let shared = false;  // with the workers of this thread
let line;  // the handle of our end of a channel to the hooks

// A channel: our end as a bare handle, for nobody listens to it.
function makeLine() {
  const { 0: mine, 1: theirs } = native.channel();
  return { mine, port: makePort(theirs) };
}

/** Begins the thread; from here on imports ask it. */
function start() {
  if (line !== undefined) return;
  const { mine, port } = makeLine();
  const { Worker, kInternal } = require('internal/worker');
  new Worker('', {
    __proto__: null,
    name: 'HooksThread',
    transferList: [port],
    [kInternal]: { id: 'internal/modules/hooks_thread_main', port },
  }).unref();
  use(mine);
}

function use(handle) {
  line = handle;
  state.hooksThread = module.exports;
  require('internal/modules/customization_hooks').setBackground(module.exports);
}

/** In a worker: the line that its parent has made for it. */
function adopt(port) {
  use(takeHandle(port, true));
  shared = true;
}

/** A line for a worker that is being made; undefined: it shares nothing. */
function fork() {
  if (!shared) return undefined;
  const { 0: mine, 1: theirs } = native.channel();
  const port = makePort(theirs);
  checkMemory(send(native.post, line, { type: 'connect', port },
                   new SafeSet([port])));
  return makePort(mine);
}

function ask(request, transfer) {
  checkMemory(send(native.post, line, request, transfer));
  const list = native.wait(line);
  if (list === undefined) {
    throw new ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED();
  }
  const answer = new Deserializer(list).deserialize();
  if (answer.error !== undefined) throw decodeError(answer.error);
  if (answer.never) throw new ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED();
  return answer.value;
}

function resolve(specifier, context) {
  return ask({ type: 'resolve', subject: specifier, context });
}

function load(url, { format, importAttributes }) {
  return ask({ type: 'load', subject: url,
               context: { format, importAttributes } });
}

/**
 * module.register()
 * @param {string | URL} specifier
 * @param {string | URL | object} [parentURL]
 * @param {{ parentURL?: string | URL, data?: any, transferList?: any[] }} [options]
 */
function register(specifier, parentURL, options) {
  if (parentURL !== null && typeof parentURL === 'object' &&
      !isURL(parentURL)) {
    options = parentURL;
    parentURL = options.parentURL;
  }
  if (typeof specifier !== 'string' && !isURL(specifier)) {
    throw new ERR_INVALID_ARG_TYPE('specifier', ['string', 'URL'], specifier);
  }
  if (state.isHooksThread) {
    // A module of --require, which is loaded here as well.
    require('internal/modules/hooks_thread_main')
      .registerHere(request(specifier, parentURL, options));
    return;
  }
  const list = transferListOf(options?.transferList);
  start();
  ask(request(specifier, parentURL, options),
      list === undefined ? undefined : readTransferList(list));
}

function request(specifier, parentURL, options) {
  return {
    type: 'register',
    specifier: `${specifier}`,
    parentURL: parentURL === undefined || parentURL === null ? 'data:' :
      `${parentURL}`,
    data: options?.data,
  };
}

/** --experimental-loader, in the order of the command line. */
function registerFromCommandLine(specifiers) {
  const { pathToFileURL } = require('internal/url');
  const { href } = pathToFileURL(`${process.cwd()}/`);
  warn(specifiers);
  shared = true;
  for (let i = 0; i < specifiers.length; i++) register(specifiers[i], href);
}

function warn(specifiers) {
  let calls = '';
  for (let i = 0; i < specifiers.length; i++) {
    calls += `; register(${primordials.JSONStringify(specifiers[i])}, ` +
      'pathToFileURL("./"))';
  }
  process.emitWarning(
    '`--experimental-loader` may be removed in the future; instead use ' +
    '`register()`:\n--import \'data:text/javascript,import { register } from ' +
    '"node:module"; import { pathToFileURL } from "node:url"' + calls +
    ';\'', 'ExperimentalWarning');
}

module.exports = {
  adopt,
  fork,
  load,
  register,
  registerFromCommandLine,
  resolve,
};
