// date-fns: formatting, arithmetic, parsing, a locale of its own.
import assert from 'node:assert';
import { addMonths, differenceInCalendarDays, format, parse, parseISO } from 'date-fns';
import { de } from 'date-fns/locale';

const date = new Date(2024, 1, 29, 13, 5);
assert.strictEqual(format(date, 'yyyy-MM-dd HH:mm EEEE'), '2024-02-29 13:05 Thursday');
assert.strictEqual(format(date, 'PPPP', { locale: de }), 'Donnerstag, 29. Februar 2024');
assert.strictEqual(format(addMonths(date, 12), 'yyyy-MM-dd'), '2025-02-28');
assert.strictEqual(differenceInCalendarDays(parseISO('2024-03-01'), date), 1);
assert.strictEqual(parse('02/11/2014', 'MM/dd/yyyy', new Date()).getTime(), new Date(2014, 1, 11).getTime());
