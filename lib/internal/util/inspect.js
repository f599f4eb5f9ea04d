// SPDX-License-Identifier: MIT
// util.inspect: a value as text. This file has the options, the walk over a
// value and its properties; what is special about each class is in
// inspect/values.js and inspect/errors.js, lines and columns in
// inspect/layout.js, format() in util/format.js.
//
// One call carries a context `ctx`: the options, the indentation, the objects
// on the way down (`seen`) and those that turned out circular (`circular`).
'use strict';

const {
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSort,
  FunctionPrototypeCall,
  Object,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectSeal,
  ObjectSetPrototypeOf,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolSplit,
  SafeMap,
  StringPrototypeIncludes,
  StringPrototypeReplaceAll,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  SymbolPrototypeToString,
} = primordials;

const { getProxyDetails } = require('internal/util/introspect');
const { isStackOverflowError } = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const {
  escapeText,
  formatBigInt,
  formatNumber,
  getStringWidth,
  isZeroWidthCodePoint,
  strEscape,
  stripVTControlCharacters,
} = require('internal/util/inspect/text');
const { reduceToSingleString } = require('internal/util/inspect/layout');

const inspectDefaultOptions = ObjectSeal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});
const optionNames = ObjectKeys(inspectDefaultOptions);

// How a property is shown: with its key, or as an entry of an array.
const kObjectType = 0;
const kArrayType = 1;

const kShortText = 16;  // strings up to here are never broken into lines
const kBudget = 2 ** 27;  // characters on one level before depth is cut off

// --- Entry ----------------------------------------------------------------

function inspect(value, options, depth, colors) {
  const ctx = {
    budget: {},
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    stylize: stylizeNoColor,
    showHidden: inspectDefaultOptions.showHidden,
    depth: inspectDefaultOptions.depth,
    colors: inspectDefaultOptions.colors,
    customInspect: inspectDefaultOptions.customInspect,
    showProxy: inspectDefaultOptions.showProxy,
    maxArrayLength: inspectDefaultOptions.maxArrayLength,
    maxStringLength: inspectDefaultOptions.maxStringLength,
    breakLength: inspectDefaultOptions.breakLength,
    compact: inspectDefaultOptions.compact,
    sorted: inspectDefaultOptions.sorted,
    getters: inspectDefaultOptions.getters,
    numericSeparator: inspectDefaultOptions.numericSeparator,
    circular: undefined,
    userOptions: undefined,
  };
  if (arguments.length > 1) {
    // The signature of old: inspect(value, showHidden, depth, colors).
    if (depth !== undefined) {
      ctx.depth = depth;
    }
    if (colors !== undefined) {
      ctx.colors = colors;
    }
    if (typeof options === 'boolean') {
      ctx.showHidden = options;
    } else if (options) {
      takeOptions(ctx, options);
    }
  }
  if (ctx.colors) {
    ctx.stylize = stylizeWithColor;
  }
  if (ctx.maxArrayLength === null) {
    ctx.maxArrayLength = Infinity;
  }
  if (ctx.maxStringLength === null) {
    ctx.maxStringLength = Infinity;
  }
  return formatValue(ctx, value, 0);
}

// Options that we do not know are kept for custom inspection functions.
function takeOptions(ctx, options) {
  const keys = ObjectKeys(options);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (ObjectPrototypeHasOwnProperty(inspectDefaultOptions, key) ||
        key === 'stylize') {
      ctx[key] = options[key];
    } else {
      ctx.userOptions ??= options;
    }
  }
}

inspect.custom = customInspectSymbol;

ObjectDefineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() {
    return inspectDefaultOptions;
  },
  set(options) {
    require('internal/validators').validateObject(options, 'options');
    return ObjectAssign(inspectDefaultOptions, options);
  },
});

// --- Colors ---------------------------------------------------------------

// Name: [code that turns it on, code that turns it off].
inspect.colors = {
  __proto__: null,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
};

