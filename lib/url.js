// node:url: the WHATWG classes, and the old parser (url.parse, url.format,
// url.resolve), which takes URLs apart without judging them.
'use strict';

const {
  ObjectAssign,
  ObjectKeys,
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
} = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL },
} = require('internal/errors');
const internal = require('internal/url');
const { validateObject, validateString } = require('internal/validators');

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

// javascript: has no host and is never escaped.
const kHostless = { '__proto__': null, 'javascript': true,
                    'javascript:': true };
// These always have "//" and a host.
const kSlashed = {
  '__proto__': null,
  'http': true, 'http:': true, 'https': true, 'https:': true, 'ftp': true,
  'ftp:': true, 'gopher': true, 'gopher:': true, 'file': true, 'file:': true,
  'ws': true, 'ws:': true, 'wss': true, 'wss:': true,
};

const kProtocol = /^[a-z0-9.+-]+:/i;
const kPort = /:[0-9]*$/;
const kHostLike = /^\/\/[^@/]+@[^@/]+/;
const kSimplePath = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const kForbiddenInHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const kForbiddenInIPv6 = /[\0\t\n\r #%/<>?@\\^|]/;
const kMaxHostLength = 255;

// What the old parser escapes in a path or query.
const kEscaped = {
  '__proto__': null,
  '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', '\'': '%27',
  '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E', '`': '%60', '{': '%7B',
  '|': '%7C', '}': '%7D',
};

function escapeRest(text) {
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const escaped = kEscaped[text[i]];
    if (escaped !== undefined) {
      out += StringPrototypeSlice(text, from, i) + escaped;
      from = i + 1;
    }
  }
  return from === 0 ? text : out + StringPrototypeSlice(text, from);
}

let warned = false;

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) {
    return url;
  }
  const object = new Url();
  object.parse(url, parseQueryString, slashesDenoteHost);
  return object;
}

