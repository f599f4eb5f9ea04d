'use strict';

// node:dns: names by the system's resolver.

const { ObjectDefineProperties } = primordials;
const {
  AI_ADDRCONFIG,
  AI_ALL,
  AI_V4MAPPED,
} = internalBinding('dns');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_ARGS,
  },
  kDenied,
} = require('internal/errors');
const { validateFunction, validatePort } = require('internal/validators');
const { customPromisifyArgs } = require('internal/util');
const { isIP } = require('internal/net');
const {
  Resolver,
  checkHostname,
  errorCodes,
  getDefaultResultOrder,
  kResolverMethods,
  lookupOptions,
  setDefaultResultOrder,
  sortAddresses,
  unavailable,
} = require('internal/dns/utils');

function answerNumeric(hostname, family, all, callback) {
  if (all) {
    process.nextTick(callback, null, [{ address: hostname, family }]);
  } else {
    process.nextTick(callback, null, hostname, family);
  }
}

// lookup(hostname[, options], callback)
function lookup(hostname, options, callback) {
  if (hostname) {
    checkHostname(hostname);
  }
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  } else if (options !== undefined && typeof options !== 'object' &&
             typeof options !== 'number') {
    validateFunction(arguments.length === 2 ? options : callback, 'callback');
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  } else {
    validateFunction(callback, 'callback');
  }
  const { family, hints, all, order } = lookupOptions(options);
  checkHostname(hostname);
  const numeric = isIP(hostname);
  if (numeric) {
    answerNumeric(hostname, numeric, all, callback);
    return {};
  }
  const { getaddrinfo } = require('internal/dns/requests');
  const req = getaddrinfo(hostname, family, hints, (err, addresses) => {
    if (err) {
      callback(err);
      return;
    }
    addresses = sortAddresses(addresses, order);
    if (!all) {
      callback(null, addresses[0], family || isIP(addresses[0]));
      return;
    }
    callback(null, addresses.map((address) =>
      ({ address, family: family || isIP(address) })));
  });
  if (req instanceof Error) {
    process.nextTick(callback, req);
    return {};
  }
  return req;
}

// lookupService(address, port, callback)
function lookupService(address, port, callback) {
  if (arguments.length !== 3) {
    throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  }
  const family = isIP(address);
  if (family === 0) {
    throw new ERR_INVALID_ARG_VALUE('address', address);
  }
  validatePort(port);
  validateFunction(callback, 'callback');
  const { getnameinfo } = require('internal/dns/requests');
  const req = getnameinfo(address, +port, family, callback);
  if (req instanceof Error) {
    if (req.errno !== kDenied) throw req;
    process.nextTick(callback, req);
    return {};
  }
  return req;
}

ObjectDefineProperties(lookup, {
  [customPromisifyArgs]: {
    __proto__: null, value: ['address', 'family'], enumerable: false,
  },
});
ObjectDefineProperties(lookupService, {
  [customPromisifyArgs]: {
    __proto__: null, value: ['hostname', 'service'], enumerable: false,
  },
});

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: unavailable('setServers', true),
  ADDRCONFIG: AI_ADDRCONFIG,
  ALL: AI_ALL,
  V4MAPPED: AI_V4MAPPED,
  ...errorCodes,
};
for (let i = 0; i < kResolverMethods.length; i++) {
  const name = kResolverMethods[i];
  module.exports[name] = unavailable(name, true);
}
ObjectDefineProperties(module.exports, {
  promises: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return require('internal/dns/promises');
    },
  },
});
