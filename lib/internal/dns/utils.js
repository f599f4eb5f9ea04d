'use strict';

// What both faces of node:dns share: options of a lookup, the order of its
// results, c-ares's names of errors, and what waits for c-ares itself.

const {
  ArrayPrototypeFilter,
  ArrayPrototypePush,
  ObjectDefineProperty,
  StringPrototypeStartsWith,
} = primordials;
const {
  AI_ADDRCONFIG,
  AI_ALL,
  AI_V4MAPPED,
} = internalBinding('dns');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_METHOD_NOT_IMPLEMENTED,
  },
} = require('internal/errors');
const {
  validateBoolean,
  validateFunction,
  validateNumber,
  validateOneOf,
  validateString,
} = require('internal/validators');
const { isIP } = require('internal/net');

const kOrders = ['ipv4first', 'ipv6first', 'verbatim'];
let defaultOrder;

function getDefaultResultOrder() {
  defaultOrder ??=
    require('internal/options').getOptionValue('--dns-result-order') ||
    'verbatim';
  return defaultOrder;
}

function setDefaultResultOrder(value) {
  validateOneOf(value, 'dnsOrder', kOrders);
  defaultOrder = value;
}

function validateHints(hints) {
  if ((hints & ~(AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED)) !== 0) {
    throw new ERR_INVALID_ARG_VALUE('hints', hints);
  }
}

function checkedFamily(family, name) {
  switch (family) {
    case 'IPv4':
      return 4;
    case 'IPv6':
      return 6;
    default:
      validateOneOf(family, name, [0, 4, 6]);
      return family;
  }
}

function checkHostname(hostname) {
  if (!hostname) {
    throw new ERR_INVALID_ARG_VALUE('hostname', hostname,
                                    'must be a non-empty string');
  }
  validateString(hostname, 'hostname');
}

// { family, hints, all, order } of what lookup() was given: an object, a
// family, or nothing.
function lookupOptions(options) {
  const out = { family: 0, hints: 0, all: false,
                order: getDefaultResultOrder() };
  if (typeof options === 'number') {
    validateOneOf(options, 'family', [0, 4, 6]);
    out.family = options;
    return out;
  }
  if (options == null) {
    return out;
  }
  if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  }
  if (options.hints != null) {
    validateNumber(options.hints, 'options.hints');
    out.hints = options.hints >>> 0;
    validateHints(out.hints);
  }
  if (options.family != null) {
    out.family = checkedFamily(options.family, 'options.family');
  }
  if (options.all != null) {
    validateBoolean(options.all, 'options.all');
    out.all = options.all;
  }
  if (options.verbatim != null) {
    validateBoolean(options.verbatim, 'options.verbatim');
    out.order = options.verbatim ? 'verbatim' : 'ipv4first';
  }
  if (options.order != null) {
    validateOneOf(options.order, 'options.order', kOrders);
    out.order = options.order;
  }
  return out;
}

// The system's answer in the order asked for.
function sortAddresses(addresses, order) {
  if (order === 'verbatim') {
    return addresses;
  }
  const first = order === 'ipv4first' ? 4 : 6;
  const sorted = ArrayPrototypeFilter(addresses, (a) => isIP(a) === first);
  for (let i = 0; i < addresses.length; i++) {
    if (isIP(addresses[i]) !== first) {
      ArrayPrototypePush(sorted, addresses[i]);
    }
  }
  return sorted;
}

const errorCodes = {
  NODATA: 'ENODATA',
  FORMERR: 'EFORMERR',
  SERVFAIL: 'ESERVFAIL',
  NOTFOUND: 'ENOTFOUND',
  NOTIMP: 'ENOTIMP',
  REFUSED: 'EREFUSED',
  BADQUERY: 'EBADQUERY',
  BADNAME: 'EBADNAME',
  BADFAMILY: 'EBADFAMILY',
  BADRESP: 'EBADRESP',
  CONNREFUSED: 'ECONNREFUSED',
  TIMEOUT: 'ETIMEOUT',
  EOF: 'EOF',
  FILE: 'EFILE',
  NOMEM: 'ENOMEM',
  DESTRUCTION: 'EDESTRUCTION',
  BADSTR: 'EBADSTR',
  BADFLAGS: 'EBADFLAGS',
  NONAME: 'ENONAME',
  BADHINTS: 'EBADHINTS',
  NOTINITIALIZED: 'ENOTINITIALIZED',
  LOADIPHLPAPI: 'ELOADIPHLPAPI',
  ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS',
  CANCELLED: 'ECANCELLED',
};

const kResolverMethods = [
  'getServers', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa',
  'resolveCname', 'resolveMx', 'resolveNaptr', 'resolveNs', 'resolvePtr',
  'resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt', 'reverse',
];

// These ask a name server themselves, which needs c-ares: they refuse, after
// the arguments have been looked at. `callback` says that the last must be one.
function unavailable(name, callback) {
  const fn = function(...args) {
    if (StringPrototypeStartsWith(name, 'resolve')) {
      validateString(args[0], 'name');
      if (callback) {
        validateFunction(args[args.length - 1], 'callback');
      }
    }
    throw new ERR_METHOD_NOT_IMPLEMENTED(`dns.${name}()`);
  };
  ObjectDefineProperty(fn, 'name', { __proto__: null, value: name });
  return fn;
}

class Resolver {
  constructor() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('dns.Resolver()');
  }
}

module.exports = {
  Resolver,
  checkHostname,
  errorCodes,
  getDefaultResultOrder,
  kResolverMethods,
  lookupOptions,
  setDefaultResultOrder,
  sortAddresses,
  unavailable,
};
