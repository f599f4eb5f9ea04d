'use strict';

// Numeric addresses as eight groups of 16 bits; an IPv4 address is the IPv6
// address that maps it (::ffff:a.b.c.d), so both compare alike.

const { NumberParseInt } = primordials;
const { isIPv4, isIPv6 } = require('internal/net');

function parseIPv4Tail(text) {
  const { 0: a, 1: b, 2: c, 3: d } = text.split('.');
  return [(+a << 8) | +b, (+c << 8) | +d];
}

function parseGroups(text) {
  const groups = [];
  if (text !== '') {
    const parts = text.split(':');
    for (let i = 0; i < parts.length; i++) {
      if (parts[i].includes('.')) {
        groups.push(...parseIPv4Tail(parts[i]));
      } else {
        groups.push(NumberParseInt(parts[i], 16));
      }
    }
  }
  return groups;
}

// The groups; undefined when `text` is no address of the family.
function parseAddress(text, family) {
  if (family === 'ipv4') {
    return isIPv4(text) ?
      [0, 0, 0, 0, 0, 0xffff, ...parseIPv4Tail(text)] : undefined;
  }
  if (!isIPv6(text) || text.includes('%')) {
    return undefined;
  }
  const gap = text.indexOf('::');
  if (gap < 0) {
    return parseGroups(text);
  }
  const head = parseGroups(text.slice(0, gap));
  const tail = parseGroups(text.slice(gap + 2));
  while (head.length + tail.length < 8) {
    head.push(0);
  }
  return [...head, ...tail];
}

function isMapped(groups) {
  return groups[0] === 0 && groups[1] === 0 && groups[2] === 0 &&
         groups[3] === 0 && groups[4] === 0 && groups[5] === 0xffff;
}

function formatIPv4(groups) {
  return `${groups[6] >> 8}.${groups[6] & 255}.` +
         `${groups[7] >> 8}.${groups[7] & 255}`;
}

// As inet_ntop(): the longest run of two and more zero groups is `::`.
function formatAddress(groups, family) {
  if (family === 'ipv4') {
    return formatIPv4(groups);
  }
  if (isMapped(groups)) {
    return `::ffff:${formatIPv4(groups)}`;
  }
  let best = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) {
      end++;
    }
    if (end - i > length) {
      best = i;
      length = end - i;
    }
    i = end > i ? end : i;
  }
  const hex = groups.map((group) => group.toString(16));
  if (best < 0) {
    return hex.join(':');
  }
  return `${hex.slice(0, best).join(':')}::` +
         `${hex.slice(best + length).join(':')}`;
}

// Negative, 0 or positive.
function compareAddresses(a, b) {
  for (let i = 0; i < 8; i++) {
    if (a[i] !== b[i]) {
      return a[i] - b[i];
    }
  }
  return 0;
}

// Whether the first `bits` bits are the same.
function sharePrefix(a, b, bits) {
  for (let i = 0; i < 8 && bits > 0; i++, bits -= 16) {
    const mask = bits >= 16 ? 0xffff : 0xffff & (0xffff << (16 - bits));
    if ((a[i] & mask) !== (b[i] & mask)) {
      return false;
    }
  }
  return true;
}

module.exports = {
  compareAddresses,
  formatAddress,
  isMapped,
  parseAddress,
  sharePrefix,
};
