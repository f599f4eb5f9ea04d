'use strict';
// Without require() of ES modules a .mts file is refused as one, before anybody
// looks at where it lies or what is in it.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mts-'));
fs.mkdirSync(path.join(dir, 'node_modules'));

function codeOf(name, ...options) {
  const file = path.join(dir, name);
  fs.writeFileSync(file, 'export const a: number = 1;');
  const { stdout } = spawnSync(process.execPath, [
    '--no-warnings', ...options, '-p',
    `try { require(${JSON.stringify(file)}).a } catch (err) { err.code }`,
  ], { encoding: 'utf8' });
  return stdout.trim();
}

const off = '--no-experimental-require-module';
assert.strictEqual(codeOf('a.mts'), '1');
assert.strictEqual(codeOf('a.mts', off), 'ERR_REQUIRE_ESM');
assert.strictEqual(codeOf('node_modules/b.mts', off), 'ERR_REQUIRE_ESM');
assert.strictEqual(codeOf('node_modules/b.mts'),
                   'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING');

fs.rmSync(dir, { recursive: true });
