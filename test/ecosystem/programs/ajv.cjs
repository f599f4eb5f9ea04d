// ajv compiles a schema into a function; errors name the place.
const assert = require('assert');
const Ajv = require('ajv');

const ajv = new Ajv({ allErrors: true });
const validate = ajv.compile({
  type: 'object',
  properties: {
    id: { type: 'integer', minimum: 1 },
    tags: { type: 'array', items: { type: 'string', pattern: '^[a-z]+$' }, uniqueItems: true },
  },
  required: ['id'],
  additionalProperties: false,
});
assert.strictEqual(validate({ id: 3, tags: ['a', 'b'] }), true);
assert.strictEqual(validate({ id: 0, tags: ['A'], more: 1 }), false);
assert.deepStrictEqual(validate.errors.map((e) => [e.instancePath, e.keyword]).sort(), [
  ['', 'additionalProperties'], ['/id', 'minimum'], ['/tags/0', 'pattern']]);
assert.match(ajv.errorsText(validate.errors), /data\/id must be >= 1/);
