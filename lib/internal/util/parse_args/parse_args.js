// SPDX-License-Identifier: MIT
// util.parseArgs: command line words to options and positionals. tokenize()
// says what each word is, without judging; parseArgs() then checks the tokens
// and collects their values.
'use strict';

const {
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeUnshift,
  ObjectEntries,
  ObjectPrototypeHasOwnProperty,
  StringPrototypeCharAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE,
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL,
    ERR_PARSE_ARGS_UNKNOWN_OPTION,
  },
} = require('internal/errors');
const {
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateObject,
  validateString,
  validateStringArray,
  validateUnion,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');

const own = (object, key) => (ObjectPrototypeHasOwnProperty(object, key) ?
  object[key] : undefined);

// The words after the program and the script, whatever started it.
function mainArgs() {
  const { getOptionValue } = require('internal/options');
  const hasScript = !(process._eval != null || getOptionValue('--eval'));
  return ArrayPrototypeSlice(process.argv, hasScript ? 2 : 1);
}

// --- Tokens ---------------------------------------------------------------

// The long name of a short option: the short one itself when none has it.
function longNameOf(short, options) {
  const entries = ObjectEntries(options);
  for (let i = 0; i < entries.length; i++) {
    if (own(entries[i][1], 'short') === short) {
      return entries[i][0];
    }
  }
  return short;
}

const typeOf = (name, options) => {
  const config = own(options, name);
  return config === undefined ? undefined : own(config, 'type');
};

const isShortWord = (word) => word.length > 1 && word[0] === '-' &&
  word[1] !== '-';

function tokenize(args, options) {
  const tokens = [];
  const rest = ArrayPrototypeSlice(args);
  let index = -1;
  // Words of a group like -abc share the index of the group.
  let inGroup = 0;

  const addOption = (name, rawName, value, inlineValue) => ArrayPrototypePush(
    tokens, { kind: 'option', name, rawName, index, value, inlineValue });

  while (rest.length > 0) {
    const word = rest.shift();
    const next = rest[0];
    if (inGroup > 0) {
      inGroup--;
    } else {
      index++;
    }
    if (word === '--') {
      ArrayPrototypePush(tokens, { kind: 'option-terminator', index });
      for (let i = 0; i < rest.length; i++) {
        ArrayPrototypePush(
          tokens, { kind: 'positional', index: ++index, value: rest[i] });
      }
      return tokens;
    }
    if (typeof word === 'string' && isShortWord(word)) {
      const short = StringPrototypeCharAt(word, 1);
      const name = longNameOf(short, options);
      const takesValue = typeOf(name, options) === 'string';
      if (word.length === 2) {
        if (takesValue && next !== undefined) {
          addOption(name, word, next, false);
          rest.shift();
          index++;
        } else {
          addOption(name, word, undefined, undefined);
        }
      } else if (takesValue) {
        addOption(name, `-${short}`, StringPrototypeSlice(word, 2), true);
      } else {
        inGroup += expandGroup(word, options, rest);
        inGroup++;
        // The first of the group stands for the word itself.
        continue;
      }
      continue;
    }
    if (typeof word === 'string' && StringPrototypeStartsWith(word, '--')) {
      const equals = StringPrototypeIndexOf(word, '=', 3);
      const rawName = equals === -1 ? word : StringPrototypeSlice(word, 0, equals);
      const name = StringPrototypeSlice(rawName, 2);
      if (equals !== -1) {
        addOption(name, rawName, StringPrototypeSlice(word, equals + 1), true);
      } else if (typeOf(name, options) === 'string' && next !== undefined) {
        addOption(name, rawName, next, false);
        rest.shift();
        index++;
      } else {
        addOption(name, rawName, undefined, undefined);
      }
      continue;
    }
    ArrayPrototypePush(tokens, { kind: 'positional', index, value: word });
  }
  return tokens;
}

// Puts -a -b -c in front of the words for -abc; an option with a value takes
// what follows it. Returns how many words more than one it became.
function expandGroup(word, options, rest) {
  const expanded = [];
  for (let i = 1; i < word.length; i++) {
    const short = StringPrototypeCharAt(word, i);
    const takesValue =
      typeOf(longNameOf(short, options), options) === 'string';
    if (takesValue && i !== word.length - 1) {
      ArrayPrototypePush(expanded, `-${StringPrototypeSlice(word, i)}`);
      break;
    }
    ArrayPrototypePush(expanded, `-${short}`);
  }
  ArrayPrototypeUnshift(rest, ...expanded);
  return expanded.length - 1;
}

// --- Checks ---------------------------------------------------------------

function checkConfig(options) {
  const entries = ObjectEntries(options);
  for (let i = 0; i < entries.length; i++) {
    const { 0: name, 1: config } = entries[i];
    const path = `options.${name}`;
    validateObject(config, path);
    const type = own(config, 'type');
    validateUnion(type, `${path}.type`, ['string', 'boolean']);
    if (ObjectPrototypeHasOwnProperty(config, 'short')) {
      validateString(config.short, `${path}.short`);
      if (config.short.length !== 1) {
        throw new ERR_INVALID_ARG_VALUE(
          `${path}.short`, config.short, 'must be a single character');
      }
    }
    const multiple = own(config, 'multiple');
    if (ObjectPrototypeHasOwnProperty(config, 'multiple')) {
      validateBoolean(multiple, `${path}.multiple`);
    }
    const fallback = own(config, 'default');
    if (fallback !== undefined) {
      const validate = type === 'string' ?
        (multiple ? validateStringArray : validateString) :
        (multiple ? validateBooleanArray : validateBoolean);
      validate(fallback, `${path}.default`);
    }
  }
}

// An option's value that looks like an option was probably forgotten.
function checkAmbiguous(token) {
  if (token.inlineValue || typeof token.value !== 'string' ||
      token.value.length < 2 || token.value[0] !== '-') {
    return;
  }
  const { name, rawName } = token;
  const example = StringPrototypeStartsWith(rawName, '--') ?
    `'${rawName}=-XYZ'` : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    `Option '${rawName}' argument is ambiguous.
Did you forget to specify the option argument for '${rawName}'?
To specify an option argument starting with a dash use ${example}.`);
}

