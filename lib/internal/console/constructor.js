// SPDX-License-Identifier: MIT
// class Console, and the methods beyond the five that just print (those are
// in internal/console/write.js). A console's own state is under kState.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  ArrayPrototypeUnshift,
  FunctionPrototypeBind,
  FunctionPrototypeSymbolHasInstance,
  MapPrototypeForEach,
  MapPrototypeGet,
  MathFloor,
  Number,
  NumberPrototypeToFixed,
  ObjectDefineProperty,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectValues,
  ReflectApply,
  ReflectConstruct,
  SafeMap,
  SetPrototypeForEach,
  StringPrototypePadStart,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeSplit,
  SymbolHasInstance,
  SymbolToStringTag,
} = primordials;

const {
  codes: {
    ERR_CONSOLE_WRITABLE_STREAM,
    ERR_INCOMPATIBLE_OPTION_PAIR,
  },
} = require('internal/errors');
const {
  validateArray,
  validateInteger,
  validateObject,
  validateOneOf,
} = require('internal/validators');
const {
  formatFor,
  inspectOptionsFor,
  kState,
  makeErrorHandler,
  printing,
  write,
} = require('internal/console/write');

const kMaxGroupIndentation = 1000;

// --- Methods --------------------------------------------------------------

const methods = {
  ...printing,

  dir(object, options) {
    const { inspect } = require('internal/util/inspect');
    write(this, false, inspect(object, {
      customInspect: false, ...inspectOptionsFor(this, false), ...options,
    }));
  },

  time(label = 'default') {
    label = `${label}`;
    const times = timesOf(this);
    if (times.has(label)) {
      process.emitWarning(`Label '${label}' already exists for console.time()`);
      return;
    }
    times.set(label, process.hrtime());
  },

  timeEnd(label = 'default') {
    label = `${label}`;
    if (logTime(this, 'console.timeEnd()', label)) {
      timesOf(this).delete(label);
    }
  },

  timeLog(label = 'default', ...data) {
    logTime(this, 'console.timeLog()', `${label}`, data);
  },

  trace: function trace(...args) {
    const error = {
      name: 'Trace',
      message: formatFor(this, true, args),
    };
    globalThis.Error.captureStackTrace(error, trace);
    this.error(error.stack);
  },

  assert(expression, ...args) {
    if (expression) {
      return;
    }
    if (typeof args[0] === 'string') {
      args[0] = `Assertion failed: ${args[0]}`;
    } else {
      ArrayPrototypeUnshift(args, 'Assertion failed');
    }
    ReflectApply(this.warn, this, args);
  },

  // Terminals only, and not the dumb ones.
  clear() {
    if (this._stdout.isTTY && process.env.TERM !== 'dumb') {
      const { clearScreenDown, cursorTo } = require('readline');
      cursorTo(this._stdout, 0, 0);
      clearScreenDown(this._stdout);
    }
  },

  count(label = 'default') {
    label = `${label}`;
    const counts = countsOf(this);
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    this.log(`${label}: ${count}`);
  },

  countReset(label = 'default') {
    label = `${label}`;
    if (!countsOf(this).delete(label)) {
      process.emitWarning(`Count for '${label}' does not exist`);
    }
  },

  group(...data) {
    if (data.length > 0) {
      ReflectApply(this.log, this, data);
    }
    const state = this[kState];
    state.indent += StringPrototypeRepeat(' ', state.indentWidth);
  },

  groupEnd() {
    const state = this[kState];
    state.indent = StringPrototypeSlice(
      state.indent, 0, state.indent.length - state.indentWidth);
  },

  table(tabularData, properties) {
    if (tabularData === null || typeof tabularData !== 'object') {
      return this.log(tabularData);
    }
    if (properties !== undefined) {
      validateArray(properties, 'properties');
    }
    const { 0: head, 1: columns } = tableOf(this, tabularData, properties);
    this.log(require('internal/cli_table')(head, columns));
  },

  dirxml(...data) {
    ReflectApply(this.log, this, data);
  },

  groupCollapsed(...data) {
    ReflectApply(this.group, this, data);
  },
};

function countsOf(console) {
  return (console[kState].counts ??= new SafeMap());
}

function timesOf(console) {
  return (console[kState].times ??= new SafeMap());
}

// --- Time -----------------------------------------------------------------

