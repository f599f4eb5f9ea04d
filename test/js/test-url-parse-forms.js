'use strict';
// The URL parser against what the standard says, on one example of each rule.
const assert = require('node:assert');

const cases = [
  ['http://a/b/../c?x#y', undefined, 'http://a/c?x#y'],
  ['../x', 'http://u:p@h:81/a/b/c', 'http://u:p@h:81/a/x'],
  ['file:///C|/x/../..', undefined, 'file:///C:/'],
  ['//x/y', 'https://q', 'https://x/y'],
  ['http://EXAMPLE.com:80', undefined, 'http://example.com/'],
  ['http://[1:0:0:2::3]:3/', undefined, 'http://[1:0:0:2::3]:3/'],
  ['http://0x7f.1/', undefined, 'http://127.0.0.1/'],
  ['http://\u00fc.com/\u00e4?\u00f6#\u00df', undefined,
   'http://xn--tda.com/%C3%A4?%C3%B6#%C3%9F'],
  ['?q', 'http://a/b?c#d', 'http://a/b?q'],
  ['#f', 'http://a/b?c#d', 'http://a/b?c#f'],
  ['/..//p', 'foo:/a', 'foo:/.//p'],
  ['http://a\t\nb/', undefined, 'http://ab/'],
];
for (const [input, base, href] of cases) {
  assert.strictEqual(new URL(input, base).href, href);
}

for (const bad of ['http://', 'x', 'http://a b/', 'http://[::1', 'http://1.2.3.256',
                   'http://a:65536/', 'https://%00/']) {
  assert.throws(() => new URL(bad), { code: 'ERR_INVALID_URL' });
  assert.strictEqual(URL.canParse(bad), false);
  assert.strictEqual(URL.parse(bad), null);
}

const url = new URL('http://a.com/p?q=1');
url.searchParams.append('\u00e9', '& =');
url.port = '8080';
url.hash = 'zz';
url.host = 'b.org:9';
url.protocol = 'https';
url.username = 'me';
url.pathname = '/x?y';
assert.strictEqual(url.href, 'https://me@b.org:9/x%3Fy?q=1&%C3%A9=%26+%3D#zz');
url.port = 'nonsense';
url.protocol = 'mailto';
assert.strictEqual(url.href, 'https://me@b.org:9/x%3Fy?q=1&%C3%A9=%26+%3D#zz');
url.search = '?a=b%20c';
assert.strictEqual(url.searchParams.get('a'), 'b c');
