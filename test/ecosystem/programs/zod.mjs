// zod: schemas parse, transform, refine, and report issues with their paths.
import assert from 'node:assert';
import { z } from 'zod';

const User = z.object({
  age: z.coerce.number().int().min(0).optional(),
  email: z.email(),
  role: z.enum(['admin', 'user']).default('user'),
  tags: z.array(z.string().trim()).transform((list) => new Set(list)),
});
const user = User.parse({ age: '7', email: 'a@b.co', tags: [' x ', 'y'] });
assert.deepStrictEqual(user, { age: 7, email: 'a@b.co', role: 'user', tags: new Set(['x', 'y']) });
const bad = User.safeParse({ age: -1, email: 'nope', tags: [1] });
assert.deepStrictEqual(bad.error.issues.map((issue) => issue.path.join('.')).sort(), ['age', 'email', 'tags.0']);
assert.strictEqual(await z.string().refine(async (s) => s.length > 1, 'short').parseAsync('ok'), 'ok');
const shape = z.discriminatedUnion('t', [z.object({ r: z.number(), t: z.literal('c') }), z.object({ t: z.literal('s') })]);
assert.throws(() => shape.parse({ t: 'x' }), z.ZodError);
