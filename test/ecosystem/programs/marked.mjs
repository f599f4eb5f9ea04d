// marked turns Markdown into HTML: lists, tables, code, an own renderer.
import assert from 'node:assert';
import { Marked, marked } from 'marked';

assert.strictEqual(marked('# A *b*\n\n- 1\n- 2\n'), '<h1>A <em>b</em></h1>\n<ul>\n<li>1</li>\n<li>2</li>\n</ul>\n');
assert.match(marked('|a|b|\n|-|-|\n|1|2|\n'), /<table>[\s\S]*<td>1<\/td>/);
assert.strictEqual(marked('```js\n1 < 2\n```'), '<pre><code class="language-js">1 &lt; 2\n</code></pre>\n');
const own = new Marked({ renderer: { link: ({ href, text }) => `[${text}|${href}]` } });
assert.strictEqual(own.parseInline('see [x](http://y/)'), 'see [x|http://y/]');
assert.strictEqual(marked.lexer('a')[0].type, 'paragraph');
