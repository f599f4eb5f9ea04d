// ejs renders loops, escapes, includes, and asynchronous templates.
import assert from 'node:assert';
import ejs from 'ejs';

assert.strictEqual(ejs.render('<% for (const n of list) { %><i><%= n %></i><% } %>', { list: [1, '<'] }),
                   '<i>1</i><i>&lt;</i>');
assert.strictEqual(ejs.render('<%- raw %>|<%# no %>', { raw: '<b>' }), '<b>|');
assert.strictEqual(await ejs.render('<%= await later() %>', { later: async () => 'then' }, { async: true }), 'then');
assert.throws(() => ejs.render('\n<%= missing.x %>', {}), /missing/);
