// handlebars compiles templates with helpers, partials, escaping.
const assert = require('assert');
const Handlebars = require('handlebars');

Handlebars.registerHelper('shout', (text) => `${text}`.toUpperCase());
Handlebars.registerPartial('row', '<li>{{shout this}}</li>');
const template = Handlebars.compile('<ul>{{#each rows}}{{> row}}{{else}}none{{/each}}</ul>{{{raw}}}{{text}}');
assert.strictEqual(template({ raw: '<b>', rows: ['a', 'b'], text: '<&' }),
                   '<ul><li>A</li><li>B</li></ul><b>&lt;&amp;');
assert.strictEqual(template({}), '<ul>none</ul>');
assert.throws(() => Handlebars.compile('{{#if x}}')({}), /Parse error on line 1/);
