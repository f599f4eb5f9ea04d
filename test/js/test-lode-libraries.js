'use strict';
// What the engine's library needs by name and hello world never calls is not
// loaded (docs/internals/start-up.md).
const assert = require('node:assert');
const fs = require('node:fs');

const maps = fs.readFileSync('/proc/self/maps', 'utf8');
const loaded = new Set(maps.match(/[^/\n]+\.so[.\d]*$/gm));
assert(loaded.has('libuv.so.1.0.0') || [...loaded].some((n) => n.startsWith('libuv')));
if (/delay_load|lib\/lode/.test(maps)) {
  for (const name of ['libmount', 'libblkid', 'libffi', 'libgcrypt', 'liblzma']) {
    assert(![...loaded].some((file) => file.startsWith(name)), `${name} is loaded`);
  }
}
for (const name of ['libcrypto', 'libssl', 'libnghttp2', 'libsqlite3', 'libcares',
                    'libbrotlienc', 'libbrotlidec', 'libzstd']) {
  assert(![...loaded].some((file) => file.startsWith(name)), `${name} is loaded`);
}

// The first call loads what it needs.
if (/delay_load|lib\/lode/.test(maps)) {
  require('node:zlib').zstdCompressSync('x');
  assert.match(fs.readFileSync('/proc/self/maps', 'utf8'), /libzstd/);
  assert.doesNotMatch(fs.readFileSync('/proc/self/maps', 'utf8'), /libbrotli/);
}
