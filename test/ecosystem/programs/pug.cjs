// pug compiles templates with loops, mixins, attributes.
const assert = require('assert');
const pug = require('pug');

const html = pug.render(`
mixin item(name)
  li(class=name)= name
ul#list
  each name in names
    +item(name)
p: b #{1 + 1} &amp; !{raw}
`, { names: ['a', '<'], raw: '<i>' });
assert.strictEqual(html, '<ul id="list"><li class="a">a</li><li class="&lt;">&lt;</li></ul><p><b>2 &amp; <i></b></p>');
assert.throws(() => pug.compile('p(\n'), { code: 'PUG:NO_END_BRACKET' });
