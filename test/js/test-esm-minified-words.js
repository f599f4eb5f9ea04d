'use strict';
// Where a text has no blank behind a word, what a compiler puts there must not
// go on with it: return++a, of[b], yield*[c].
const assert = require('assert');

const source = `
export let a=1;
function f(){return++a}
function g(){return--a,typeof++a}
function h(){return(a)=7}
function i(){switch(8){case++a:return'eight'}}
async function*j(){yield*[1];yield*(0,[2])}
export const got=[f(),g(),h(),i()];
async function k(){
for await(const x of[1,2])got.push(x);
for await(var y of(0,[3]))got.push(y);
for await(y of"45")got.push(y);
for await(y of j())got.push(y);
}
await k();for await(const z of[6])got.push(z);
`;
import(`data:text/javascript,${encodeURIComponent(source)}`)
  .then(({ a, got }) => {
    assert.strictEqual(a, 8);
    assert.deepStrictEqual(
      got, [2, 'number', 7, 'eight', 1, 2, 3, '4', '5', 1, 2, 6]);
    done = true;
  });
let done = false;
process.on('exit', () => assert.ok(done));
