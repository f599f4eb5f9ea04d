// graphql builds a schema, runs a query, reports errors with their place.
const assert = require('assert');
const { buildSchema, graphql, parse, print } = require('graphql');

const schema = buildSchema('type User { id: ID! name: String } type Query { user(id: ID!): User list: [Int] }');
const rootValue = {
  list: async () => [1, 2],
  user: ({ id }) => ({ id, name: () => `user ${id}` }),
};
(async () => {
  const good = await graphql({ rootValue, schema, source: '{ list user(id: 7) { id name } }' });
  assert.deepEqual(JSON.parse(JSON.stringify(good)), { data: { list: [1, 2], user: { id: '7', name: 'user 7' } } });
  const bad = await graphql({ schema, source: '{\n  nothing }' });
  assert.match(bad.errors[0].message, /Cannot query field "nothing"/);
  assert.deepEqual(bad.errors[0].locations.map((at) => [at.line, at.column]), [[2, 3]]);
  assert.strictEqual(print(parse('{a(b:[1,"x"]){c}}')), '{\n  a(b: [1, "x"]) {\n    c\n  }\n}');
})();
