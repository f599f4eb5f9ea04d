// The URL class over src/url, and what the library does with file URLs. A URL
// is its serialised text and eight offsets into it; a part is read by slicing.
'use strict';

const {
  Boolean,
  Number,
  NumberPrototypeToString,
  ObjectDefineProperties,
  RegExpPrototypeSymbolReplace,
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToUpperCase,
  SymbolFor,
  SymbolToStringTag,
  TypeError,
  decodeURIComponent,
} = primordials;
const { domainToASCII: toASCII, domainToUnicode: toUnicode, parse, parts,
        update } = internalBinding('url');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_THIS,
    ERR_INVALID_URL,
    ERR_INVALID_URL_SCHEME,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { URLSearchParams, bindSearchParams } =
  require('internal/url_search_params');

const kNone = 0xffffffff;
const kSchemeTypes = ['http:', '', 'https:', 'ws:', 'ftp:', 'wss:', 'file:'];
const kInspect = SymbolFor('nodejs.util.inspect.custom');

// The parts that update() sets, as src/url/url.h counts them.
const kProtocol = 0;
const kUsername = 1;
const kPassword = 2;
const kHost = 3;
const kHostname = 4;
const kPort = 5;
const kPathname = 6;
const kSearch = 7;
const kHash = 8;

function invalidUrl(input, base) {
  throw base === undefined ? new ERR_INVALID_URL(input) :
    new ERR_INVALID_URL(input, base);
}

let urlContext;  // the two look into a URL from outside
let hasUrlState;

function toText(value) {
  if (typeof value === 'symbol') {
    throw new TypeError('Cannot convert a Symbol value to a string');
  }
  return `${value}`;
}

class URL {
  #href;
  #protocolEnd;
  #usernameEnd;
  #hostStart;
  #hostEnd;
  #port;
  #pathStart;
  #queryStart;
  #fragmentStart;
  #searchParams;

