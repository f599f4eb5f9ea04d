'use strict';

// net.SocketAddress: an address with its port, checked and in normal form.

const { SymbolFor } = primordials;
const {
  codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  validateObject,
  validatePort,
  validateString,
  validateUint32,
} = require('internal/validators');
const { formatAddress, parseAddress } = require('internal/net/address');

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kDefaults = {
  __proto__: null, ipv4: '127.0.0.1', ipv6: '::',
};

class SocketAddress {
  #groups;
  #address;
  #port;
  #family;
  #flowlabel;

  static isSocketAddress(value) {
    return typeof value === 'object' && value !== null && #groups in value;
  }

  // '1.2.3.4:80' or '[::1]:80'; undefined when it is neither.
  static parse(input) {
    validateString(input, 'input');
    // The URL parser knows every way to write an address; the port that it
    // drops for its scheme is left at 0, as Node does.
    const { URL } = require('internal/url');
    let url;
    try {
      url = new URL(`http://${input}`);
    } catch {
      return undefined;
    }
    const { hostname, port } = url;
    try {
      return hostname[0] === '[' ?
        new SocketAddress({ address: hostname.slice(1, -1), port: port | 0,
                            family: 'ipv6' }) :
        new SocketAddress({ address: hostname, port: port | 0 });
    } catch {
      return undefined;
    }
  }

  constructor(options = {}) {
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    const { port = 0, flowlabel = 0 } = options;
    const address = options.address === undefined ?
      kDefaults[family] : options.address;
    validateString(family, 'options.family');
    family = family.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') {
      throw new ERR_INVALID_ARG_VALUE('options.family', options.family);
    }
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    this.#groups = parseAddress(address, family);
    if (this.#groups === undefined) {
      throw new ERR_INVALID_ADDRESS();
    }
    this.#address = formatAddress(this.#groups, family);
    this.#port = port | 0;
    this.#family = family;
    this.#flowlabel = family === 'ipv6' ? flowlabel : 0;
  }

  // The groups of internal/net/address.
  static groups(value) {
    return value.#groups;
  }

  get address() {
    return this.#address;
  }

  get port() {
    return this.#port;
  }

  get family() {
    return this.#family;
  }

  get flowlabel() {
    return this.#flowlabel;
  }

  toJSON() {
    return {
      address: this.#address,
      port: this.#port,
      family: this.#family,
      flowlabel: this.#flowlabel,
    };
  }

  [kInspect](depth, options) {
    if (depth < 0) {
      return '[SocketAddress]';
    }
    const inner = {
      ...options,
      depth: options.depth == null ? null : options.depth - 1,
    };
    return `SocketAddress ${
      require('internal/util/inspect').inspect(this.toJSON(), inner)}`;
  }
}

const groupsOf = SocketAddress.groups;
delete SocketAddress.groups;

module.exports = { SocketAddress, groupsOf };
