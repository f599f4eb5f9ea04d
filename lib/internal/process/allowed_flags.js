// SPDX-License-Identifier: MIT
'use strict';
// process.allowedNodeEnvironmentFlags: a Set that knows every spelling of the
// options that NODE_OPTIONS may hold, and that nobody can change.

const {
  ArrayPrototypePush,
  ObjectFreeze,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeSet,
  Set,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const { aliases, table } = internalBinding('options');

const kBool = 2;  // LODE_OPTION_BOOL
const kAllowed = 1;  // LODE_OPTION_ENV

function allowedNames() {
  const flat = table();
  const names = [];
  const allowed = new SafeSet();
  for (let i = 0; i < flat.length; i += 3) {
    if ((flat[i + 2] & kAllowed) === 0) continue;
    ArrayPrototypePush(names, flat[i]);
    allowed.add(flat[i]);
    if (flat[i + 1] === kBool) {
      ArrayPrototypePush(
        names, RegExpPrototypeSymbolReplace(/^--/, flat[i], '--no-'));
    }
  }
  const others = aliases();
  for (let i = 0; i < others.length; i += 2) {
    if (allowed.has(others[i + 1])) ArrayPrototypePush(names, others[i]);
  }
  return names;
}

// "--x_y=value" is asked for as "--x-y"; a name without dashes in front may
// mean either kind of option.
function canonical(key) {
  key = RegExpPrototypeSymbolReplace(/=.*$/s, `${key}`, '');
  const dashes = RegExpPrototypeExec(/^-*/, key)[0];
  return dashes + RegExpPrototypeSymbolReplace(
    /_/g, StringPrototypeSlice(key, dashes.length), '-');
}

class NodeEnvironmentFlagsSet extends Set {
  constructor(names) {
    super();
    for (let i = 0; i < names.length; i++) super.add(names[i]);
  }

  add() {
    return this;
  }

  delete() {
    return false;
  }

  clear() {}

  has(key) {
    if (typeof key !== 'string') return false;
    const name = canonical(key);
    if (super.has(name)) return true;
    return !StringPrototypeStartsWith(name, '-') &&
      (super.has(`--${name}`) || super.has(`-${name}`));
  }
}
ObjectFreeze(NodeEnvironmentFlagsSet);
ObjectFreeze(NodeEnvironmentFlagsSet.prototype);

const allowedFlags = ObjectFreeze(new NodeEnvironmentFlagsSet(allowedNames()));

module.exports = { allowedFlags };