function checkUsage(config, token, isNegated) {
  let { name } = token;
  if (isNegated && typeOf(StringPrototypeSlice(name, 3), config.options) ===
      'boolean') {
    name = StringPrototypeSlice(name, 3);
  }
  const option = own(config.options, name);
  if (option === undefined) {
    throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(
      token.rawName, config.allowPositionals);
  }
  const short = own(option, 'short');
  const shown = `${short ? `-${short}, ` : ''}--${name}`;
  const type = own(option, 'type');
  if (type === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${shown}' does not take an argument`);
  }
}

// --- Values ---------------------------------------------------------------

function store(values, name, value, options) {
  if (name === '__proto__') {
    return;
  }
  if (options[name] !== undefined && own(own(options, name) ?? {}, 'multiple')) {
    if (values[name]) {
      ArrayPrototypePush(values[name], value);
    } else {
      values[name] = [value];
    }
  } else {
    values[name] = value;
  }
}

function parseArgs(config = kEmptyObject) {
  const args = own(config, 'args') ?? mainArgs();
  const strict = own(config, 'strict') ?? true;
  const allowPositionals = own(config, 'allowPositionals') ?? !strict;
  const returnTokens = own(config, 'tokens') ?? false;
  const allowNegative = own(config, 'allowNegative') ?? false;
  const options = own(config, 'options') ?? { __proto__: null };

  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(returnTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  checkConfig(options);

  const parsed = { options, allowPositionals };
  const tokens = tokenize(args, options);
  const result = { values: { __proto__: null }, positionals: [] };
  if (returnTokens) {
    result.tokens = tokens;
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.kind === 'option') {
      takeOption(parsed, token, strict, allowNegative, result.values);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) {
        throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      }
      ArrayPrototypePush(result.positionals, token.value);
    }
  }
  const entries = ObjectEntries(options);
  for (let i = 0; i < entries.length; i++) {
    const { 0: name, 1: option } = entries[i];
    const fallback = own(option, 'default');
    if (fallback !== undefined && result.values[name] === undefined) {
      result.values[name] = fallback;
    }
  }
  return result;
}

function takeOption(parsed, token, strict, allowNegative, values) {
  const isNegated = allowNegative &&
    StringPrototypeStartsWith(token.name, 'no-');
  if (strict) {
    checkUsage(parsed, token, isNegated);
    checkAmbiguous(token);
  }
  let { name } = token;
  let value = token.value ?? true;
  if (isNegated && token.value === undefined) {
    name = StringPrototypeSlice(name, 3);
    value = false;
    token.name = name;
  }
  store(values, name, value, parsed.options);
}

module.exports = { parseArgs };
