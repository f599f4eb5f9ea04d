// SPDX-License-Identifier: MIT
// What values hold beside properties, as a list of texts for util.inspect:
// entries of arrays and collections, bytes of buffers, states of promises.
'use strict';

const {
  ArrayPrototypePush,
  MapPrototypeForEach,
  MathMax,
  MathMin,
  NumberPrototypeToString,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  SetPrototypeForEach,
  StringPrototypeLastIndexOf,
  StringPrototypePadStart,
  StringPrototypeReplace,
  StringPrototypeSlice,
  TypedArrayPrototypeGetLength,
  Uint8Array,
} = primordials;

const { getPromiseDetails, previewEntries } = require('internal/util/introspect');
const {
  formatProperty,
  formatValue,
  kArrayType,
  kObjectType,
} = require('internal/util/inspect');
const { formatBigInt, formatNumber } = require('internal/util/inspect/text');
const { reduceToSingleString } = require('internal/util/inspect/layout');

const kPending = 0;
const kRejected = 2;

const plural = (count, word) => `${count} ${word}${count > 1 ? 's' : ''}`;

const shownOf = (ctx, size) => MathMin(MathMax(0, ctx.maxArrayLength), size);

function addRemaining(output, remaining) {
  if (remaining > 0) {
    ArrayPrototypePush(output, `... ${plural(remaining, 'more item')}`);
  }
  return output;
}

// --- Arrays ---------------------------------------------------------------

function arrayEntries(ctx, value, recurseTimes) {
  const size = value.length;
  const shown = shownOf(ctx, size);
  const output = [];
  for (let i = 0; i < shown; i++) {
    if (!ObjectPrototypeHasOwnProperty(value, i)) {
      return sparseEntries(ctx, value, recurseTimes, shown, output, i);
    }
    ArrayPrototypePush(
      output, formatProperty(ctx, value, recurseTimes, i, kArrayType));
  }
  return addRemaining(output, size - shown);
}

// Goes on from the first hole: runs of holes count as one entry.
function sparseEntries(ctx, value, recurseTimes, most, output, index) {
  const keys = ObjectKeys(value);
  const addHoles = (count) => ArrayPrototypePush(
    output, ctx.stylize(`<${plural(count, 'empty item')}>`, 'undefined'));
  for (let i = index; i < keys.length && output.length < most; i++) {
    const key = keys[i];
    if (`${index}` !== key) {
      if (RegExpPrototypeExec(/^(?:0|[1-9][0-9]*)$/, key) === null ||
          key >= 4294967295) {
        break;
      }
      addHoles(key - index);
      index = +key;
      if (output.length === most) {
        break;
      }
    }
    ArrayPrototypePush(
      output, formatProperty(ctx, value, recurseTimes, key, kArrayType));
    index++;
  }
  const remaining = value.length - index;
  if (output.length !== most) {
    if (remaining > 0) {
      addHoles(remaining);
    }
    return output;
  }
  return addRemaining(output, remaining);
}

function typedArrayEntries(ctx, value, recurseTimes) {
  const size = TypedArrayPrototypeGetLength(value);
  const shown = shownOf(ctx, size);
  const output = [];
  const formatElement = size > 0 && typeof value[0] === 'bigint' ?
    formatBigInt : formatNumber;
  for (let i = 0; i < shown; i++) {
    output[i] = formatElement(ctx.stylize, value[i], ctx.numericSeparator);
  }
  addRemaining(output, size - shown);
  if (ctx.showHidden) {
    ctx.indentationLvl += 2;
    const keys = ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset',
                  'buffer'];
    for (let i = 0; i < keys.length; i++) {
      const text = formatValue(ctx, value[keys[i]], recurseTimes, true);
      ArrayPrototypePush(
        output, `${ctx.stylize(`[${keys[i]}]`, 'string')}: ${text}`);
    }
    ctx.indentationLvl -= 2;
  }
  return output;
}

// Accessors of the prototype that are shown like hidden properties.
function addAccessors(ctx, value, recurseTimes, keys, output) {
  for (let i = 0; i < keys.length; i++) {
    ctx.indentationLvl += 2;
    const text = formatValue(ctx, value[keys[i]], recurseTimes);
    ctx.indentationLvl -= 2;
    ArrayPrototypePush(output, `${ctx.stylize(`[${keys[i]}]`, 'string')}: ${text}`);
  }
  return output;
}

// Not the contents of a typed array's buffer, which shows its elements.
function bufferEntries(showContents) {
  return (ctx, value, recurseTimes) => {
    if (showContents) {
      return addAccessors(ctx, value, recurseTimes, ['byteLength'],
                          [formatContents(ctx, value)]);
    }
    const size = formatNumber(ctx.stylize, value.byteLength, false);
    return [`[byteLength]: ${size}`];
  };
}

