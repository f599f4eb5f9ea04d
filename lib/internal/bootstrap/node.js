// Makes the global scope and the process object, and runs the program. What a
// program may never touch is loaded when it is first touched: an empty script
// pays for the tick queue and the module loader alone.
'use strict';

const {
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectKeys,
  ObjectSetPrototypeOf,
  SymbolToStringTag,
} = primordials;
const realm = require('internal/bootstrap/realm');
const { context } = require('internal/async_context');
const { setErrorCallback, setUncaughtCallback } = internalBinding('loop');

function defineData(object, name, value, enumerable) {
  ObjectDefineProperty(object, name, {
    __proto__: null, configurable: true, enumerable, value, writable: true,
  });
}

// A property that loads its value at first touch, then is plain data.
function defineLazy(object, name, load, enumerable) {
  ObjectDefineProperty(object, name, {
    __proto__: null,
    configurable: true,
    enumerable,
    get() {
      const value = load(name);
      defineData(object, name, value, enumerable);
      return value;
    },
    set(value) {
      defineData(object, name, value, enumerable);
    },
  });
}

function defineLazyFrom(object, id, names, enumerable) {
  const load = (name) => require(id)[name];
  for (let i = 0; i < names.length; i++) {
    defineLazy(object, names[i], load, enumerable);
  }
}

// --- the global scope --------------------------------------------------------

defineData(globalThis, 'global', globalThis, false);
ObjectDefineProperty(globalThis, SymbolToStringTag, {
  __proto__: null, configurable: true, value: 'global',
});
defineData(globalThis, 'process', process, false);
defineLazyFrom(globalThis, 'timers', [
  'clearImmediate', 'clearInterval', 'clearTimeout', 'setImmediate',
  'setInterval', 'setTimeout',
], true);
defineLazyFrom(globalThis, 'buffer',
               ['Blob', 'Buffer', 'File', 'atob', 'btoa'], false);
defineLazyFrom(globalThis, 'internal/process/task_queues', ['queueMicrotask'],
               true);
defineLazyFrom(globalThis, 'internal/event_target',
               ['CustomEvent', 'Event', 'EventTarget'], false);
defineLazyFrom(globalThis, 'internal/abort_controller',
               ['AbortController', 'AbortSignal'], false);
defineLazyFrom(globalThis, 'internal/encoding', ['TextDecoder', 'TextEncoder'],
               false);
defineLazyFrom(globalThis, 'internal/structured_clone', ['structuredClone'],
               true);
defineLazyFrom(globalThis, 'internal/worker/message_port',
               ['MessageChannel', 'MessageEvent', 'MessagePort'], false);
defineLazyFrom(globalThis, 'internal/worker/broadcast_channel',
               ['BroadcastChannel'], false);
defineLazyFrom(globalThis, 'stream/web', [
  'ByteLengthQueuingStrategy', 'CompressionStream', 'CountQueuingStrategy',
  'DecompressionStream', 'ReadableByteStreamController', 'ReadableStream',
  'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
  'ReadableStreamDefaultController', 'ReadableStreamDefaultReader',
  'TextDecoderStream', 'TextEncoderStream', 'TransformStream',
  'TransformStreamDefaultController', 'WritableStream',
  'WritableStreamDefaultController', 'WritableStreamDefaultWriter',
], false);
defineLazyFrom(globalThis, 'internal/perf/performance', ['performance'], true);
defineLazyFrom(globalThis, 'perf_hooks', [
  'Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure',
  'PerformanceObserver', 'PerformanceObserverEntryList',
  'PerformanceResourceTiming',
], false);
defineLazyFrom(globalThis, 'internal/url', ['URL', 'URLSearchParams'], false);
defineLazy(globalThis, 'DOMException',
           () => require('internal/per_context/domexception').DOMException,
           false);
const { AsyncDisposableStack, WebAssembly } = globalThis;
defineLazy(globalThis, 'AsyncDisposableStack',
           () => require('internal/async_disposable_stack')
             .prepare(AsyncDisposableStack), false);
defineLazy(globalThis, 'WebAssembly',
           () => require('internal/wasm').prepare(WebAssembly), false);
defineLazyFrom(globalThis, 'internal/crypto/webcrypto',
               ['Crypto', 'SubtleCrypto'], false);
defineLazyFrom(globalThis, 'internal/crypto/cryptokey', ['CryptoKey'], false);
ObjectDefineProperty(globalThis, 'crypto', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('internal/crypto/webcrypto').crypto;
  },
});
// Declared, not there yet: `typeof fetch` says "undefined", naming it is no
// ReferenceError (programs and Node's own tests list it among the globals).
defineData(globalThis, 'fetch', undefined, false);
defineLazy(globalThis, 'console', () => require('console'), false);

