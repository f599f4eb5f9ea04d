// react-dom/server: a tree with hooks and context, to a string and to a stream.
const assert = require('assert');
const { PassThrough } = require('stream');
const { createContext, createElement: h, lazy, Suspense, useContext, useState } = require('react');
const { renderToPipeableStream, renderToStaticMarkup, renderToString } = require('react-dom/server');

const Theme = createContext('light');
const Button = ({ children }) => {
  const [count] = useState(() => 41 + 1);
  return h('button', { className: useContext(Theme), 'data-n': count }, children);
};
const tree = h(Theme.Provider, { value: 'dark' }, h(Button, null, 'Go <', ' on'));
assert.strictEqual(renderToStaticMarkup(tree), '<button class="dark" data-n="42">Go &lt; on</button>');
assert.strictEqual(renderToString(tree), '<button class="dark" data-n="42">Go &lt;<!-- --> on</button>');

const Late = lazy(() => Promise.resolve({ default: () => h('p', null, 'late') }));
let html = '';
const out = new PassThrough().setEncoding('utf8');
out.on('data', (chunk) => { html += chunk; });
out.on('end', () => assert.match(html, /<p>late<\/p>/));
const { pipe } = renderToPipeableStream(h(Suspense, { fallback: 'wait' }, h(Late)), {
  onAllReady: () => pipe(out),
  onError: (err) => { throw err; },
});
