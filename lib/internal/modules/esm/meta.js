// SPDX-License-Identifier: MIT
'use strict';
// import.meta

const { StringPrototypeStartsWith } = primordials;

const { dirname, state } = require('internal/modules/cjs/loader');
const { pathOf } = require('internal/modules/esm/specifier');
const { getOptionValue } = require('internal/options');

const takesParent =
  getOptionValue('--experimental-import-meta-resolve');

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
  meta.resolve = function resolve(specifier, parentURL) {
    specifier = `${specifier}`;
    const parent = takesParent && parentURL !== undefined ?
      checkParent(parentURL) : url;
    try {
      return require('internal/modules/esm/loader').resolve(specifier, parent);
    } catch (err) {
      // Nothing is loaded, so it need not be loadable.
      if (err?.code === 'ERR_UNSUPPORTED_ESM_URL_SCHEME' ||
          err?.code === 'ERR_UNKNOWN_BUILTIN_MODULE') {
        return specifier;
      }
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

function checkParent(parentURL) {
  if (typeof parentURL === 'string') return parentURL;
  const { isURL } = require('internal/url');
  if (isURL(parentURL)) return `${parentURL}`;
  const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
  throw new ERR_INVALID_ARG_TYPE('parentURL', ['string', 'URL'], parentURL);
}

function withoutSuffix(url) {
  const at = primordials.StringPrototypeSearch(url, /[?#]/);
  return at === -1 ? url : primordials.StringPrototypeSlice(url, 0, at);
}

module.exports = { makeMeta, setMain };
