'use strict';
// A worker's process object: what belongs to the whole process is not there,
// the environment is a copy, output arrives in order before 'exit'.
const assert = require('assert');
const { Worker, SHARE_ENV } = require('worker_threads');

function run(text, options) {
  const worker = new Worker(text, { eval: true, stdout: true, ...options });
  let output = '';
  worker.stdout.setEncoding('utf8').on('data', (text) => { output += text; });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => setImmediate(() => resolve(output)));
  });
}

async function main() {
  assert.strictEqual(await run(`
    const assert = require('assert');
    for (const name of ['chdir', 'abort', 'setuid']) {
      assert.throws(() => process[name](), {
        code: 'ERR_WORKER_UNSUPPORTED_OPERATION' });
    }
    assert.throws(() => process.umask(0), {
      code: 'ERR_WORKER_UNSUPPORTED_OPERATION' });
    process.title = 'mine';
    process.env.OF_WORKER = 1;
    console.log(process.argv.slice(2), process.env.OF_WORKER, process.title);
    process.stdout.write('a');
    process.on('exit', () => process.stdout.write('b'));
  `, { argv: [1, null] }), '[ \'1\', \'null\' ] 1 mine\nab');
  assert.strictEqual(process.env.OF_WORKER, undefined);
  assert.notStrictEqual(process.title, 'mine');

  await run('process.env.OF_BOTH = "x"', { env: SHARE_ENV });
  assert.strictEqual(process.env.OF_BOTH, 'x');
  assert.strictEqual(
    await run('console.log(JSON.stringify(process.env))', { env: { A: 1 } }),
    '{"A":"1"}\n');

  const worker = new Worker(
    'process.stdin.pipe(process.stdout)',
    { eval: true, stdin: true, stdout: true });
  worker.stdin.end('echo');
  let echoed = '';
  for await (const chunk of worker.stdout) echoed += chunk;
  assert.strictEqual(echoed, 'echo');
}

main();
