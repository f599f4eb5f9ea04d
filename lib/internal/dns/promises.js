'use strict';

// node:dns/promises.

const { Promise } = primordials;
const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { validatePort } = require('internal/validators');
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

function lookup(hostname, options) {
  if (hostname) {
    checkHostname(hostname);
  }
  const { family, hints, all, order } = lookupOptions(options);
  return new Promise((resolve, reject) => {
    checkHostname(hostname);
    const numeric = isIP(hostname);
    if (numeric) {
      const found = { address: hostname, family: numeric };
      resolve(all ? [found] : found);
      return;
    }
    const { getaddrinfo } = require('internal/dns/requests');
    const req = getaddrinfo(hostname, family, hints, (err, addresses) => {
      if (err) {
        reject(err);
        return;
      }
      const list = sortAddresses(addresses, order).map((address) =>
        ({ address, family: family || isIP(address) }));
      resolve(all ? list : list[0]);
    });
    if (req instanceof Error) {
      reject(req);
    }
  });
}

function lookupService(address, port) {
  if (arguments.length !== 2) {
    throw new ERR_MISSING_ARGS('address', 'port');
  }
  const family = isIP(address);
  if (family === 0) {
    throw new ERR_INVALID_ARG_VALUE('address', address);
  }
  validatePort(port);
  return new Promise((resolve, reject) => {
    const { getnameinfo } = require('internal/dns/requests');
    const req = getnameinfo(address, +port, family, (err, hostname, service) =>
      (err ? reject(err) : resolve({ hostname, service })));
    if (req instanceof Error) {
      reject(req);
    }
  });
}

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: unavailable('setServers', false),
  ...errorCodes,
};
for (let i = 0; i < kResolverMethods.length; i++) {
  const name = kResolverMethods[i];
  module.exports[name] = unavailable(name, false);
}
