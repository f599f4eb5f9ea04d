// SPDX-License-Identifier: MIT
// The global console. Its streams are process.stdout and process.stderr,
// whatever they are at the time of a call. Methods that do not print their
// arguments load with their first call.
'use strict';

const {
  FunctionPrototypeBind,
  ObjectCreate,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectPrototype,
  ReflectApply,
  SymbolToStringTag,
} = primordials;

const { kState, makeErrorHandler, printing } =
  require('internal/console/write');

const console = ObjectCreate(ObjectCreate(ObjectPrototype));

function define(target, name, value, enumerable) {
  ObjectDefineProperty(target, name, {
    __proto__: null, value, writable: true, enumerable, configurable: true,
  });
}

// A method keeps its name and its console, however it is called.
function bindTo(name, method) {
  const bound = FunctionPrototypeBind(method, console);
  ObjectDefineProperty(bound, 'name', { __proto__: null, value: name });
  define(console, name, bound, true);
}

const names = ['log', 'info', 'debug', 'warn', 'error'];
for (let i = 0; i < names.length; i++) {
  bindTo(names[i], printing[names[i]]);
}

const later = [
  'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count',
  'countReset', 'group', 'groupEnd', 'table', 'dirxml', 'groupCollapsed',
];
for (let i = 0; i < later.length; i++) {
  const name = later[i];
  bindTo(name, function(...args) {
    const { methods } = require('internal/console/constructor');
    return ReflectApply(methods[name], this, args);
  });
}

// These only talk to an inspector.
const silent = ['profile', 'profileEnd', 'timeStamp'];
for (let i = 0; i < silent.length; i++) {
  bindTo(silent[i], () => {});
}

// Names a piece of work for an inspector's asynchronous stacks; without one it
// just runs.
bindTo('createTask', (name) => {
  if (typeof name !== 'string' || name === '') {
    throw new globalThis.Error('First argument must be a non-empty string.');
  }
  return {
    run(fn) {
      if (typeof fn !== 'function') {
        throw new globalThis.Error('First argument must be a function.');
      }
      return fn();
    },
  };
});

define(console, kState, {
  ignoreErrors: true,
  indent: '',
  indentWidth: 2,
  colorMode: 'auto',
  inspectOptions: undefined,
  isGlobal: true,
  counts: undefined,
  times: undefined,
}, false);

function defineStream(name) {
  let replacement;
  ObjectDefineProperty(console, `_${name}`, {
    __proto__: null, configurable: true, enumerable: false,
    get() {
      return replacement ?? process[name];
    },
    set(value) {
      replacement = value;
      console[kState].isGlobal = false;
    },
  });
  define(console, `_${name}ErrorHandler`,
         makeErrorHandler(() => console[`_${name}`]), false);
}
defineStream('stdout');
defineStream('stderr');

ObjectDefineProperties(console, {
  Console: {
    __proto__: null, configurable: true, enumerable: true,
    get() {
      const { Console } = require('internal/console/constructor');
      define(console, 'Console', Console, true);
      return Console;
    },
    set(value) {
      define(console, 'Console', value, true);
    },
  },
  _ignoreErrors: {
    __proto__: null, configurable: true, enumerable: false,
    get() {
      return console[kState].ignoreErrors;
    },
    set(value) {
      console[kState].ignoreErrors = value;
    },
  },
  // Node keeps its timers here, and programs have looked at them.
  _times: {
    __proto__: null, configurable: true, enumerable: false,
    get() {
      return require('internal/console/constructor').timesOf(console);
    },
  },
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, enumerable: false, writable: false,
    value: 'console',
  },
});

module.exports = console;
