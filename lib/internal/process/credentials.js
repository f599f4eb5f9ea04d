// Users and groups of the process.
'use strict';

const { ArrayIsArray, Float64Array } = primordials;
const binding = internalBinding('process');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_CREDENTIAL },
  ErrnoException,
} = require('internal/errors');
const { validateArray, validateUint32 } = require('internal/validators');

// Which identity, as the binding counts them.
const kUser = 0;
const kEffectiveUser = 1;
const kGroup = 2;
const kEffectiveGroup = 3;

// A number or a name -> the number.
function toId(id, name, isGroup) {
  if (typeof id === 'number') {
    validateUint32(id, name);
    return id >>> 0;
  }
  if (typeof id !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
  }
  const found = binding.findId(id, isGroup);
  if (found < 0) {
    throw new ERR_UNKNOWN_CREDENTIAL(isGroup ? 'Group' : 'User', id);
  }
  return found;
}

function check(err, syscall) {
  if (err < 0) {
    const error = new ErrnoException(err, syscall);
    error.message = `${error.code}, ${
      require('internal/util').getSystemErrorMessage(err)}`;
    throw error;
  }
}

function makeGetter(which) {
  return () => binding.id(which);
}

function makeSetter(which, syscall) {
  const isGroup = which >= kGroup;
  return (id) => {
    check(binding.setId(which, toId(id, 'id', isGroup)), syscall);
  };
}

function getgroups() {
  const groups = binding.groups();
  if (!ArrayIsArray(groups)) {
    check(groups, 'getgroups');
  }
  return groups;
}

function setgroups(groups) {
  validateArray(groups, 'groups');
  const ids = new Float64Array(groups.length);
  for (let i = 0; i < groups.length; i++) {
    ids[i] = toId(groups[i], `groups[${i}]`, true);
  }
  check(binding.setGroups(ids), 'setgroups');
}

function initgroups(user, extraGroup) {
  for (const [value, name] of [[user, 'user'], [extraGroup, 'extraGroup']]) {
    if (typeof value !== 'number' && typeof value !== 'string') {
      throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], value);
    }
  }
  const id = toId(user, 'user', false);
  const group = toId(extraGroup, 'extraGroup', true);
  const name = typeof user === 'string' ? user :
    require('os').userInfo({ uid: id }).username;
  check(binding.initGroups(name, group), 'initgroups');
}

module.exports = {
  getegid: makeGetter(kEffectiveGroup),
  geteuid: makeGetter(kEffectiveUser),
  getgid: makeGetter(kGroup),
  getgroups,
  getuid: makeGetter(kUser),
  initgroups,
  setegid: makeSetter(kEffectiveGroup, 'setegid'),
  seteuid: makeSetter(kEffectiveUser, 'seteuid'),
  setgid: makeSetter(kGroup, 'setgid'),
  setgroups,
  setuid: makeSetter(kUser, 'setuid'),
};
