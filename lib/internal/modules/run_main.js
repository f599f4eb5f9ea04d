// Runs the program named on the command line.
'use strict';

const { run, read } = internalBinding('script');
const { argv } = internalBinding('process');

function start() {
  const file = argv()[1];
  const text = read(file);
  if (typeof text !== 'string') {
    throw new Error(`Cannot find module '${file}'`);
  }
  const wrapper = run(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, file, 1);
  const module = { exports: {} };
  const strip = (id) => (id.startsWith('node:') ? id.slice(5) : id);
  wrapper(module.exports, (id) => require(strip(id)), module, file, '.');
}

module.exports = { start };
