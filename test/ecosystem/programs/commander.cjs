// commander reads options and subcommands, prints help, refuses what it does not know.
const assert = require('assert');
const { Command } = require('commander');

const seen = [];
const program = new Command('tool');
program.exitOverride().option('-v, --verbose').option('-p, --port <n>', 'port', Number, 80);
program.command('serve <dir> [more...]').option('--open')
  .action((dir, more, options) => seen.push(dir, more, options));
program.parse(['node', 'tool', '-v', '--port=81', 'serve', 'a', 'b', 'c', '--open']);
assert.deepStrictEqual(program.opts(), { port: 81, verbose: true });
assert.deepStrictEqual(seen, ['a', ['b', 'c'], { open: true }]);
assert.match(program.helpInformation(), /Usage: tool \[options\] \[command\]/);
let text = '';
program.configureOutput({ writeErr: (chunk) => { text += chunk; } });
assert.throws(() => program.parse(['node', 'tool', '--wrong']), { code: 'commander.unknownOption' });
assert.match(text, /unknown option '--wrong'/);
