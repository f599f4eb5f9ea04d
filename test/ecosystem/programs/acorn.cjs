// acorn parses a module, and its tokens and positions are right.
const assert = require('assert');
const acorn = require('acorn');

const text = 'import { a as b } from "x";\nexport default async () => await b?.c ?? 1n;\n';
const tree = acorn.parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
assert.deepStrictEqual(tree.body.map((node) => node.type),
                       ['ImportDeclaration', 'ExportDefaultDeclaration']);
const arrow = tree.body[1].declaration;
assert.strictEqual(arrow.async, true);
assert.strictEqual(arrow.body.operator, '??');
assert.strictEqual(arrow.body.right.bigint, '1');
assert.deepStrictEqual({ ...arrow.loc.start }, { line: 2, column: 15 });
assert.strictEqual([...acorn.tokenizer('a + /b/g', { ecmaVersion: 2024 })].length, 3);
assert.throws(() => acorn.parse('let 1', { ecmaVersion: 2024 }), SyntaxError);