function logTime(console, method, label, data) {
  const start = timesOf(console).get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for ${method}`);
    return false;
  }
  const { 0: seconds, 1: nanoseconds } = process.hrtime(start);
  const formatted = formatTime(seconds * 1000 + nanoseconds / 1e6);
  if (data === undefined) {
    console.log('%s: %s', label, formatted);
  } else {
    console.log('%s: %s', label, formatted, ...data);
  }
  return true;
}

// 1.5ms, 2.500s, 1:02.500 (m:ss.mmm), 1:00:02.500 (h:mm:ss.mmm)
function formatTime(ms) {
  const hours = MathFloor(ms / 3600000);
  const minutes = MathFloor(ms / 60000) - hours * 60;
  const seconds = ms / 1000 - MathFloor(ms / 60000) * 60;
  if (hours === 0 && minutes === 0) {
    return ms >= 1000 ? `${NumberPrototypeToFixed(seconds, 3)}s` :
      `${Number(NumberPrototypeToFixed(ms, 3))}ms`;
  }
  const { 0: whole, 1: rest } =
    StringPrototypeSplit(NumberPrototypeToFixed(seconds, 3), '.');
  const pad = (number) => StringPrototypePadStart(`${number}`, 2, '0');
  return hours !== 0 ?
    `${hours}:${pad(minutes)}:${pad(whole)}.${rest} (h:mm:ss.mmm)` :
    `${minutes}:${pad(whole)}.${rest} (m:ss.mmm)`;
}

// --- Tables ---------------------------------------------------------------

const kIndex = '(index)';
const kIterationIndex = '(iteration index)';

function cellOf(console, value) {
  const isWide = value !== null && typeof value === 'object' &&
    !ArrayIsArray(value) && ObjectKeys(value).length > 2;
  const { inspect } = require('internal/util/inspect');
  return inspect(value, {
    maxArrayLength: 3,
    breakLength: Infinity,
    ...inspectOptionsFor(console, false),
    depth: isWide ? -1 : 0,
  });
}

function range(length) {
  const indices = [];
  for (let i = 0; i < length; i++) {
    indices[i] = `${i}`;
  }
  return indices;
}

// [head, columns] of anything that has rows.
function tableOf(console, data, properties) {
  const { isMap, isMapIterator, isSet, isSetIterator } =
    require('internal/util/types');
  if (isMap(data)) {
    const keys = [];
    const values = [];
    MapPrototypeForEach(data, (value, key) => {
      ArrayPrototypePush(keys, cellOf(console, key));
      ArrayPrototypePush(values, cellOf(console, value));
    });
    return [[kIterationIndex, 'Key', 'Values'],
            [range(keys.length), keys, values]];
  }
  let list;
  if (isMapIterator(data) || isSetIterator(data)) {
    const { previewEntries } = require('internal/util/introspect');
    const preview = previewEntries(data);
    if (preview !== undefined && isMapIterator(data) && preview[1]) {
      return pairsTable(console, preview[0]);
    }
    list = preview?.[0];
  } else if (isSet(data)) {
    list = [];
    SetPrototypeForEach(
      data, (value) => ArrayPrototypePush(list, value));
  }
  if (list !== undefined) {
    const values = ArrayPrototypeMap(
      list, (value) => cellOf(console, value));
    return [[kIterationIndex, 'Values'], [range(values.length), values]];
  }
  return rowsTable(console, data, properties);
}

function pairsTable(console, entries) {
  const keys = [];
  const values = [];
  for (let i = 0; i < entries.length; i += 2) {
    ArrayPrototypePush(keys, cellOf(console, entries[i]));
    ArrayPrototypePush(values, cellOf(console, entries[i + 1]));
  }
  return [[kIterationIndex, 'Key', 'Values'],
          [range(keys.length), keys, values]];
}

// A row for each property; a column for each key of those that are objects,
// and one for the values of those that are not.
function rowsTable(console, data, properties) {
  const rows = ObjectKeys(data);
  const columns = { __proto__: null };
  const primitives = [];
  let hasPrimitives = false;
  for (let i = 0; i < rows.length; i++) {
    const row = data[rows[i]];
    const isPrimitive = row === null ||
      (typeof row !== 'function' && typeof row !== 'object');
    if (isPrimitive) {
      hasPrimitives = hasPrimitives || properties === undefined;
      primitives[i] = cellOf(console, row);
    }
    if (isPrimitive && properties === undefined) {
      continue;
    }
    const keys = properties || ObjectKeys(row);
    for (let j = 0; j < keys.length; j++) {
      const column = columns[keys[j]] ??= [];
      column[i] = isPrimitive || !ObjectPrototypeHasOwnProperty(row, keys[j]) ?
        '' : cellOf(console, row[keys[j]]);
    }
  }
  const head = [kIndex, ...ObjectKeys(columns)];
  const body = [rows, ...ObjectValues(columns)];
  if (hasPrimitives) {
    ArrayPrototypePush(head, 'Values');
    ArrayPrototypePush(body, primitives);
  }
  return [head, body];
}

// --- class Console --------------------------------------------------------

function Console(options) {
  // Works without `new`, too.
  if (new.target === undefined) {
    return ReflectConstruct(Console, arguments);
  }
  if (!options || typeof options.write === 'function') {
    options = {
      stdout: options,
      stderr: arguments[1],
      ignoreErrors: arguments[2],
    };
  }
  const {
    stdout,
    stderr = stdout,
    ignoreErrors = true,
    colorMode = 'auto',
    inspectOptions,
    groupIndentation,
  } = options;
  if (!stdout || typeof stdout.write !== 'function') {
    throw new ERR_CONSOLE_WRITABLE_STREAM('stdout');
  }
  if (!stderr || typeof stderr.write !== 'function') {
    throw new ERR_CONSOLE_WRITABLE_STREAM('stderr');
  }
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) {
    validateInteger(
      groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);
  }
  if (inspectOptions !== undefined) {
    validateInspectOptions(inspectOptions, options.colorMode);
  }
  bindMethods(this);
  defineHidden(this, kState, {
    ignoreErrors: Boolean(ignoreErrors),
    indent: '',
    indentWidth: groupIndentation ?? 2,
    colorMode,
    inspectOptions: makeInspectOptions(inspectOptions),
    isGlobal: false,
    counts: undefined,
    times: undefined,
  });
  defineHidden(this, '_stdout', stdout);
  defineHidden(this, '_stderr', stderr);
  defineHidden(this, '_stdoutErrorHandler', makeErrorHandler(() => stdout));
  defineHidden(this, '_stderrErrorHandler', makeErrorHandler(() => stderr));
  defineHidden(this, '_ignoreErrors', Boolean(ignoreErrors));
  defineHidden(this, '_times', timesOf(this));
  ObjectDefineProperty(this, SymbolToStringTag, {
    __proto__: null, value: 'console', writable: false, enumerable: false,
    configurable: true,
  });
}

function defineHidden(object, key, value) {
  ObjectDefineProperty(object, key, {
    __proto__: null, value, writable: true, enumerable: false,
    configurable: true,
  });
}

function validateOne(options, colorMode) {
  validateObject(options, 'options.inspectOptions', 0);
  if (options.colors !== undefined && colorMode !== undefined) {
    throw new ERR_INCOMPATIBLE_OPTION_PAIR(
      'options.inspectOptions.color', 'colorMode');
  }
}

// One set of options, or a Map with one for each stream.
function validateInspectOptions(inspectOptions, colorMode) {
  const { isMap } = require('internal/util/types');
  if (!isMap(inspectOptions)) {
    validateOne(inspectOptions, colorMode);
    return;
  }
  MapPrototypeForEach(
    inspectOptions, (options) => validateOne(options, colorMode));
}

function makeInspectOptions(inspectOptions) {
  const { isMap } = require('internal/util/types');
  return isMap(inspectOptions) ?
    (stream) => MapPrototypeGet(inspectOptions, stream) :
    inspectOptions;
}

// Methods are the instance's own, so that they can be passed around.
function bindMethods(console) {
  const names = ObjectKeys(Console.prototype);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const bound = FunctionPrototypeBind(console[name], console);
    ObjectDefineProperty(bound, 'name', { __proto__: null, value: name });
    console[name] = bound;
  }
}

const names = ObjectKeys(methods);
for (let i = 0; i < names.length; i++) {
  Console.prototype[names[i]] = methods[names[i]];
}

// The global console counts as one, though it does not inherit from here.
ObjectDefineProperty(Console, SymbolHasInstance, {
  __proto__: null,
  value(instance) {
    return (typeof instance === 'object' && instance !== null &&
      instance[kState] !== undefined) ||
      FunctionPrototypeSymbolHasInstance(this, instance);
  },
});

module.exports = { Console, formatTime, methods, timesOf };
