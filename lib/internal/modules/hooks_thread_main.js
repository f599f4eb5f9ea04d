// SPDX-License-Identifier: MIT
'use strict';
// The thread on which the hooks of module.register() run. It answers each
// request, in whatever order the hooks settle. While any is under way the
// ports do not keep the thread alive: should its loop have nothing left to do,
// then what is still under way never settles, and the askers are told so.

const {
  ArrayFrom,
  PromisePrototypeThen,
  PromiseResolve,
  SafeSet,
} = primordials;

const realm = require('internal/bootstrap/realm');
const { HooksChain } = require('internal/modules/hooks_chain');
const { state } = require('internal/modules/cjs/loader');
const { encodeError } = require('internal/worker/errors');

state.isHooksThread = true;

const ports = new SafeSet();
const pending = new SafeSet();  // requests, each with its port

const { attributesObject, loadByDefault, resolveByDefault } =
  require('internal/modules/customization_hooks');
const chain = new HooksChain({
  __proto__: null,
  load: (url, context) => loadByDefault(url, context),
  resolve: (specifier, context) => resolveByDefault(specifier, context),
});

function updateRefs() {
  ports.forEach((port) => {
    if (pending.size === 0) port.ref();
    else port.unref();
  });
}

function finish(request, answer) {
  if (!pending.delete(request)) return;
  request.port.postMessage(answer);
  updateRefs();
}

function endAll() {
  pending.forEach((request) => finish(request, { never: true }));
}

let preloadWarned = false;

// import() here asks the hooks what it means, and loads without them.
async function importHere(specifier, parentURL, attributes) {
  const { url } = await chain.ask('resolve', specifier, {
    conditions: ArrayFrom(require('internal/modules/esm/specifier')
      .importConditions()),
    importAttributes: attributesObject(attributes),
    parentURL,
  });
  const exported = await require('internal/modules/esm/dynamic')
    .importURL(() => url, attributes);
  return { exported, url };
}

state.importHook = async (specifier, parentURL, attributes) => {
  const { exported } = await importHere(specifier, parentURL, attributes);
  return exported;
};

async function register({ specifier, parentURL, data }) {
  const { exported, url } = await importHere(specifier, parentURL, undefined);
  const { globalPreload, initialize, load, resolve } = exported;
  if (globalPreload !== undefined && initialize === undefined &&
      !preloadWarned) {
    preloadWarned = true;
    process.emitWarning(
      '`globalPreload` has been removed; use `initialize` instead.',
      'UnsupportedWarning');
  }
  if (resolve !== undefined) chain.add('resolve', resolve, url);
  if (load !== undefined) chain.add('load', load, url);
  await initialize?.(data);
}

// What must be there before the first request is answered.
let ready = PromiseResolve();

function registerHere(message) {
  ready = PromisePrototypeThen(ready, () => register(message));
}

async function answer(message) {
  await ready;
  if (message.type === 'register') {
    await register(message);
    return undefined;
  }
  return chain.ask(message.type, message.subject, message.context);
}

function receive(port, message) {
  if (message.type === 'connect') {
    serve(message.port);
    return;
  }
  const request = { port };
  pending.add(request);
  updateRefs();
  PromisePrototypeThen(
    answer(message),
    (value) => finish(request, { value }),
    (error) => finish(request, { error: encodeError(error) }));
}

function serve(port) {
  ports.add(port);
  port.on('message', (message) => receive(port, message));
  port.on('close', () => {
    ports.delete(port);
    pending.forEach((request) => {
      if (request.port === port) pending.delete(request);
    });
  });
}

function begin(port) {
  realm.beforeEnd = endAll;
  require('internal/process/pre_execution').loadPreloadModules();
  serve(port);
}

module.exports = { begin, registerHere };
