// preact renders components with hooks to a string.
import assert from 'node:assert';
import { h, Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { render } from 'preact-render-to-string';

const Counter = ({ from, children }) => {
  const [count] = useState(from + 1);
  return h('p', { class: 'n', style: { color: 'red' } }, count, children);
};
assert.strictEqual(render(h(Fragment, null, h(Counter, { from: 1 }, h('br')), '<')),
                   '<p class="n" style="color:red;">2<br/></p>&lt;');