// The error constructors as V8 has them (internal/error_stack): all together,
// when the first is named. The Error of an engine error's prototype is the
// engine's until then.
const { engineErrors } = realm;
const errorNames = ObjectKeys(engineErrors);
for (let i = 0; i < errorNames.length; i++) {
  const name = errorNames[i];
  ObjectDefineProperty(globalThis, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      installErrors();
      return globalThis[name];
    },
    set(value) {
      installErrors();
      globalThis[name] = value;
    },
  });
}

function installErrors() {
  for (let i = 0; i < errorNames.length; i++) {
    defineData(globalThis, errorNames[i], engineErrors[errorNames[i]], false);
  }
  const { constructors } = require('internal/error_stack');
  for (let i = 0; i < errorNames.length; i++) {
    globalThis[errorNames[i]] = constructors[errorNames[i]];
  }
}

// --- texts that come as strings ---------------------------------------------

const { setCallbacks, watch } = internalBinding('strings');
setCallbacks(
  (specifier, options, referrer, scope) =>
    require('internal/modules/esm/dynamic')
      .importFromString(specifier, options, referrer, scope),
  (scope, script) => require('internal/compiler/scripts').prepare(scope, script));
const { constructor: AsyncFunction } = async function() {};
const { constructor: GeneratorFunction } = function*() {};
const { constructor: AsyncGeneratorFunction } = async function*() {};
if (!watch(globalThis.Function, AsyncFunction, GeneratorFunction,
           AsyncGeneratorFunction, globalThis.eval, globalThis.isNaN)) {
  require('internal/compiler/plain_strings').install(
    [globalThis.Function, AsyncFunction, GeneratorFunction,
     AsyncGeneratorFunction]);
}

// --- the process object ------------------------------------------------------

// process is an EventEmitter. Its prototype becomes one when somebody uses it
// as such or loads events.
const prototype = {};
const { process: constructor } = { process: function() {} };
constructor.prototype = prototype;
defineData(prototype, 'constructor', constructor, false);
ObjectSetPrototypeOf(process, prototype);
ObjectDefineProperty(process, SymbolToStringTag, {
  __proto__: null, configurable: true, value: 'process',
});

const emitterNames = [
  '_events', '_eventsCount', '_maxListeners', 'addListener', 'emit',
  'eventNames', 'getMaxListeners', 'listenerCount', 'listeners', 'off', 'on',
  'once', 'prependListener', 'prependOnceListener', 'rawListeners',
  'removeAllListeners', 'removeListener', 'setMaxListeners',
];
for (let i = 0; i < emitterNames.length; i++) {
  const name = emitterNames[i];
  ObjectDefineProperty(prototype, name, {
    __proto__: null,
    configurable: true,
    get() {
      becomeEmitter();
      return this[name];
    },
    set(value) {
      becomeEmitter();
      this[name] = value;
    },
  });
}

let isEmitter = false;
function becomeEmitter() {
  if (isEmitter) return;
  isEmitter = true;
  for (let i = 0; i < emitterNames.length; i++) {
    delete prototype[emitterNames[i]];
  }
  const EventEmitter = require('events');
  ObjectSetPrototypeOf(prototype, EventEmitter.prototype);
  EventEmitter.call(process);
  const { startListeningIfSignal, stopListeningIfSignal } =
    require('internal/process/signal');
  if (internalBinding('options').isWorker) return;  // they hear no signals
  process.on('newListener', startListeningIfSignal);
  process.on('removeListener', stopListeningIfSignal);
}
realm.onLoaded('events', becomeEmitter);

// Emits on process, without making an emitter of it for nobody.
function emit(name, value) {
  return isEmitter ? process.emit(name, value) : false;
}

