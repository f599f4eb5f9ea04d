// SPDX-License-Identifier: MIT
// Colors for regular expressions: each token in the color of its depth, so
// that groups, classes and quantifiers can be told apart.
'use strict';

const {
  ArrayPrototypePush,
  RegExpPrototypeExec,
  StringPrototypeSlice,
} = primordials;

// Tokens outside of a class. The names say what each does to the depth.
const pattern = new RegExp([
  '(?<named>\\\\[upP]\\{[^}]*\\}|\\\\k<[^>]*>)',
  '(?<escape>\\\\(?:[upP]\\{|k<|x.{0,2}|\\d+|[^]?))',
  '(?<group>\\((?:\\?(?:<[=!]|[:=!]|<[^>]*>)?)?)',
  '(?<close>\\))',
  '(?<class>\\[)',
  '(?<quantifier>\\{(?:\\d+(?:,\\d*)?|,\\d*)\\}?\\??)',
  '(?<operator>[|+*?,^$])',
  '(?<any>\\.)',
  '(?<end>\\/)',
  '(?<char>[^])',
].join('|'), 'y');

const inClass = new RegExp([
  '(?<named>\\\\[upP]\\{[^}]*\\})',
  '(?<escape>\\\\(?:[upP]\\{|x.{0,2}|[^]?))',
  '(?<leave>\\])',
  '(?<char>[^])',
].join('|'), 'y');

const kDefaultColors = ['green', 'red', 'yellow', 'cyan', 'magenta'];

// `names` are of colors, which are taken in turn as groups nest.
function highlight(text, names, colors) {
  const palette = [];
  if (!(names?.length > 0)) {
    names = kDefaultColors;
  }
  for (let i = 0; i < names.length; i++) {
    if (colors[names[i]]) {
      ArrayPrototypePush(palette, colors[names[i]]);
    }
  }
  if (palette.length === 0) {
    return text;
  }
  let output = '';
  const write = (part, depth) => {
    const color = palette[depth % palette.length] ?? palette[0];
    output += `\u001b[${color[0]}m${part}\u001b[${color[1]}m`;
  };
  write('/', 0);
  let depth = 1;
  let at = 1;
  let isInClass = false;
  while (at < text.length) {
    const token = isInClass ? inClass : pattern;
    token.lastIndex = at;
    const match = RegExpPrototypeExec(token, text);
    const part = match[0];
    const { groups } = match;
    if (groups.end !== undefined) {
      break;
    }
    at += part.length;
    if (groups.named !== undefined) {
      writeNamed(write, part, isInClass ? depth : depth - (part[1] === 'k'));
    } else if (groups.group !== undefined) {
      writeGroup(write, part, depth);
      depth++;
    } else if (groups.close !== undefined || groups.leave !== undefined) {
      depth--;
      isInClass = false;
      write(part, depth < 0 ? 0 : depth);
    } else if (groups.class !== undefined) {
      write(part, depth++);
      isInClass = true;
    } else if (groups.quantifier !== undefined) {
      writeQuantifier(write, part, depth);
    } else if (isInClass) {
      const isRange = part === '-' && text[at - 2] !== '[' && text[at] !== ']';
      write(part, isRange ? depth + 1 : depth);
    } else if (groups.operator !== undefined) {
      write(part, depth + 3);
    } else {
      write(part, groups.any !== undefined ? depth + 2 : depth + 1);
    }
  }
  if (at < text.length) {
    write('/', 0);
    if (at + 1 < text.length) {
      write(StringPrototypeSlice(text, at + 1), 1);
    }
  }
  return output;
}

// \u{...}, \p{...} and \k<...>: the brackets around the name.
function writeNamed(write, part, depth) {
  write(StringPrototypeSlice(part, 0, 3), depth);
  write(StringPrototypeSlice(part, 3, -1), depth + 1);
  write(part[part.length - 1], depth);
}

function writeGroup(write, part, depth) {
  write('(', depth);
  const isNamed = part.length > 3 && part[2] === '<' &&
    part[part.length - 1] === '>';
  if (isNamed) {
    write('?<', depth);
    write(StringPrototypeSlice(part, 3, -1), depth + 1);
    write('>', depth);
  } else if (part.length > 1) {
    write(StringPrototypeSlice(part, 1), depth);
  }
}

// {2,3}? with its numbers deeper than its braces.
function writeQuantifier(write, part, depth) {
  const match = RegExpPrototypeExec(/^\{(\d*)(,?)(\d*)(\}?)(\??)$/, part);
  write('{', depth);
  const depths = [0, depth + 2, depth + 1, depth + 2, depth, depth + 3];
  for (let i = 1; i < match.length; i++) {
    if (match[i]) {
      write(match[i], depths[i]);
    }
  }
}

module.exports = { highlight };