function defineColors() {
  const { colors } = inspect;
  const names = ['Black', 'Red', 'Green', 'Yellow', 'Blue', 'Magenta', 'Cyan',
                 'White'];
  const low = (name) => name.toLowerCase();
  for (let i = 0; i < 8; i++) {
    colors[low(names[i])] = [30 + i, 39];
  }
  for (let i = 0; i < 8; i++) {
    colors[`bg${names[i]}`] = [40 + i, 49];
  }
  colors.framed = [51, 54];
  colors.overlined = [53, 55];
  for (let i = 0; i < 8; i++) {
    colors[i === 0 ? 'gray' : `${low(names[i])}Bright`] = [90 + i, 39];
  }
  for (let i = 0; i < 8; i++) {
    colors[i === 0 ? 'bgGray' : `bg${names[i]}Bright`] = [100 + i, 49];
  }
  const aliases = {
    gray: ['grey', 'blackBright'],
    bgGray: ['bgGrey', 'bgBlackBright'],
    dim: ['faint'],
    strikethrough: ['crossedout', 'strikeThrough', 'crossedOut'],
    hidden: ['conceal'],
    inverse: ['swapColors', 'swapcolors'],
    doubleunderline: ['doubleUnderline'],
  };
  const targets = ObjectKeys(aliases);
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i];
    for (let j = 0; j < aliases[target].length; j++) {
      ObjectDefineProperty(colors, aliases[target][j], {
        __proto__: null,
        get() {
          return this[target];
        },
        set(value) {
          this[target] = value;
        },
        configurable: true,
        enumerable: false,
      });
    }
  }
}
defineColors();

// A style is the name of a color, or a function from text to colored text.
inspect.styles = ObjectAssign({ __proto__: null }, {
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp: highlightRegExp,
  module: 'underline',
});

function highlightRegExp(text) {
  return require('internal/util/inspect/regexp').highlight(
    text, highlightRegExp.colors, inspect.colors);
}
highlightRegExp.colors = ['green', 'red', 'yellow', 'cyan', 'magenta'];

function stylizeWithColor(text, styleType) {
  const style = inspect.styles[styleType];
  if (typeof style === 'function') {
    return style(text);
  }
  const color = style === undefined ? undefined : inspect.colors[style];
  return color === undefined ?
    text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}

function stylizeNoColor(text) {
  return text;
}

// --- Values ---------------------------------------------------------------

function formatValue(ctx, value, recurseTimes, typedArray) {
  if (typeof value !== 'object' && typeof value !== 'function') {
    return formatPrimitive(ctx.stylize, value, ctx);
  }
  if (value === null) {
    return ctx.stylize('null', 'null');
  }
  // A proxy is shown as what it stands for, without running its traps.
  const context = value;
  const proxy = getProxyDetails(value, !!ctx.showProxy);
  if (proxy !== undefined) {
    if (proxy === null || (ctx.showProxy && proxy[0] === null)) {
      return ctx.stylize('<Revoked Proxy>', 'special');
    }
    if (ctx.showProxy) {
      return formatProxy(ctx, proxy, recurseTimes);
    }
    value = proxy;
  }
  if (ctx.customInspect) {
    const custom = value[customInspectSymbol];
    if (typeof custom === 'function' && custom !== inspect &&
        // Not the prototype object that merely holds the method.
        ObjectGetOwnPropertyDescriptor(value, 'constructor')?.value?.prototype !==
          value) {
      const shown = callCustomInspect(ctx, custom, context, recurseTimes,
                                      proxy !== undefined);
      if (shown !== undefined) {
        return shown;
      }
    }
  }
  if (ArrayPrototypeIncludes(ctx.seen, value)) {
    return markCircular(ctx, value);
  }
  return formatRaw(ctx, value, recurseTimes, typedArray);
}

// The text that the value's own function makes of it; undefined when it
// returned the value itself, which asks for the usual form.
function callCustomInspect(ctx, custom, context, recurseTimes, isProxy) {
  const depth = ctx.depth === null ? null : ctx.depth - recurseTimes;
  const isForeign = isProxy || !(context instanceof Object);
  const shown = FunctionPrototypeCall(
    custom, context, depth, userOptionsOf(ctx, isForeign), inspect);
  if (shown === context) {
    return undefined;
  }
  if (typeof shown === 'object') {
    return formatValue(ctx, shown, recurseTimes);
  }
  const text = `${shown}`;
  return StringPrototypeIncludes(text, '\n') ?
    StringPrototypeReplaceAll(
      text, '\n', `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`) :
    text;
}

function userOptionsOf(ctx, isForeign) {
  const options = { stylize: ctx.stylize };
  for (let i = 0; i < optionNames.length; i++) {
    options[optionNames[i]] = ctx[optionNames[i]];
  }
  ObjectAssign(options, ctx.userOptions);
  // A function of another realm must not reach ours through the options.
  if (isForeign) {
    ObjectSetPrototypeOf(options, null);
    const keys = ObjectKeys(options);
    for (let i = 0; i < keys.length; i++) {
      const option = options[keys[i]];
      if ((typeof option === 'object' || typeof option === 'function') &&
          option !== null) {
        delete options[keys[i]];
      }
    }
    options.stylize = ObjectSetPrototypeOf((value, flavour) => {
      let stylized;
      try {
        stylized = `${ctx.stylize(value, flavour)}`;
      } catch {
        // What cannot be a string is returned as it came.
      }
      return typeof stylized === 'string' ? stylized : value;
    }, null);
  }
  return options;
}

