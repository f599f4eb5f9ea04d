// SPDX-License-Identifier: MIT
'use strict';
// How many colours a terminal has, by its environment.

const assert = require('node:assert');
const tty = require('node:tty');

const { getColorDepth, hasColors } = tty.WriteStream.prototype;
const table = [
  [{}, 1],
  [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 1],
  [{ TERM: 'xterm' }, 4],
  [{ TERM: 'xterm-256color' }, 8],
  [{ TERM: 'XTERM-KITTY' }, 24],
  [{ TERM: 'xterm', COLORTERM: '24bit' }, 24],
  [{ COLORTERM: 'yes' }, 4],
  [{ TERM: 'con80x25' }, 4],
  [{ TERM: 'unheard-of' }, 1],
  [{ TMUX: '1' }, 24],
  [{ CI: '', GITHUB_ACTIONS: '' }, 24],
  [{ CI: '1', TRAVIS: '1' }, 8],
  [{ CI: '1' }, 1],
  [{ TEAMCITY_VERSION: '9.1.0' }, 4],
  [{ TEAMCITY_VERSION: '9.0.1' }, 1],
  [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.1' }, 24],
  [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '2.9' }, 8],
  [{ NO_COLOR: '1', TERM: 'xterm' }, 1],
  [{ NO_COLOR: '', TERM: 'xterm' }, 4],
  [{ FORCE_COLOR: '3' }, 24],
  [{ FORCE_COLOR: '0', TERM: 'xterm' }, 1],
];
for (const [env, depth] of table) {
  assert.strictEqual(getColorDepth(env), depth, JSON.stringify(env));
  assert.strictEqual(hasColors.call({ getColorDepth }, 2 ** depth, env), true);
  assert.strictEqual(hasColors.call({ getColorDepth }, 2 ** depth + 1, env),
                     false);
}
assert.throws(() => hasColors.call({ getColorDepth }, 1),
              { code: 'ERR_OUT_OF_RANGE' });

assert.strictEqual(tty.isatty(-1), false);
assert.strictEqual(tty.isatty('0'), false);
assert.throws(() => new tty.ReadStream(-1), { code: 'ERR_INVALID_FD' });
assert.throws(() => new tty.WriteStream(require('node:fs').openSync('/')),
              { code: 'ERR_TTY_INIT_FAILED' });
