// rxjs: operators, time, subjects, and an asynchronous iterator.
import assert from 'node:assert';
import { Subject, from, interval, lastValueFrom, merge, of, throwError } from 'rxjs';
import { catchError, concatMap, filter, map, scan, take, toArray } from 'rxjs/operators';

assert.deepStrictEqual(await lastValueFrom(interval(1).pipe(take(4), filter((n) => n % 2), toArray())), [1, 3]);
assert.strictEqual(await lastValueFrom(from([1, 2, 3]).pipe(concatMap((n) => Promise.resolve(n * 2)), scan((a, n) => a + n))), 12);
assert.strictEqual(await lastValueFrom(throwError(() => new Error('x')).pipe(catchError((err) => of(err.message)))), 'x');
const subject = new Subject();
const seen = [];
merge(subject, of('first')).pipe(map((x) => `<${x}>`)).subscribe((x) => seen.push(x));
subject.next('second');
assert.deepStrictEqual(seen, ['<first>', '<second>']);
async function* numbers() { yield 1; yield 2; }
assert.deepStrictEqual(await lastValueFrom(from(numbers()).pipe(toArray())), [1, 2]);
