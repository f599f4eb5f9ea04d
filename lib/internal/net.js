'use strict';

// What net, dns and URL code share about addresses, and a few symbols.

const { Symbol } = primordials;

const kZero = 48;
const kNine = 57;
const kColon = 58;
const kDot = 46;

// Whether s[start, end) is four numbers of 0-255 without leading zeros.
function isDotted(s, start, end) {
  let parts = 0;
  let i = start;
  while (i < end) {
    const first = i;
    let value = 0;
    for (; i < end; i++) {
      const c = s.charCodeAt(i);
      if (c < kZero || c > kNine) {
        break;
      }
      value = value * 10 + c - kZero;
    }
    const digits = i - first;
    if (digits === 0 || digits > 3 || value > 255 ||
        (digits > 1 && s.charCodeAt(first) === kZero)) {
      return false;
    }
    if (++parts === 4) {
      return i === end;
    }
    if (s.charCodeAt(i++) !== kDot) {
      return false;
    }
  }
  return false;
}

function isHex(c) {
  return (c >= kZero && c <= kNine) || (c >= 65 && c <= 70) ||
         (c >= 97 && c <= 102);
}

function isZone(s, start) {
  for (let i = start; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (!((c >= kZero && c <= kColon) || (c >= 65 && c <= 90) ||
          (c >= 97 && c <= 122) || c === 45 || c === kDot)) {
      return false;
    }
  }
  return start < s.length;
}

function isIPv4(s) {
  s = `${s}`;
  return isDotted(s, 0, s.length);
}

// Groups of hexadecimal digits, `::` at most once, perhaps a dotted tail.
function isIPv6(s) {
  s = `${s}`;
  const percent = s.indexOf('%');
  const end = percent < 0 ? s.length : percent;
  if (percent >= 0 && !isZone(s, percent + 1)) {
    return false;
  }
  let groups = 0;
  let gap = false;
  let i = 0;
  if (s.charCodeAt(0) === kColon) {
    if (end < 2 || s.charCodeAt(1) !== kColon) {
      return false;
    }
    gap = true;
    i = 2;
  }
  while (i < end) {
    const first = i;
    while (i < end && isHex(s.charCodeAt(i))) {
      i++;
    }
    if (i < end && s.charCodeAt(i) === kDot) {
      groups += 2;
      return isDotted(s, first, end) && (gap ? groups < 8 : groups === 8);
    }
    if (i === first || i - first > 4) {
      return false;
    }
    groups++;
    if (i === end) {
      break;
    }
    if (s.charCodeAt(i++) !== kColon || i === end) {
      return false;
    }
    if (s.charCodeAt(i) === kColon) {
      if (gap) {
        return false;
      }
      gap = true;
      i++;
    }
  }
  return gap ? groups < 8 : groups === 8;
}

function isIP(s) {
  return isIPv4(s) ? 4 : isIPv6(s) ? 6 : 0;
}

// Whether a host name or address can only be this machine.
function isLoopback(host) {
  const lower = `${host}`.toLowerCase();
  return lower === 'localhost' || lower.startsWith('127.') ||
         lower.startsWith('[::1]') || lower.startsWith('[0:0:0:0:0:0:0:1]');
}

module.exports = {
  isIP,
  isIPv4,
  isIPv6,
  isLoopback,
  kReinitializeHandle: Symbol('kReinitializeHandle'),
  normalizedArgsSymbol: Symbol('normalizedArgs'),
};