  constructor(input, base = undefined) {
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('url');
    }
    input = toText(input);
    if (base !== undefined) {
      base = `${base}`;
    }
    const href = parse(input, base);
    if (href === undefined) {
      invalidUrl(input, base);
    }
    this.#take(href);
  }

  static canParse(input, base = undefined) {
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('url');
    }
    return parse(`${input}`, base === undefined ? undefined : `${base}`) !==
      undefined;
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('url');
    }
    input = toText(input);
    const href = parse(input, base === undefined ? undefined : `${base}`);
    return href === undefined ? null : new URL(href);
  }

  static createObjectURL(object) {
    return require('internal/blob').createObjectURL(object);
  }

  static revokeObjectURL(url) {
    require('internal/blob').revokeObjectURL(`${url}`);
  }

  // Copies what the last parse() or update() left in the shared array.
  #take(href) {
    this.#href = href;
    this.#protocolEnd = parts[0];
    this.#usernameEnd = parts[1];
    this.#hostStart = parts[2];
    this.#hostEnd = parts[3];
    this.#port = parts[4];
    this.#pathStart = parts[5];
    this.#queryStart = parts[6];
    this.#fragmentStart = parts[7];
  }

  #update(part, value) {
    value = toText(value);
    const href = update(this.#href, part, value);
    if (href !== undefined) {
      this.#take(href);
    }
  }

  #slice(from, to) {
    return StringPrototypeSlice(this.#href, from, to);
  }

  static {
    hasUrlState = (value) =>
      typeof value === 'object' && value !== null && #href in value;
    // For util.inspect: where the parts lie, under Node's names.
    urlContext = (url) => ({
      href: url.#href,
      protocol_end: url.#protocolEnd,
      username_end: url.#usernameEnd,
      host_start: url.#hostStart,
      host_end: url.#hostEnd,
      port: url.#port,
      pathname_start: url.#pathStart,
      search_start: url.#queryStart,
      hash_start: url.#fragmentStart,
      scheme_type: kSchemeTypes.indexOf(url.protocol),
    });
  }

  [kInspect](depth, options, inspect) {
    if (typeof depth === 'number' && depth < 0) {
      return this;
    }
    const constructor = this.constructor ?? URL;
    const object = { __proto__: { constructor } };
    for (let i = 0; i < shown.length; i++) {
      object[shown[i]] = this[shown[i]];
    }
    if (options.showHidden) {
      object[Symbol('context')] = urlContext(this);
    }
    return `${constructor.name} ${inspect(object, options)}`;
  }

  static #check(self) {
    if (!hasUrlState(self)) {
      throw new ERR_INVALID_THIS('URL');
    }
    return self;
  }

  toString() {
    URL.#check(this);
    return this.#href;
  }

  toJSON() {
    URL.#check(this);
    return this.#href;
  }

  get href() {
    URL.#check(this);
    return this.#href;
  }

  set href(value) {
    URL.#check(this);
    value = toText(value);
    const href = parse(value, undefined);
    if (href === undefined) {
      invalidUrl(value);
    }
    this.#take(href);
    this.#refreshSearchParams();
  }

  get origin() {
    URL.#check(this);
    const protocol = this.protocol;
    switch (protocol) {
      case 'http:':
      case 'https:':
      case 'ws:':
      case 'wss:':
      case 'ftp:':
        return `${protocol}//${this.host}`;
      case 'blob:': {
        const inner = URL.parse(this.pathname);
        return inner !== null &&
          (inner.protocol === 'http:' || inner.protocol === 'https:') ?
          inner.origin : 'null';
      }
      default:
        return 'null';
    }
  }

  get protocol() {
    URL.#check(this);
    return this.#slice(0, this.#protocolEnd);
  }

  set protocol(value) {
    URL.#check(this);
    this.#update(kProtocol, value);
  }

  get username() {
    URL.#check(this);
    return this.#protocolEnd + 2 < this.#usernameEnd ?
      this.#slice(this.#protocolEnd + 2, this.#usernameEnd) : '';
  }

  set username(value) {
    URL.#check(this);
    this.#update(kUsername, value);
  }

  get password() {
    URL.#check(this);
    return this.#hostStart > this.#usernameEnd ?
      this.#slice(this.#usernameEnd + 1, this.#hostStart) : '';
  }

  set password(value) {
    URL.#check(this);
    this.#update(kPassword, value);
  }

  get #hostBegin() {
    return this.#hostStart < this.#hostEnd &&
      this.#href[this.#hostStart] === '@' ?
      this.#hostStart + 1 : this.#hostStart;
  }

  get host() {
    URL.#check(this);
    const href = this.#href;
    // The path may begin with "/." that keeps "//" from being a host.
    return this.#hostBegin === this.#hostEnd ? '' :
      StringPrototypeSlice(href, this.#hostBegin, this.#pathStart);
  }

  set host(value) {
    URL.#check(this);
    this.#update(kHost, value);
  }

  get hostname() {
    URL.#check(this);
    return this.#slice(this.#hostBegin, this.#hostEnd);
  }

  set hostname(value) {
    URL.#check(this);
    this.#update(kHostname, value);
  }

  get port() {
    URL.#check(this);
    return this.#port === kNone ? '' : `${this.#port}`;
  }

  set port(value) {
    URL.#check(this);
    this.#update(kPort, value);
  }

  get pathname() {
    URL.#check(this);
    return this.#slice(
      this.#pathStart,
      this.#queryStart !== kNone ? this.#queryStart :
        this.#fragmentStart !== kNone ? this.#fragmentStart : undefined);
  }

  set pathname(value) {
    URL.#check(this);
    this.#update(kPathname, value);
  }

  get search() {
    URL.#check(this);
    if (this.#queryStart === kNone) {
      return '';
    }
    const text = this.#slice(
      this.#queryStart,
      this.#fragmentStart === kNone ? undefined : this.#fragmentStart);
    return text.length > 1 ? text : '';
  }

  set search(value) {
    URL.#check(this);
    this.#update(kSearch, value);
    this.#refreshSearchParams();
  }

  get searchParams() {
    URL.#check(this);
    if (this.#searchParams === undefined) {
      this.#searchParams = new URLSearchParams(this.search);
      bindSearchParams(this.#searchParams, (text) => {
        this.#update(kSearch, text);
      });
    }
    return this.#searchParams;
  }

  #refreshSearchParams() {
    if (this.#searchParams !== undefined) {
      const change = bindSearchParams(this.#searchParams);
      change(this.search);
    }
  }

  get hash() {
    URL.#check(this);
    if (this.#fragmentStart === kNone) {
      return '';
    }
    const text = this.#slice(this.#fragmentStart, undefined);
    return text.length > 1 ? text : '';
  }

  set hash(value) {
    URL.#check(this);
    this.#update(kHash, value);
  }
}

const shown = ['href', 'origin', 'protocol', 'username', 'password', 'host',
               'hostname', 'port', 'pathname', 'search', 'searchParams',
               'hash'];

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(URL.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URL' },
  toString: enumerable,
  href: enumerable,
  origin: enumerable,
  protocol: enumerable,
  username: enumerable,
  password: enumerable,
  host: enumerable,
  hostname: enumerable,
  port: enumerable,
  pathname: enumerable,
  search: enumerable,
  searchParams: enumerable,
  hash: enumerable,
  toJSON: enumerable,
});

ObjectDefineProperties(URL, {
  canParse: { __proto__: null, configurable: true, enumerable: true,
              writable: true },
  createObjectURL: enumerable,
  parse: { __proto__: null, configurable: true, enumerable: true,
           writable: true },
  revokeObjectURL: enumerable,
});

// Any object that looks like a URL counts, also one of another realm.
function isURL(self) {
  return Boolean(self?.href && self.protocol && self.auth === undefined &&
                 self.path === undefined);
}

function domainToASCII(domain) {
  if (arguments.length < 1) {
    throw new ERR_MISSING_ARGS('domain');
  }
  return toASCII(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) {
    throw new ERR_MISSING_ARGS('domain');
  }
  return toUnicode(`${domain}`);
}