// Backslashes before the query are slashes; white space around goes.
function normalize(url) {
  let trimmed = url.trim();
  let end = RegExpPrototypeExec(/[?#]/, trimmed)?.index ?? trimmed.length;
  if (RegExpPrototypeExec(/^javascript:/i, trimmed) === null) {
    trimmed = StringPrototypeReplaceAll(
      StringPrototypeSlice(trimmed, 0, end), '\\', '/') +
      StringPrototypeSlice(trimmed, end);
  } else {
    end = trimmed.length;
  }
  return trimmed;
}

Url.prototype.parse = function(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = normalize(url);

  // A path alone is the common case.
  if (!slashesDenoteHost && StringPrototypeIndexOf(rest, '#') === -1 &&
      StringPrototypeIndexOf(rest, '@') === -1) {
    const simple = RegExpPrototypeExec(kSimplePath, rest);
    if (simple !== null) {
      this.path = rest;
      this.href = rest;
      this.pathname = simple[1];
      if (simple[2] !== undefined) {
        this.search = simple[2];
        this.query = StringPrototypeSlice(simple[2], 1);
        if (parseQueryString) {
          this.query = require('querystring').parse(this.query);
        }
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }

  let lower;
  const protocol = RegExpPrototypeExec(kProtocol, rest)?.[0];
  if (protocol !== undefined) {
    lower = StringPrototypeToLowerCase(protocol);
    this.protocol = lower;
    rest = StringPrototypeSlice(rest, protocol.length);
  }

  let slashes = false;
  if (slashesDenoteHost || protocol !== undefined ||
      RegExpPrototypeExec(kHostLike, rest) !== null) {
    slashes = rest[0] === '/' && rest[1] === '/';
    if (slashes && !(lower !== undefined && kHostless[lower])) {
      rest = StringPrototypeSlice(rest, 2);
      this.slashes = true;
    }
  }

  if (!kHostless[lower] &&
      (slashes || (protocol !== undefined && !kSlashed[protocol]))) {
    rest = this.takeHost(rest, lower, url);
  }
  if (!kHostless[lower]) {
    rest = escapeRest(rest);
  }

  const hash = StringPrototypeIndexOf(rest, '#');
  if (hash !== -1) {
    this.hash = StringPrototypeSlice(rest, hash);
    rest = StringPrototypeSlice(rest, 0, hash);
  }
  const query = StringPrototypeIndexOf(rest, '?');
  if (query !== -1) {
    this.search = StringPrototypeSlice(rest, query);
    this.query = StringPrototypeSlice(rest, query + 1);
    if (parseQueryString) {
      this.query = require('querystring').parse(this.query);
    }
    rest = StringPrototypeSlice(rest, 0, query);
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  if (rest !== '') {
    this.pathname = rest;
  }
  if (kSlashed[lower] && this.hostname && !this.pathname) {
    this.pathname = '/';
  }
  if (this.pathname || this.search) {
    this.path = (this.pathname || '') + (this.search || '');
  }
  this.href = this.format();
  return this;
};

// Takes [auth@]host[:port] off the front; returns what is left.
Url.prototype.takeHost = function(rest, protocol, url) {
  // The last '@' before the path ends the credentials.
  let end = RegExpPrototypeExec(/[/?#]/, rest)?.index ?? rest.length;
  const at = StringPrototypeLastIndexOf(rest, '@', end);
  if (at !== -1 && at < end) {
    this.auth = decodeURIComponent(StringPrototypeSlice(rest, 0, at));
    rest = StringPrototypeSlice(rest, at + 1);
  }
  end = RegExpPrototypeExec(/[\t\n\r "#%'/;<>?\\^`{|}]/, rest)?.index ??
    rest.length;
  this.host = StringPrototypeSlice(rest, 0, end);
  rest = StringPrototypeSlice(rest, end);

  let hostname = this.host;
  const port = RegExpPrototypeExec(kPort, hostname)?.[0];
  if (port !== undefined) {
    if (port !== ':') {
      this.port = StringPrototypeSlice(port, 1);
    }
    hostname = StringPrototypeSlice(hostname, 0, hostname.length - port.length);
  }
  const isIPv6 = hostname[0] === '[' && hostname[hostname.length - 1] === ']';
  if (hostname.length > kMaxHostLength) {
    hostname = '';
  } else {
    hostname = StringPrototypeToLowerCase(hostname);
  }
  if (hostname !== '') {
    if (isIPv6) {
      if (RegExpPrototypeExec(kForbiddenInIPv6, hostname) !== null) {
        throw new ERR_INVALID_URL(url);
      }
    } else {
      const ascii = internalBinding('url').toASCII(hostname);
      if (ascii === '' ||
          RegExpPrototypeExec(kForbiddenInHost, ascii) !== null) {
        throw new ERR_INVALID_URL(url);
      }
      hostname = ascii;
    }
  }
  this.host = hostname + (this.port !== null ? `:${this.port}` : '');
  this.hostname = isIPv6 ? StringPrototypeSlice(hostname, 1, -1) : hostname;
  if (isIPv6 && rest[0] !== '/') {
    rest = `/${rest}`;
  }
  return rest;
};

// --- format ------------------------------------------------------------------

function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject',
                                   ['Object', 'string'], urlObject);
  } else if (internal.hasUrlState(urlObject)) {
    return formatWhatwg(urlObject, options);
  }
  return Url.prototype.format.call(urlObject);
}

function formatWhatwg(url, options) {
  let fragment = true;
  let unicode = false;
  let search = true;
  let auth = true;
  if (options) {
    validateObject(options, 'options');
    fragment = options.fragment === undefined || Boolean(options.fragment);
    unicode = Boolean(options.unicode);
    search = options.search === undefined || Boolean(options.search);
    auth = options.auth === undefined || Boolean(options.auth);
  }
  let text = url.protocol;
  const { href } = url;
  if (url.host !== '' ||
      StringPrototypeSlice(href, text.length, text.length + 2) === '//') {
    text += '//';
    if (auth && (url.username !== '' || url.password !== '')) {
      text += url.username;
      if (url.password !== '') {
        text += `:${url.password}`;
      }
      text += '@';
    }
    text += unicode ? internal.domainToUnicode(url.hostname) || url.hostname :
      url.hostname;
    if (url.port !== '') {
      text += `:${url.port}`;
    }
  }
  text += url.pathname;
  if (search) text += url.search;
  if (fragment) text += url.hash;
  return text;
}

// The credentials, escaped but for the first colon.
function encodeAuth(auth) {
  return encodeURIComponent(auth).replace(/%3A/i, ':');
}

Url.prototype.format = function() {
  let auth = this.auth || '';
  if (auth) {
    auth = `${encodeAuth(auth)}@`;
  }
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  let query = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    host = auth + (StringPrototypeIndexOf(this.hostname, ':') !== -1 &&
      this.hostname[0] !== '[' ? `[${this.hostname}]` : this.hostname);
    if (this.port) {
      host += `:${this.port}`;
    }
  }
  if (this.query !== null && typeof this.query === 'object') {
    query = require('querystring').stringify(this.query);
  }
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && protocol[protocol.length - 1] !== ':') {
    protocol += ':';
  }
  pathname = pathname.replace(/[?#]/g, (c) => (c === '?' ? '%3F' : '%23'));
  if (this.slashes || kSlashed[protocol]) {
    if (this.slashes || host) {
      if (pathname && StringPrototypeCharCodeAt(pathname, 0) !== 47) {
        pathname = `/${pathname}`;
      }
      host = `//${host}`;
    } else if (protocol.length >= 4 && protocol[0] === 'f' &&
               protocol[1] === 'i' && protocol[2] === 'l' &&
               protocol[3] === 'e') {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') {
    hash = `#${hash}`;
  }
  if (search && search[0] !== '?') {
    search = `?${search}`;
  }
  return protocol + host + pathname + search + hash;
};

// --- resolve -----------------------------------------------------------------

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

Url.prototype.resolve = function(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

function urlResolveObject(source, relative) {
  return source ? urlParse(source, false, true).resolveObject(relative) :
    relative;
}

Url.prototype.resolveObject = function(relative) {
  if (typeof relative === 'string') {
    relative = urlParse(relative, false, true);
  }
  const result = ObjectAssign(new Url(), this);
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    const { protocol } = result;
    ObjectAssign(result, relative, { protocol });
    if (kSlashed[protocol] && result.hostname && !result.pathname) {
      result.path = result.pathname = '/';
    }
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) {
    return otherProtocol(result, relative);
  }
  resolvePath(result, relative);
  if (result.pathname !== null || result.search !== null) {
    result.path = (result.pathname || '') + (result.search || '');
  }
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
};

function otherProtocol(result, relative) {
  if (!kSlashed[relative.protocol]) {
    const keys = ObjectKeys(relative);
    for (let i = 0; i < keys.length; i++) {
      result[keys[i]] = relative[keys[i]];
    }
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  if (!relative.host && !/^file:?$/.test(relative.protocol) &&
      !kHostless[relative.protocol]) {
    // http:path: the first segment is taken for the host.
    const segments = (relative.pathname || '').split('/');
    while (segments.length && !(relative.host = segments.shift()));
    relative.host ||= '';
    relative.hostname ||= '';
    if (segments[0] !== '') segments.unshift('');
    if (segments.length < 2) segments.unshift('');
    result.pathname = segments.join('/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) {
    result.path = (result.pathname || '') + (result.search || '');
  }
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

function setHostFrom(result, text) {
  const at = text.indexOf('@') > 0 ? text.split('@') : false;
  if (at) {
    result.auth = at.shift();
    result.host = result.hostname = at.shift();
  }
}

function resolvePath(result, relative) {
  const absoluteSource = result.pathname && result.pathname[0] === '/';
  const absoluteRelative = relative.host ||
    (relative.pathname && relative.pathname[0] === '/');
  let mustEndAbsolute = absoluteRelative || absoluteSource ||
    (result.host && relative.pathname);
  const removeAllDots = mustEndAbsolute;
  let source = result.pathname ? result.pathname.split('/') : [];
  const path = relative.pathname ? relative.pathname.split('/') : [];
  const noSlashes = result.protocol && !kSlashed[result.protocol];

  if (noSlashes) {
    // The host is the first segment here.
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (source[0] === '') source[0] = result.host;
      else source.unshift(result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (path[0] === '') path[0] = relative.host;
        else path.unshift(relative.host);
      }
      relative.host = null;
    }
    mustEndAbsolute &&= (path[0] === '' || source[0] === '');
  }

  if (absoluteRelative) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    source = path;
  } else if (path.length) {
    source.pop();
    source = source.concat(path);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (noSlashes) {
      result.hostname = result.host = source.shift();
      setHostFrom(result, result.host || '');
    }
    result.search = relative.search;
    result.query = relative.query;
    return;
  }

  if (source.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return;
  }
  let last = source[source.length - 1];
  const hasTrailingSlash =
    ((result.host || relative.host || source.length > 1) &&
     (last === '.' || last === '..')) || last === '';
  source = removeDots(source, removeAllDots);
  if (mustEndAbsolute && source[0] !== '' &&
      (!source[0] || source[0][0] !== '/')) {
    source.unshift('');
  }
  if (hasTrailingSlash && source.join('/').slice(-1) !== '/') {
    source.push('');
  }
  const isAbsolute = source[0] === '' || (source[0] && source[0][0] === '/');
  if (noSlashes) {
    result.hostname = result.host =
      isAbsolute ? '' : source.length ? source.shift() : '';
    setHostFrom(result, result.host);
  }
  mustEndAbsolute ||= (result.host && source.length);
  if (mustEndAbsolute && !isAbsolute) {
    source.unshift('');
  }
  last = source.join('/');
  result.pathname = source.length ? last : null;
  if (result.pathname === null) {
    result.path = null;
  }
}

// "." goes, ".." takes its parent along; those without one stay in front when
// the path is relative.
function removeDots(segments, dropLeading) {
  const out = [];
  let up = 0;
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i];
    if (segment === '.') {
      continue;
    }
    if (segment === '..') {
      up++;
    } else if (up > 0) {
      up--;
    } else {
      out.unshift(segment);
    }
  }
  if (!dropLeading) {
    for (; up > 0; up--) {
      out.unshift('..');
    }
  }
  return out;
}

// url.parse() warns only about URLs with a port that is no number.
function parse(url, parseQueryString, slashesDenoteHost) {
  const result = urlParse(url, parseQueryString, slashesDenoteHost);
  if (!warned && result.host && /:[^0-9\]]/.test(result.host)) {
    warned = true;
    process.emitWarning(`The URL ${url} is invalid. Future versions of ` +
      'Node.js will throw an error.', 'DeprecationWarning', 'DEP0170');
  }
  return result;
}

module.exports = {
  Url,
  parse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
  URL: internal.URL,
  URLSearchParams: internal.URLSearchParams,
  domainToASCII: internal.domainToASCII,
  domainToUnicode: internal.domainToUnicode,
  pathToFileURL: internal.pathToFileURL,
  fileURLToPath: internal.fileURLToPath,
  fileURLToPathBuffer: internal.fileURLToPathBuffer,
  urlToHttpOptions: internal.urlToHttpOptions,
};
