// SPDX-License-Identifier: MIT
'use strict';
// import.meta

const { StringPrototypeStartsWith } = primordials;

const { dirname, state } = require('internal/modules/cjs/loader');
const { pathOf } = require('internal/modules/esm/specifier');

let mainURL;

function setMain(url) {
  mainURL = url;
}

function makeMeta(url) {
  const meta = { __proto__: null };
  if (StringPrototypeStartsWith(url, 'file:')) {
    const path = pathOf(withoutSuffix(url));
    meta.dirname = dirname(path);
    meta.filename = path;
  }
  meta.main = url === mainURL;
  if (state.isHooksThread) {
    meta.url = url;
    return meta;
  }
  meta.resolve = function resolve(specifier, parentURL = url) {
    specifier = `${specifier}`;
    try {
      return require('internal/modules/esm/loader')
        .resolve(specifier, `${parentURL}`);
    } catch (err) {
      // What is only not there has a URL all the same.
      if (err?.code === 'ERR_UNSUPPORTED_DIR_IMPORT' ||
          err?.code === 'ERR_MODULE_NOT_FOUND' && err.url !== undefined) {
        return err.url;
      }
      throw err;
    }
  };
  meta.url = url;
  return meta;
}

function withoutSuffix(url) {
  const at = primordials.StringPrototypeSearch(url, /[?#]/);
  return at === -1 ? url : primordials.StringPrototypeSlice(url, 0, at);
}

module.exports = { makeMeta, setMain };
