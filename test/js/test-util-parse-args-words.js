// parseArgs tells options, their values and positionals apart, and refuses
// what the configuration does not allow.
'use strict';

const assert = require('node:assert');
const { parseArgs } = require('node:util');

const options = {
  flag: { type: 'boolean', short: 'f' },
  name: { type: 'string', short: 'n', default: 'nobody' },
  many: { type: 'string', multiple: true, short: 'm' },
};
const parse = (args, more) => {
  const { values, positionals } = parseArgs({ args, options, ...more });
  return [{ ...values }, positionals];
};

assert.deepStrictEqual(parse([]), [{ name: 'nobody' }, []]);
assert.deepStrictEqual(
  parse(['-fn', 'x', '--many=1', '-m2']),
  [{ flag: true, name: 'x', many: ['1', '2'] }, []]);
assert.deepStrictEqual(
  parse(['a', '-f', '--', '-n'], { allowPositionals: true }),
  [{ flag: true, name: 'nobody' }, ['a', '-n']]);
assert.deepStrictEqual(
  parse(['--no-flag'], { allowNegative: true }),
  [{ flag: false, name: 'nobody' }, []]);
assert.deepStrictEqual(
  parse(['--unknown=1', '-xy'], { strict: false }),
  [{ unknown: '1', x: true, y: true, name: 'nobody' }, []]);

assert.throws(() => parse(['a']), {
  code: 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
});
assert.throws(() => parse(['--unknown']), {
  code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION',
});
for (const args of [['--name'], ['--flag=1'], ['-n', '-f']]) {
  assert.throws(() => parse(args), {
    code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
  });
}
