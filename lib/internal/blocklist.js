'use strict';

// net.BlockList: rules over addresses. The rule added last is listed first,
// and any that matches will do.

const {
  ArrayIsArray,
  ArrayPrototypeUnshift,
  JSONParse,
  NumberParseInt,
  RegExpPrototypeExec,
  SymbolFor,
} = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateInt32, validateString } = require('internal/validators');
const {
  compareAddresses,
  isMapped,
  sharePrefix,
} = require('internal/net/address');
const { SocketAddress, groupsOf } = require('internal/socketaddress');

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kRule = /^(Address|Range|Subnet): IPv([46]) ([^-/]+)(?:[-/](.+))?$/;

// What a caller gave as an address: a SocketAddress, or text and family.
function toSocketAddress(address, family, name) {
  if (SocketAddress.isSocketAddress(address)) {
    return address;
  }
  validateString(address, name);
  validateString(family, 'family');
  return new SocketAddress({ address, family });
}

function label(family) {
  return family === 'ipv6' ? 'IPv6' : 'IPv4';
}

// Whether the rule can say anything about an address of that family: of its
// own, or of IPv4 in the form of IPv6.
function comparable(rule, family, groups) {
  return rule.family === family || isMapped(groups);
}

class BlockList {
  #rules = [];

  static isBlockList(value) {
    return typeof value === 'object' && value !== null && #rules in value;
  }

  addAddress(address, family = 'ipv4') {
    const at = toSocketAddress(address, family, 'address');
    const groups = groupsOf(at);
    ArrayPrototypeUnshift(this.#rules, {
      family: at.family,
      text: `Address: ${label(at.family)} ${at.address}`,
      matches: (other) => compareAddresses(groups, other) === 0,
    });
  }

  addRange(start, end, family = 'ipv4') {
    const first = toSocketAddress(start, family, 'start');
    const last = toSocketAddress(end, family, 'end');
    const low = groupsOf(first);
    const high = groupsOf(last);
    if (first.family !== last.family || compareAddresses(low, high) > 0) {
      throw new ERR_INVALID_ARG_VALUE('start', first, 'must come before end');
    }
    ArrayPrototypeUnshift(this.#rules, {
      family: first.family,
      text: `Range: ${label(first.family)} ${first.address}-${last.address}`,
      matches: (other) => compareAddresses(low, other) <= 0 &&
                          compareAddresses(other, high) <= 0,
    });
  }

  addSubnet(network, prefix, family = 'ipv4') {
    let at = network;
    if (!SocketAddress.isSocketAddress(network)) {
      validateString(network, 'network');
      validateString(family, 'family');
      family = family.toLowerCase();
      if (family !== 'ipv4' && family !== 'ipv6') {
        throw new ERR_INVALID_ARG_VALUE('family', family);
      }
      at = undefined;
    } else {
      ({ family } = network);
    }
    validateInt32(prefix, 'prefix', 0, family === 'ipv4' ? 32 : 128);
    at ??= new SocketAddress({ address: network, family });
    const groups = groupsOf(at);
    const bits = family === 'ipv4' ? 96 + prefix : prefix;
    ArrayPrototypeUnshift(this.#rules, {
      family,
      text: `Subnet: ${label(family)} ${at.address}/${prefix}`,
      matches: (other) => sharePrefix(groups, other, bits),
    });
  }

  check(address, family = 'ipv4') {
    let at = address;
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address');
      validateString(family, 'family');
      try {
        at = new SocketAddress({ address, family });
      } catch {
        return false;  // what is no address is in no list
      }
    }
    const groups = groupsOf(at);
    for (let i = 0; i < this.#rules.length; i++) {
      const rule = this.#rules[i];
      if (comparable(rule, at.family, groups) && rule.matches(groups)) {
        return true;
      }
    }
    return false;
  }

  get rules() {
    return this.#rules.map((rule) => rule.text);
  }

  toJSON() {
    return this.rules;
  }

  // Adds the rules of toJSON(), or of its text; skips what is no rule.
  fromJSON(data) {
    let list = data;
    if (typeof data === 'string') {
      list = JSONParse(data);
    }
    if (!ArrayIsArray(list) || !list.every((x) => typeof x === 'string')) {
      throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    for (let i = 0; i < list.length; i++) {
      this.#addText(list[i]);
    }
  }

  #addText(text) {
    const found = RegExpPrototypeExec(kRule, text);
    if (found === null) {
      return;
    }
    const family = `ipv${found[2]}`;
    switch (found[1]) {
      case 'Address':
        this.addAddress(found[3], family);
        break;
      case 'Range':
        this.addRange(found[3], found[4], family);
        break;
      case 'Subnet':
        this.addSubnet(found[3], NumberParseInt(found[4], 10), family);
        break;
    }
  }

  [kInspect](depth, options) {
    if (depth < 0) {
      return '[BlockList]';
    }
    const inner = {
      ...options,
      depth: options.depth == null ? null : options.depth - 1,
    };
    return `BlockList ${
      require('internal/util/inspect').inspect({ rules: this.rules }, inner)}`;
  }
}

module.exports = { BlockList };