function markCircular(ctx, value) {
  ctx.circular ??= new SafeMap();
  let index = ctx.circular.get(value);
  if (index === undefined) {
    index = ctx.circular.size + 1;
    ctx.circular.set(value, index);
  }
  return ctx.stylize(`[Circular *${index}]`, 'special');
}

function formatProxy(ctx, proxy, recurseTimes) {
  if (recurseTimes > ctx.depth && ctx.depth !== null) {
    return ctx.stylize('Proxy [Array]', 'special');
  }
  recurseTimes += 1;
  ctx.indentationLvl += 2;
  const output = [
    formatValue(ctx, proxy[0], recurseTimes),
    formatValue(ctx, proxy[1], recurseTimes),
  ];
  ctx.indentationLvl -= 2;
  return reduceToSingleString(
    ctx, output, '', ['Proxy [', ']'], true, recurseTimes);
}

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string':
      return formatString(stylize, value, ctx);
    case 'number':
      return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint':
      return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean':
      return stylize(`${value}`, 'boolean');
    case 'undefined':
      return stylize('undefined', 'undefined');
    default:
      return stylize(SymbolPrototypeToString(value), 'symbol');
  }
}

function formatString(stylize, value, ctx) {
  let trailer = '';
  if (value.length > ctx.maxStringLength) {
    const remaining = value.length - ctx.maxStringLength;
    value = StringPrototypeSlice(value, 0, ctx.maxStringLength);
    trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
  }
  // Long text with newlines is shown line by line.
  if (ctx.compact !== true && value.length > kShortText &&
      value.length > ctx.breakLength - ctx.indentationLvl - 4) {
    const lines = RegExpPrototypeSymbolSplit(/(?<=\n)/, value);
    for (let i = 0; i < lines.length; i++) {
      lines[i] = stylize(strEscape(lines[i]), 'string');
    }
    const indentation = StringPrototypeRepeat(' ', ctx.indentationLvl + 2);
    return ArrayPrototypeJoin(lines, ` +\n${indentation}`) + trailer;
  }
  return stylize(strEscape(value), 'string') + trailer;
}

let describe;

function formatRaw(ctx, value, recurseTimes, typedArray) {
  describe ??= require('internal/util/inspect/values').describe;
  // {base, braces, keys, isArrayLike, entries, inherited}, or the whole text
  // for what has no inside, or is too deep to show it.
  const plan = describe(ctx, value, recurseTimes, typedArray);
  if (typeof plan === 'string') {
    return plan;
  }
  const { braces, keys, isArrayLike, inherited } = plan;
  let { base } = plan;
  recurseTimes += 1;
  ArrayPrototypePush(ctx.seen, value);
  ctx.currentDepth = recurseTimes;
  let output;
  const indentation = ctx.indentationLvl;
  try {
    output = plan.entries === undefined ?
      [] : plan.entries(ctx, value, recurseTimes);
    const type = isArrayLike ? kArrayType + 1 : kObjectType;
    for (let i = 0; i < keys.length; i++) {
      ArrayPrototypePush(
        output, formatProperty(ctx, value, recurseTimes, keys[i], type));
    }
    for (let i = 0; i < inherited?.length; i++) {
      ArrayPrototypePush(output, inherited[i]);
    }
  } catch (err) {
    if (!isStackOverflowError(err)) {
      throw err;
    }
    ctx.seen.pop();
    ctx.indentationLvl = indentation;
    return ctx.stylize(
      `[${plan.name}: Inspection interrupted prematurely. ` +
      'Maximum call stack size exceeded.]', 'special');
  }
  if (ctx.circular !== undefined) {
    const index = ctx.circular.get(value);
    if (index !== undefined) {
      const reference = ctx.stylize(`<ref *${index}>`, 'special');
      if (ctx.compact !== true) {
        base = base === '' ? reference : `${reference} ${base}`;
      } else {
        braces[0] = `${reference} ${braces[0]}`;
      }
    }
  }
  ArrayPrototypePop(ctx.seen);
  if (ctx.sorted) {
    sortOutput(ctx, output, isArrayLike, keys.length);
  }
  const text = reduceToSingleString(
    ctx, output, base, braces, isArrayLike, recurseTimes, value);
  const used = (ctx.budget[ctx.indentationLvl] || 0) + text.length;
  ctx.budget[ctx.indentationLvl] = used;
  // Objects that refer to each other can grow without end: stop descending.
  if (used > kBudget) {
    ctx.depth = -1;
  }
  return text;
}