// What http.request() takes from a URL.
function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ?
      StringPrototypeSlice(hostname, 1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') {
    options.port = Number(port);
  }
  if (username || password) {
    options.auth =
      `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  }
  return options;
}

const kHexTable = '0123456789abcdef';

function checkEncodedSlash(pathname, url) {
  for (let i = 0; i < pathname.length; i++) {
    if (pathname[i] === '%' && pathname[i + 1] === '2' &&
        (pathname[i + 2] === 'f' || pathname[i + 2] === 'F')) {
      throw new ERR_INVALID_FILE_URL_PATH(
        'must not include encoded / characters', url);
    }
  }
}

function toFileURL(path) {
  if (typeof path === 'string') {
    path = new URL(path);
  } else if (!isURL(path)) {
    throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  }
  if (path.protocol !== 'file:') {
    throw new ERR_INVALID_URL_SCHEME('file');
  }
  return path;
}

function fileURLToPath(path, options = undefined) {
  const url = toFileURL(path);
  if (options?.windows) {
    return windowsPath(url);
  }
  if (url.hostname !== '') {
    throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  }
  const { pathname } = url;
  checkEncodedSlash(pathname, url);
  return StringPrototypeIncludes(pathname, '%') ?
    decodeURIComponent(pathname) : pathname;
}

function windowsPath(url) {
  const { hostname } = url;
  let { pathname } = url;
  for (let i = 0; i < pathname.length - 2; i++) {
    if (pathname[i] === '%') {
      const third = StringPrototypeCharCodeAt(pathname, i + 2) | 0x20;
      if ((pathname[i + 1] === '2' && third === 102) ||
          (pathname[i + 1] === '5' && third === 99)) {
        throw new ERR_INVALID_FILE_URL_PATH(
          'must not include encoded \\ or / characters', url);
      }
    }
  }
  pathname = decodeURIComponent(
    RegExpPrototypeSymbolReplace(/\//g, pathname, '\\'));
  if (hostname !== '') {
    return `\\\\${domainToUnicode(hostname)}${pathname}`;
  }
  const letter = StringPrototypeCharCodeAt(pathname, 1) | 0x20;
  if (letter < 97 || letter > 122 || pathname[2] !== ':') {
    throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  }
  return StringPrototypeSlice(pathname, 1);
}

// As fileURLToPath(), for paths that are not UTF-8: decodes to bytes.
function fileURLToPathBuffer(path, options = undefined) {
  const url = toFileURL(path);
  if (options?.windows) {
    return Buffer.from(windowsPath(url));
  }
  if (url.hostname !== '') {
    throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  }
  checkEncodedSlash(url.pathname, url);
  return Buffer.from(unescapeBytes(url.pathname), 'latin1');
}

function unescapeBytes(text) {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const value = text[i] === '%' ?
      kHexTable.indexOf(text[i + 1]?.toLowerCase()) * 16 +
      kHexTable.indexOf(text[i + 2]?.toLowerCase()) : -1;
    if (value >= 0) {
      out += String.fromCharCode(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// What the URL parser would leave or take for syntax.
const kUnsafeInPath = /[%\\\n\r\t?#[\]^|~]/g;

function escapeCharacter(character) {
  const code = StringPrototypeCharCodeAt(character, 0);
  return `%${code < 16 ? '0' : ''}${
    StringPrototypeToUpperCase(NumberPrototypeToString(code, 16))}`;
}

function pathToFileURL(filepath, options = undefined) {
  if (typeof filepath !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('path', 'string', filepath);
  }
  const path = require('path');
  const windows = options?.windows;
  if (windows && StringPrototypeStartsWith(filepath, '\\\\')) {
    const start = StringPrototypeStartsWith(filepath, '\\\\?\\UNC\\') ? 8 : 2;
    const end = StringPrototypeIndexOf(filepath, '\\', start);
    if (end === -1) {
      throw new ERR_INVALID_ARG_VALUE('path', filepath,
                                      'Missing UNC resource path');
    }
    if (end === start) {
      throw new ERR_INVALID_ARG_VALUE('path', filepath,
                                      'Empty UNC servername');
    }
    const host = domainToASCII(StringPrototypeSlice(filepath, start, end));
    const rest = RegExpPrototypeSymbolReplace(
      /\\/g, StringPrototypeSlice(filepath, end), '/');
    return new URL(`file://${host}${escapePath(rest)}`);
  }
  let resolved = windows ? path.win32.resolve(filepath) :
    path.posix.resolve(filepath);
  const last = filepath[filepath.length - 1];
  if ((last === '/' || (windows && last === '\\')) &&
      resolved[resolved.length - 1] !== (windows ? '\\' : '/')) {
    resolved += '/';
  }
  if (windows) {
    resolved = `/${RegExpPrototypeSymbolReplace(/\\/g, resolved, '/')}`;
  }
  return new URL(`file://${escapePath(resolved)}`);
}

function escapePath(path) {
  return RegExpPrototypeSymbolReplace(
    kUnsafeInPath, path, escapeCharacter);
}

// For functions that take paths: file URLs become paths, the rest passes.
function toPathIfFileURL(fileURLOrPath) {
  return isURL(fileURLOrPath) ? fileURLToPath(fileURLOrPath) : fileURLOrPath;
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  hasUrlState,
  pathToFileURL,
  toPathIfFileURL,
  urlContext,
  urlToHttpOptions,
};
