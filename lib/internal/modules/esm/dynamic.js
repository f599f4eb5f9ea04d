// SPDX-License-Identifier: MIT
'use strict';
// import(): from ES modules, CommonJS and texts of the command line.

const {
  ArrayPrototypePush,
  ObjectKeys,
  Promise,
  PromisePrototypeThen,
  PromiseReject,
  PromiseResolve,
  StringPrototypeStartsWith,
  TypeError,
} = primordials;

const { context } = require('internal/async_context');
const { state } = require('internal/modules/cjs/loader');
const { evaluate, linkedRecord, resolve } =
  require('internal/modules/esm/loader');
const { fileURL } = require('internal/modules/esm/specifier');

const kSecondArgument =
  "The second argument of import() must be an object";

// The attributes of the second argument, flat; undefined for none.
function attributesOf(options) {
  if (options === undefined) return undefined;
  if (!isObject(options)) throw new TypeError(kSecondArgument);
  const attributes = options.with;
  if (attributes === undefined) return undefined;
  if (!isObject(attributes)) {
    throw new TypeError("The 'with' option must be an object");
  }
  const keys = ObjectKeys(attributes);
  const flat = [];
  for (let i = 0; i < keys.length; i++) {
    const value = attributes[keys[i]];
    if (typeof value !== 'string') {
      throw new TypeError('Import attribute value must be a string');
    }
    ArrayPrototypePush(flat, keys[i], value);
  }
  return flat.length === 0 ? undefined : flat;
}

function isObject(value) {
  return typeof value === 'object' && value !== null ||
    typeof value === 'function';
}

function urlOf(referrer) {
  if (referrer[0] === '/') return fileURL(referrer);
  if (StringPrototypeStartsWith(referrer, '[')) {
    return fileURL(`${process.cwd()}/`);
  }
  return referrer;
}

// import() in eval, new Function and the like, where the engine finds it. When
// no text of a file has called them, `scope` (undefined is the main one) says
// what to do, if somebody told it.
function importFromString(specifier, options, referrer, scope) {
  if (referrer[0] === '/' || referrer[0] === '[' ||
      StringPrototypeStartsWith(referrer, 'file:') ||
      StringPrototypeStartsWith(referrer, 'data:')) {
    return importFrom(specifier, options, referrer);
  }
  const { importerOf } = require('internal/compiler/scripts');
  return importerOf(scope)(specifier, options);
}

const soon = PromiseResolve();

/**
 * @param {any} specifier
 * @param {any} options the second argument of import()
 * @param {string} referrer URL or path of who asks
 * @returns {Promise<object>} of the namespace
 */
function importFrom(specifier, options, referrer) {
  let attributes;
  try {
    specifier = `${specifier}`;
    attributes = attributesOf(options);
  } catch (err) {
    return PromiseReject(err);
  }
  if (state.importHook !== undefined) {
    return state.importHook(specifier, urlOf(referrer), attributes);
  }
  return importURL(
    () => resolve(specifier, urlOf(referrer), attributes), attributes);
}

// Nothing of the module runs before import() has returned.
function importURL(resolveURL, attributes) {
  const { frame } = context;
  return new Promise((fulfill, reject) => {
    PromisePrototypeThen(soon, () => {
      const before = context.frame;
      context.frame = frame;
      try {
        const record = linkedRecord(resolveURL(), attributes);
        const promise = evaluate(record);
        if (promise === undefined) {
          fulfill(record.namespace);
        } else {
          PromisePrototypeThen(promise, () => fulfill(record.namespace),
                               reject);
        }
      } catch (err) {
        // What a hook never answered never settles.
        if (err?.code !== 'ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED') {
          reject(err);
        }
      } finally {
        context.frame = before;
      }
    });
  });
}

// import.source()
function importSource(specifier, referrer) {
  return new Promise((fulfill) => {
    const url = resolve(`${specifier}`, urlOf(referrer), undefined);
    fulfill(require('internal/modules/esm/source_phase').sourceOf(url));
  });
}

module.exports = { importFrom, importFromString, importSource, importURL };