// All of an object's properties, but only the named ones of an array.
function sortOutput(ctx, output, isArrayLike, keyCount) {
  const comparator = ctx.sorted === true ? undefined : ctx.sorted;
  if (!isArrayLike) {
    ArrayPrototypeSort(output, comparator);
  } else if (keyCount > 1) {
    const start = output.length - keyCount;
    const sorted = ArrayPrototypeSort(
      ArrayPrototypeSlice(output, start), comparator);
    for (let i = 0; i < keyCount; i++) {
      output[start + i] = sorted[i];
    }
  }
}

// --- Properties -----------------------------------------------------------

// Brackets are around keys that are not enumerable.
function formatKey(ctx, key, isEnumerable) {
  let text;
  if (typeof key === 'symbol') {
    text = ctx.stylize(
      escapeText(SymbolPrototypeToString(key), '"'), 'symbol');
  } else if (key === '__proto__') {
    text = "['__proto__']";
  } else if (RegExpPrototypeExec(/^[a-zA-Z_][a-zA-Z_0-9]*$/, key) !== null) {
    text = ctx.stylize(key, 'name');
  } else {
    text = ctx.stylize(strEscape(key), 'string');
  }
  return isEnumerable ? text : `[${text}]`;
}

// `type` is kObjectType, or kArrayType for entries of arrays, which have no
// key; named properties of arrays are neither. Getters run on `original`.
function formatProperty(ctx, value, recurseTimes, key, type, desc,
                        original = value) {
  desc ||= ObjectGetOwnPropertyDescriptor(value, key) ||
    { value: value[key], configurable: true, enumerable: true };
  let text;
  let gap = ' ';
  if (desc.value !== undefined) {
    const indent = ctx.compact !== true || type !== kObjectType ? 2 : 3;
    ctx.indentationLvl += indent;
    text = formatValue(ctx, desc.value, recurseTimes);
    if (indent === 3 && ctx.breakLength < getStringWidth(text, ctx.colors)) {
      gap = `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`;
    }
    ctx.indentationLvl -= indent;
  } else if (desc.get !== undefined) {
    text = formatGetter(ctx, desc, recurseTimes, original);
  } else if (desc.set !== undefined) {
    text = ctx.stylize('[Setter]', 'special');
  } else {
    text = ctx.stylize('undefined', 'undefined');
  }
  if (type === kArrayType) {
    return text;
  }
  return `${formatKey(ctx, key, desc.enumerable !== false)}:${gap}${text}`;
}

function formatGetter(ctx, desc, recurseTimes, original) {
  const label = desc.set !== undefined ? 'Getter/Setter' : 'Getter';
  const special = (text) => ctx.stylize(text, 'special');
  const { getters } = ctx;
  if (!getters || (getters !== true &&
      !(getters === 'get' && desc.set === undefined) &&
      !(getters === 'set' && desc.set !== undefined))) {
    return special(`[${label}]`);
  }
  let text;
  ctx.indentationLvl += 2;
  try {
    const value = FunctionPrototypeCall(desc.get, original);
    if (value === null) {
      text = `${special(`[${label}:`)} ${ctx.stylize('null', 'null')}` +
        special(']');
    } else if (typeof value === 'object') {
      text = `${special(`[${label}]`)} ${formatValue(ctx, value, recurseTimes)}`;
    } else {
      text = `${special(`[${label}:`)} ` +
        `${formatPrimitive(ctx.stylize, value, ctx)}${special(']')}`;
    }
  } catch (err) {
    const thrown = formatValue(ctx, err, recurseTimes);
    text = `${special(`[${label}:`)} <Inspection threw (${thrown})>` +
      special(']');
  }
  ctx.indentationLvl -= 2;
  return text;
}

function format(...args) {
  return require('internal/util/format').formatArguments(undefined, args);
}

function formatWithOptions(inspectOptions, ...args) {
  require('internal/validators').validateObject(
    inspectOptions, 'inspectOptions', 2 | 4);
  return require('internal/util/format').formatArguments(inspectOptions, args);
}

module.exports = {
  format,
  formatPrimitive,
  formatProperty,
  formatValue,
  formatWithOptions,
  getStringWidth,
  inspect,
  inspectDefaultOptions,
  isZeroWidthCodePoint,
  kArrayType,
  kObjectType,
  stripVTControlCharacters,
  stylizeNoColor,
};
