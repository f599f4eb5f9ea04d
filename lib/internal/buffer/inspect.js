// SPDX-License-Identifier: MIT
// How util.inspect() shows a Buffer.
'use strict';

const {
  MathMin,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeSymbolReplace,
  StringPrototypeTrim,
} = primordials;

const binding = internalBinding('buffer');

function inspectBuffer(buf, ctx, most) {
  const shown = MathMin(most, buf.length);
  const hidden = buf.length - shown;
  let text = StringPrototypeTrim(RegExpPrototypeSymbolReplace(
    /(.{2})/g, binding.hexSlice(buf, 0, shown), '$1 '));
  if (hidden > 0) {
    text += ` ... ${hidden} more byte${hidden > 1 ? 's' : ''}`;
  }
  if (ctx) {
    const extras = extraProperties(buf, ctx);
    if (extras !== '') {
      text += buf.length !== 0 ? `, ${extras}` : extras;
    }
  }
  let name = 'Buffer';
  try {
    const { constructor } = buf;
    if (typeof constructor === 'function' &&
        ObjectPrototypeHasOwnProperty(constructor, 'name')) {
      name = constructor.name;
    }
  } catch { /* a getter of the user's: keep the plain name */ }
  return `<${name} ${text}>`;
}

// Properties that somebody has added, as util.inspect shows them.
function extraProperties(buf, ctx) {
  const { getOwnNonIndexProperties } = require('internal/util/inspect');
  const extras = { __proto__: null };
  let any = false;
  const keys = getOwnNonIndexProperties !== undefined ?
    getOwnNonIndexProperties(buf, ctx.showHidden) : ownNames(buf);
  for (let i = 0; i < keys.length; i++) {
    any = true;
    extras[keys[i]] = buf[keys[i]];
  }
  if (!any) {
    return '';
  }
  const text = require('internal/util/inspect').inspect(extras, {
    ...ctx, breakLength: Infinity, compact: true,
  });
  // Without `[Object: null prototype] {` and `}`.
  return text.slice(27, -2);
}

function ownNames(buf) {
  const names = [];
  const keys = ObjectKeys(buf);
  // The indices come first, in order.
  for (let i = buf.length; i < keys.length; i++) {
    names[names.length] = keys[i];
  }
  return names;
}

module.exports = { inspectBuffer };
