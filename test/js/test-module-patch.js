// SPDX-License-Identifier: MIT
'use strict';
// Programs replace parts of Module; the loader goes through what they put in.

const assert = require('node:assert');
const Module = require('node:module');
const tree = require('../fixtures/tree.js');

const root = tree({
  'a.js': 'module.exports = "a"',
  'b.js': 'module.exports = "b"',
  'c.x': 'text',
});
const require_ = Module.createRequire(`${root}/x.js`);

{
  const { _resolveFilename } = Module;
  Module._resolveFilename = (request, ...rest) =>
    _resolveFilename(request === 'virtual' ? './a' : request, ...rest);
  assert.strictEqual(require_('virtual'), 'a');
  Module._resolveFilename = _resolveFilename;
}
{
  const { _load } = Module;
  Module._load = (request, ...rest) =>
    (request === 'loaded' ? 42 : _load(request, ...rest));
  assert.strictEqual(require_('loaded'), 42);
  Module._load = _load;
}
{
  const { _compile } = Module.prototype;
  Module.prototype._compile = function(content, filename, ...rest) {
    return _compile.call(this, content.replace('"b"', '"B"'), filename, ...rest);
  };
  assert.strictEqual(require_('./b'), 'B');
  Module.prototype._compile = _compile;
}
{
  require.extensions['.x'] = (module, filename) => {
    module.exports = filename;
  };
  assert.strictEqual(require_('./c'), `${root}/c.x`);
  delete require.extensions['.x'];
}
{
  const made = new Module('made', module);
  made._compile('exports.name = __filename; exports.dir = __dirname',
                '/some/where.js');
  assert.deepStrictEqual(made.exports,
                         { name: '/some/where.js', dir: '/some' });
}
