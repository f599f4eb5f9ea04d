// Makes the global scope and runs the program. What a program may never
// touch is loaded when it is first touched.
'use strict';

const { ObjectDefineProperty } = primordials;
const { setUncaughtCallback } = internalBinding('loop');
const { reallyExit, write } = internalBinding('process');

// A global that loads its module at first touch, then is plain data.
function lazyGlobal(name, load) {
  ObjectDefineProperty(globalThis, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      const value = load();
      set(value);
      return value;
    },
    set,
  });
  function set(value) {
    ObjectDefineProperty(globalThis, name, {
      __proto__: null, configurable: true, enumerable: false, value,
      writable: true,
    });
  }
}

function lazyGlobals(id, names) {
  for (let i = 0; i < names.length; i++) {
    lazyGlobal(names[i], () => require(id)[names[i]]);
  }
}

ObjectDefineProperty(globalThis, 'global', {
  __proto__: null, configurable: true, value: globalThis, writable: true,
});
ObjectDefineProperty(globalThis, 'process', {
  __proto__: null, configurable: true, value: process, writable: true,
});
lazyGlobals('timers', ['setTimeout', 'setInterval', 'setImmediate',
                       'clearTimeout', 'clearInterval', 'clearImmediate']);
lazyGlobals('buffer', ['Buffer', 'Blob', 'File', 'atob', 'btoa']);
lazyGlobals('internal/process/task_queues', ['queueMicrotask']);
lazyGlobals('internal/event_target', ['Event', 'EventTarget']);
lazyGlobals('internal/abort_controller', ['AbortController', 'AbortSignal']);
lazyGlobals('internal/encoding', ['TextEncoder', 'TextDecoder']);
lazyGlobals('internal/url', ['URL', 'URLSearchParams']);
lazyGlobal('console', () => require('console'));

process.nextTick =
  require('internal/process/task_queues').setupTaskQueue().nextTick;
process.version = 'v25.8.1';
process.stdout = { write(text) { write(1, `${text}`); return true; } };
process.stderr = { write(text) { write(2, `${text}`); return true; } };
process.exit = (code) => reallyExit(code ?? 0);

setUncaughtCallback((err) => {
  write(2, `Uncaught ${err?.stack !== undefined ? `${err}\n${err.stack}` : err}\n`);
  reallyExit(1);
});

function start() {
  require(internalBinding('options').main);
}

function emitBeforeExit() {}

function emitExit() {
  return 0;
}

module.exports = [start, emitBeforeExit, emitExit];