defineLazyFrom(process, 'internal/process/facts', [
  'version', 'versions', 'arch', 'platform', 'release', 'config', 'features',
], true);
defineLazyFrom(process, 'internal/process/per_thread', [
  '_getActiveHandles',
  '_kill', '_rawDebug', 'abort', 'availableMemory', 'binding', 'chdir',
  'constrainedMemory', 'cpuUsage', 'cwd', 'dlopen', 'execve',
  'getActiveResourcesInfo', 'getBuiltinModule', 'hrtime', 'kill',
  'loadEnvFile', 'memoryUsage', 'openStdin', 'reallyExit', 'ref',
  'resourceUsage', 'threadCpuUsage', 'umask', 'unref',
  'uptime',
], true);
defineLazyFrom(process, 'internal/process/credentials', [
  'getegid', 'geteuid', 'getgid', 'getgroups', 'getuid', 'initgroups',
  'setegid', 'seteuid', 'setgid', 'setgroups', 'setuid',
], true);
defineLazyFrom(process, 'internal/process/uncaught', [
  'hasUncaughtExceptionCaptureCallback', 'setUncaughtExceptionCaptureCallback',
  '_fatalException',
], true);
defineLazyFrom(process, 'internal/process/warning', ['emitWarning'], true);
defineLazyFrom(process, 'internal/source_map/cache', ['setSourceMapsEnabled'],
               true);
defineLazyFrom(process, 'internal/process/task_queues', ['nextTick'], true);
defineLazy(process, 'env', () => require('internal/process/env').env, true);
defineLazy(process, 'execPath', () => internalBinding('process').execPath(),
           true);
defineLazyFrom(process, 'internal/bootstrap/stdio',
               ['stdin', 'stdout', 'stderr'], true);
// While these are in place nobody has touched the streams (console/write.js).
realm.stdioGetters = {
  __proto__: null,
  stdout: ObjectGetOwnPropertyDescriptor(process, 'stdout').get,
  stderr: ObjectGetOwnPropertyDescriptor(process, 'stderr').get,
};
defineLazy(process, 'pid', () => internalBinding('process').pid(), true);
defineLazy(process, 'allowedNodeEnvironmentFlags',
           () => require('internal/process/allowed_flags').allowedFlags, true);
defineData(process, '_exiting', false, true);
defineData(process, 'domain', null, true);
defineData(process, 'debugPort', 9229, true);
ObjectDefineProperty(process, 'sourceMapsEnabled', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('internal/modules/cjs/loader').state.sourceMaps !==
      undefined;
  },
});
ObjectDefineProperty(process, 'moduleLoadList', {
  __proto__: null, configurable: true, enumerable: true, get: realm.loadList,
});
ObjectDefineProperty(process, 'ppid', {
  __proto__: null,
  configurable: false,
  enumerable: true,
  get() { return internalBinding('process').ppid(); },
});
ObjectDefineProperty(process, 'title', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return internalBinding('process').title(); },
  set(value) { internalBinding('process').setTitle(`${value}`); },
});

let exitCode;
ObjectDefineProperty(process, 'exitCode', {
  __proto__: null,
  configurable: false,
  enumerable: true,
  get() { return exitCode; },
  set(value) {
    if (value !== undefined && value !== null) {
      exitCode = require('internal/process/per_thread').checkExitCode(value);
    } else {
      exitCode = undefined;
    }
  },
});

function exit(code) {
  if (arguments.length !== 0) {
    process.exitCode = code;
  }
  if (!process._exiting) {
    process._exiting = true;
    emit('exit', +exitCode || 0);
  }
  process.reallyExit(+exitCode || 0);
  // Only a replaced reallyExit comes here: Node's exit() goes on, too.
}
defineData(process, 'exit', exit, true);

// --- hooks of the runtime ----------------------------------------------------

require('internal/process/task_queues').setupTaskQueue();
setUncaughtCallback((error, fromPromise) =>
  require('internal/process/uncaught').onUncaught(error, fromPromise));

if (!setErrorCallback((error) =>
  require('internal/error_stack').adopt(error, true))) {
  nameErrorsLate();
}

// Nobody tells of an error that the engine throws: that its constructor is the
// one the program will name is left to the prototypes.
function nameErrorsLate() {
  for (let i = 0; i < errorNames.length; i++) {
    const { prototype } = engineErrors[errorNames[i]];
    defineLazy(prototype, 'constructor', () => globalThis[errorNames[i]],
               false);
  }
}

function start() {
  require(internalBinding('options').main);
}

function emitBeforeExit() {
  if (realm.beforeEnd !== undefined) realm.beforeEnd();
  if (context.tracker !== null) context.tracker.drainDestroyed();
  emit('beforeExit', +exitCode || 0);
}

function emitExit() {
  if (context.tracker !== null) context.tracker.drainDestroyed();
  if (!process._exiting) {
    process._exiting = true;
    realm.onEnd?.();
    emit('exit', +exitCode || 0);
  }
  if (realm.afterExit !== undefined) realm.afterExit();
  return +exitCode || 0;
}

module.exports = [start, emitBeforeExit, emitExit];