function dataViewEntries(ctx, value, recurseTimes) {
  return addAccessors(ctx, value, recurseTimes,
                      ['byteLength', 'byteOffset', 'buffer'], []);
}

function formatContents(ctx, value) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    return ctx.stylize('(detached)', 'special');
  }
  const shown = shownOf(ctx, bytes.length);
  let text = '';
  for (let i = 0; i < shown; i++) {
    text += (i === 0 ? '' : ' ') + StringPrototypePadStart(
      NumberPrototypeToString(bytes[i], 16), 2, '0');
  }
  const remaining = bytes.length - shown;
  if (remaining > 0) {
    text += ` ... ${plural(remaining, 'more byte')}`;
  }
  return `${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`;
}

// --- Collections ----------------------------------------------------------

function setEntries(ctx, value, recurseTimes) {
  const entries = [];
  SetPrototypeForEach(value, (entry) => ArrayPrototypePush(entries, entry));
  return listEntries(ctx, entries, recurseTimes);
}

function mapEntries(ctx, value, recurseTimes) {
  const entries = [];
  MapPrototypeForEach(value, (entry, key) =>
    ArrayPrototypePush(entries, key, entry));
  return pairEntries(ctx, entries, recurseTimes);
}

function listEntries(ctx, entries, recurseTimes) {
  const shown = shownOf(ctx, entries.length);
  const output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < shown; i++) {
    ArrayPrototypePush(output, formatValue(ctx, entries[i], recurseTimes));
  }
  ctx.indentationLvl -= 2;
  return addRemaining(output, entries.length - shown);
}

// `entries` holds a key and a value in turn.
function pairEntries(ctx, entries, recurseTimes) {
  const size = entries.length / 2;
  const shown = shownOf(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < shown; i++) {
    const key = formatValue(ctx, entries[i * 2], recurseTimes);
    const entry = formatValue(ctx, entries[i * 2 + 1], recurseTimes);
    ArrayPrototypePush(output, `${key} => ${entry}`);
  }
  ctx.indentationLvl -= 2;
  return addRemaining(output, size - shown);
}

// The entries of a map's iterator are pairs in brackets.
function iteratorPairEntries(ctx, entries, recurseTimes) {
  const size = entries.length / 2;
  const shown = shownOf(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < shown; i++) {
    const pair = [
      formatValue(ctx, entries[i * 2], recurseTimes),
      formatValue(ctx, entries[i * 2 + 1], recurseTimes),
    ];
    ArrayPrototypePush(output, reduceToSingleString(
      ctx, pair, '', ['[', ']'], true, recurseTimes));
  }
  ctx.indentationLvl -= 2;
  return addRemaining(output, size - shown);
}

function iteratorEntries(braces) {
  return (ctx, value, recurseTimes) => {
    const preview = previewEntries(value);
    if (preview === undefined) {
      return [ctx.stylize('<items unknown>', 'special')];
    }
    const { 0: entries, 1: isKeyValue } = preview;
    if (isKeyValue) {
      braces[0] = StringPrototypeReplace(
        braces[0], / Iterator\] \{$/, ' Entries] {');
      return iteratorPairEntries(ctx, entries, recurseTimes);
    }
    return listEntries(ctx, entries, recurseTimes);
  };
}

// The engine does not show what weak collections hold.
function weakEntries(ctx) {
  return [ctx.stylize('<items unknown>', 'special')];
}

// --- Promises and modules -------------------------------------------------

function promiseEntries(ctx, value, recurseTimes) {
  const { 0: state, 1: result } = getPromiseDetails(value);
  if (state === kPending) {
    return [ctx.stylize('<pending>', 'special')];
  }
  if (state === undefined) {
    return [ctx.stylize('<unknown>', 'special')];
  }
  ctx.indentationLvl += 2;
  const text = formatValue(ctx, result, recurseTimes);
  ctx.indentationLvl -= 2;
  return [state === kRejected ?
    `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

function namespaceEntries(names) {
  return (ctx, value, recurseTimes) => {
    const output = [];
    for (let i = 0; i < names.length; i++) {
      try {
        output[i] = formatProperty(
          ctx, value, recurseTimes, names[i], kObjectType);
      } catch {
        // Not initialized yet: show the name alone.
        const empty = formatProperty(
          ctx, { [names[i]]: '' }, recurseTimes, names[i], kObjectType);
        const end = StringPrototypeLastIndexOf(empty, ' ') + 1;
        output[i] = StringPrototypeSlice(empty, 0, end) +
          ctx.stylize('<uninitialized>', 'special');
      }
    }
    return output;
  };
}

module.exports = {
  arrayEntries,
  bufferEntries,
  dataViewEntries,
  iteratorEntries,
  mapEntries,
  namespaceEntries,
  promiseEntries,
  setEntries,
  typedArrayEntries,
  weakEntries,
};
