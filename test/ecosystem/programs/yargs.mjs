// yargs: commands, options of each type, strictness, help.
import assert from 'node:assert';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';

assert.deepStrictEqual(hideBin(['node', 'x', '-a']), ['-a']);
const seen = [];
const parser = () => yargs().scriptName('tool').exitProcess(false)
  .option('port', { alias: 'p', default: 80, type: 'number' }).option('tag', { array: true })
  .command('serve <dir>', 'serves', (y) => y.positional('dir', { type: 'string' }), (argv) => { seen.push(argv.dir, argv.port); })
  .strict().locale('en');
await parser().parse(['serve', 'x', '-p', '81']);
assert.deepStrictEqual(seen, ['x', 81]);
const argv = await yargs(['--tag', 'a', 'b', '--no-color', '--deep.er=1']).parse();
assert.deepStrictEqual([argv.tag, argv.color, argv.deep], ['a', false, { er: 1 }]);
assert.match(await parser().getHelp(), /tool serve <dir> +serves/);
await assert.rejects(async () => parser().fail((message) => { throw new Error(message); }).parse(['--wrong']),
                     /Unknown argument|Unknown arguments|Not enough/);
