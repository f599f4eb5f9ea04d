// SPDX-License-Identifier: MIT
'use strict';
// node:module is the class of `module` itself. What the loader does not need
// hangs on it from here, and loads when first touched.

const { Module, setOwn } = require('internal/modules/cjs/loader');

function later(id, names) {
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    primordials.ObjectDefineProperty(Module, name, {
      __proto__: null,
      get() {
        setOwn(Module, name, require(id)[name]);
        return Module[name];
      },
      set(value) { setOwn(Module, name, value); },
      enumerable: true,
      configurable: true,
    });
  }
}

later('internal/source_map/source_map', ['SourceMap']);
later('internal/source_map/cache',
      ['findSourceMap', 'getSourceMapsSupport', 'setSourceMapsSupport']);

module.exports = Module;
