'use strict';
// --print-compiled shows TypeScript and JSX as the engine gets them.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-print-'));

function print(name, source) {
  const file = path.join(dir, name);
  fs.writeFileSync(file, source);
  const { stdout, stderr, status } =
    spawnSync(process.execPath, ['--print-compiled', file], { encoding: 'utf8' });
  return { stdout, stderr, status };
}

assert.strictEqual(print('a.cts', 'enum A { b }\nlet c: A').stdout,
                   'var A;(function(A){A[A["b"]=0]="b";})(A||(A={}));\nlet c   \n');
assert.match(print('b.mts', 'export const c: number = 1').stdout,
             /^\(function\*.*const c {9}= \$lodeM\.c=1/);
assert.match(print('c.tsx', 'export default (a: any) => <b c={a}/>').stdout,
             /\$lodeK0\.jsx\)\("b",\{ c:\(a\),/);
const failed = print('d.ts', 'let a: = 1');
assert.match(failed.stderr, /d\.ts:1\nlet a: = 1\n {7}\^\n[^]*INVALID_TYPESCRIPT/);
assert.strictEqual(failed.status, 1);

fs.rmSync(dir, { recursive: true });
