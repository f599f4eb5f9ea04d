// SPDX-License-Identifier: MIT
// Glob patterns: braces are multiplied out, then each name of the path becomes
// a string, a RegExp, or kGlobstar for **. Names that start with a dot match
// only what says so. A backslash is no escape but a separator, as in Node.
'use strict';

const {
  MathAbs, MathMax, RegExp, RegExpPrototypeExec, StringFromCharCode, Symbol,
} = primordials;

const kGlobstar = Symbol('**');
const kMagic = /[*?[\]]|[!@+](?=\()/;
const kMaxBraces = 10000;
const classes = {
  '__proto__': null,
  'alnum': '\\p{L}\\p{Nl}\\p{Nd}', 'alpha': '\\p{L}\\p{Nl}',
  'ascii': '\\x00-\\x7f', 'blank': '\\p{Zs}\\t', 'cntrl': '\\p{Cc}',
  'digit': '\\p{Nd}', 'graph': '^\\p{Z}\\p{C}', 'lower': '\\p{Ll}',
  'print': '^\\p{C}', 'punct': '\\p{P}', 'space': '\\p{Z}\\t\\r\\n\\v\\f',
  'upper': '\\p{Lu}', 'word': '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}',
  'xdigit': 'A-Fa-f0-9',
};

// The parts of a brace's inside, split at its own commas.
function splitParts(text) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '{') {
      depth++;
    } else if (c === '}') {
      depth--;
    } else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

// The first brace pair: [where it opens, where it closes], or null.
function findBraces(pattern) {
  let open = -1;
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '{') {
      if (depth++ === 0) {
        open = i;
      }
    } else if (c === '}' && depth > 0 && --depth === 0) {
      return { open, close: i };
    }
  }
  return null;
}

function startsWithZero(number) {
  return RegExpPrototypeExec(/^-?0\d/, number) !== null;
}

// {1..5}, {a..e}, each with an optional step; null for anything else.
function expandRange(text) {
  const match = RegExpPrototypeExec(
    /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/, text);
  if (match === null) {
    return null;
  }
  const letters = match[3] !== undefined;
  const from = letters ? match[3].charCodeAt(0) : +match[1];
  const to = letters ? match[4].charCodeAt(0) : +match[2];
  const by = MathMax(MathAbs(+(match[5] ?? 1)), 1);
  const padded = !letters &&
    (startsWithZero(match[1]) || startsWithZero(match[2]));
  const width = padded ? MathMax(match[1].length, match[2].length) : 0;
  const out = [];
  const step = from <= to ? by : -by;
  for (let i = from; from <= to ? i <= to : i >= to; i += step) {
    out.push(letters ? StringFromCharCode(i) : `${i}`.padStart(width, '0'));
    if (out.length > kMaxBraces) {
      break;
    }
  }
  return out;
}

function expandBraces(pattern) {
  const braces = findBraces(pattern);
  if (braces === null) {
    return [pattern];
  }
  const head = pattern.slice(0, braces.open);
  const inside = pattern.slice(braces.open + 1, braces.close);
  const tails = expandBraces(pattern.slice(braces.close + 1));
  let parts = splitParts(inside);
  if (parts.length === 1) {
    // One alternative is none: the braces stand for themselves.
    const range = expandRange(inside);
    parts = range ?? expandBraces(inside).map((part) => `{${part}}`);
  } else {
    parts = parts.flatMap(expandBraces);
  }
  const out = [];
  for (const part of parts) {
    for (const tail of tails) {
      out.push(head + part + tail);
      if (out.length > kMaxBraces) {
        return out;
      }
    }
  }
  return out;
}

// [...] from `at` on: { source, end }, or null when it does not close.
function parseClass(text, at) {
  let i = at + 1;
  let negated = false;
  if (text[i] === '!' || text[i] === '^') {
    negated = true;
    i++;
  }
  let source = '';
  for (let first = true; i < text.length; first = false) {
    const c = text[i];
    if (c === ']' && !first) {
      return { source: `[${negated ? '^' : ''}${source}]`, end: i + 1 };
    }
    if (c === '[' && text[i + 1] === ':') {
      const end = text.indexOf(':]', i);
      const known = end > 0 ? classes[text.slice(i + 2, end)] : undefined;
      if (known !== undefined) {
        source += known;
        i = end + 2;
        continue;
      }
    }
    source += c === '[' || c === ']' || c === '^' || c === '&' ? `\\${c}` : c;
    i++;
  }
  return null;
}

