// How long some 600 modules take to load; a name from the last of them.
import { zipWith } from '../test/ecosystem/node_modules/lodash-es/lodash.js';

if (typeof zipWith !== 'function') process.exit(1);
