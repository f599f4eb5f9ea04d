// SPDX-License-Identifier: MIT
'use strict';
// Advice for modules that count on the names that CommonJS has.

const {
  ObjectDefineProperty,
  ObjectPrototypeIsPrototypeOf,
  ReferenceErrorPrototype,
  ReflectGetOwnPropertyDescriptor,
  RegExpPrototypeExec,
  StringPrototypeEndsWith,
  StringPrototypeStartsWith,
} = primordials;

const kGlobal =
  /^(?:Can't find variable: )?(__filename|__dirname|require|module|exports)(?: is not defined)?$/;

// Why a .js file is no CommonJS; nothing for others.
function becauseOfType(url) {
  if (!StringPrototypeStartsWith(url, 'file:')) return '';
  const { pathOf } = require('internal/modules/esm/specifier');
  const path = pathOf(url);
  if (!StringPrototypeEndsWith(path, '.js')) return '';
  const config = require('internal/modules/package_json_reader')
    .getNearestParentPackageJSON(path);
  if (config?.type !== 'module') return '';
  return '\nThis file is being treated as an ES module because it has a ' +
    `'.js' file extension and '${config.pjsonPath}' contains "type": ` +
    '"module". To treat it as a CommonJS script, rename it to use the ' +
    "'.cjs' file extension.";
}

/**
 * @param {any} err what the module at `url` threw
 * @param {string} url
 * @returns {any} `err`
 */
function explain(err, url) {
  if (!ObjectPrototypeIsPrototypeOf(ReferenceErrorPrototype, err)) return err;
  const message = ReflectGetOwnPropertyDescriptor(err, 'message');
  if (typeof message?.value !== 'string' || !message.configurable) return err;
  const match = RegExpPrototypeExec(kGlobal, message.value);
  if (match === null) return err;
  const hint = match[1] === 'require' ? ', you can use import instead' : '';
  ObjectDefineProperty(err, 'message', {
    __proto__: null,
    value: `${match[1]} is not defined in ES module scope${hint}` +
      becauseOfType(url),
    writable: true,
    enumerable: false,
    configurable: true,
  });
  return require('internal/error_stack').adopt(err);
}

module.exports = { explain };