function escapeChar(c) {
  return RegExpPrototypeExec(/[\\^$.*+?()[\]{}|/]/, c) === null ? c : `\\${c}`;
}

// The closing parenthesis of an extended group that opens at `at`.
function closeOf(text, at) {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === '(') {
      depth++;
    } else if (text[i] === ')' && --depth === 0) {
      return i;
    }
  }
  return -1;
}

function splitAlternatives(text) {
  const out = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') {
      depth++;
    } else if (text[i] === ')') {
      depth--;
    } else if (text[i] === '|' && depth === 0) {
      out.push(text.slice(start, i));
      start = i + 1;
    }
  }
  out.push(text.slice(start));
  return out;
}

const groupEnds = { '__proto__': null, '?': ')?', '*': ')*', '+': ')+', '@': ')' };

// The source of a regular expression for one name.
function nameSource(text) {
  let out = '';
  for (let i = 0; i < text.length;) {
    const c = text[i];
    if ('?*+@!'.includes(c) && text[i + 1] === '(') {
      const end = closeOf(text, i + 1);
      if (end > 0) {
        const inside =
          splitAlternatives(text.slice(i + 2, end)).map(nameSource).join('|');
        out += c === '!' ?
          `(?:(?!(?:${inside})${nameSource(text.slice(end + 1))}$)[^/]*?)` :
          `(?:${inside}${groupEnds[c]}`;
        i = end + 1;
        continue;
      }
    }
    if (c === '*') {
      while (text[i + 1] === '*' && text[i + 2] !== '(') {
        i++;
      }
      out += '[^/]*?';
      i++;
    } else if (c === '?') {
      out += '[^/]';
      i++;
    } else if (c === '[') {
      const parsed = parseClass(text, i);
      if (parsed === null) {
        out += '\\[';
        i++;
      } else {
        out += parsed.source;
        i = parsed.end;
      }
    } else {
      out += escapeChar(c);
      i++;
    }
  }
  return out;
}

function compileName(text, dots) {
  if (text === '**') {
    return kGlobstar;
  }
  if (RegExpPrototypeExec(kMagic, text) === null) {
    return text;
  }
  // What may match a dot must say it; nothing matches . and .. themselves.
  const guard = text[0] === '.' ? '(?!\\.{1,2}$)' :
    dots ? '(?!\\.{1,2}$)(?=.)' : '(?!\\.)(?=.)';
  try {
    return new RegExp(`^${guard}${nameSource(text)}$`, 'su');
  } catch {
    return text;  // an impossible range: no name can match
  }
}

// The compiled names of each alternative of a pattern.
function compile(pattern, dots = false) {
  return expandBraces(pattern.replaceAll('\\', '/')).map((text) => {
    const names = text.split('/');
    return names.map((name) => compileName(name, dots));
  });
}

function matchName(rule, name) {
  return typeof rule === 'string' ?
    rule === name : RegExpPrototypeExec(rule, name) !== null;
}

function matchFrom(rules, r, names, n, dots) {
  for (; r < rules.length; r++, n++) {
    if (rules[r] === kGlobstar) {
      while (rules[r + 1] === kGlobstar) {
        r++;
      }
      if (r === rules.length - 1) {
        // ** at the end: whatever is left, but not what hides.
        for (let i = n; i < names.length; i++) {
          if (names[i][0] === '.' && (!dots || names[i] === '.' ||
              names[i] === '..')) {
            return false;
          }
        }
        return true;
      }
      for (let i = n; i <= names.length; i++) {
        if (matchFrom(rules, r + 1, names, i, dots)) {
          return true;
        }
        if (i < names.length && names[i][0] === '.' && !dots) {
          return false;
        }
      }
      return false;
    }
    if (n >= names.length || !matchName(rules[r], names[n])) {
      return false;
    }
  }
  // A slash at the end of the path is no name.
  return n === names.length || (n === names.length - 1 && names[n] === '');
}

function splitPath(path) {
  const names = path.split('/');
  return names.filter((name, i) =>
    i === 0 || (name !== '' && name !== '.') ||
    (name === '' && i === names.length - 1));
}

// A function that tells whether a path matches.
function createMatcher(pattern, dots = false) {
  const alternatives = compile(pattern, dots).map(
    (rules) => rules.filter((rule, i) =>
      i === 0 || (rule !== '' && rule !== '.') || i === rules.length - 1));
  return (path) => {
    const names = splitPath(path);
    return alternatives.some((rules) => matchFrom(rules, 0, names, 0, dots));
  };
}

module.exports = { compile, createMatcher, kGlobstar, matchName };
