// prettier formats JavaScript, TypeScript, CSS, Markdown and JSON.
import assert from 'node:assert';
import * as prettier from 'prettier';

const format = (text, parser, options) => prettier.format(text, { parser, ...options });
assert.strictEqual(await format('const a={b:1,c:()=>{return await2}}', 'babel', { singleQuote: true }),
                   'const a = {\n  b: 1,\n  c: () => {\n    return await2;\n  },\n};\n');
assert.strictEqual(await format('type A<T>=T extends string?1:2', 'typescript'),
                   'type A<T> = T extends string ? 1 : 2;\n');
assert.strictEqual(await format('a{color:RED;b:c}', 'css'), 'a {\n  color: RED;\n  b: c;\n}\n');
assert.strictEqual(await format('* a\n* b\n', 'markdown'), '- a\n- b\n');
assert.strictEqual(await format('{"a":1,}', 'json'), '{ "a": 1 }\n');
await assert.rejects(format('let let', 'babel'), SyntaxError);
