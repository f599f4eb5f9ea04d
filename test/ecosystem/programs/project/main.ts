import { sum, type Named } from './sum.js';

export const total = sum([1, 2, 3]);
const things = [{ kind: 'a' }, { kind: 'b', name: 'x' }] satisfies Named<'a' | 'b'>[];
export const names: string[] = things.map((thing) => 'name' in thing ? thing.name ?? '' : thing.kind);
