'use strict';
// SPDX-License-Identifier: MIT
//
// What terminals send and understand: control sequences, and the decoder that
// turns keys pressed into 'keypress' events.

const {
  RegExpPrototypeExec,
  StringFromCharCode,
  Symbol,
} = primordials;

const kUTF16SurrogateThreshold = 0x10000;
const kEscape = '\x1b';
const kSubstringSearch = Symbol('kSubstringSearch');

function CSI(strings, ...args) {
  let ret = `${kEscape}[`;
  for (let i = 0; i < strings.length; i++) {
    ret += strings[i];
    if (i < args.length) {
      ret += args[i];
    }
  }
  return ret;
}
CSI.kEscape = kEscape;
CSI.kClearToLineBeginning = CSI`1K`;
CSI.kClearToLineEnd = CSI`0K`;
CSI.kClearLine = CSI`2K`;
CSI.kClearScreenDown = CSI`0J`;

// How many UTF-16 units the character before or at i has.

function charLengthLeft(str, i) {
  if (i <= 0) {
    return 0;
  }
  return (i > 1 && str.codePointAt(i - 2) >= kUTF16SurrogateThreshold) ||
    str.codePointAt(i - 1) >= kUTF16SurrogateThreshold ? 2 : 1;
}

function charLengthAt(str, i) {
  // Past the end the cursor still moves, to be clamped later.
  if (str.length <= i) {
    return 1;
  }
  return str.codePointAt(i) >= kUTF16SurrogateThreshold ? 2 : 1;
}

function commonPrefix(strings) {
  if (strings.length === 0) {
    return '';
  }
  let prefix = strings[0];
  for (let i = 1; i < strings.length; i++) {
    let n = 0;
    while (n < prefix.length && prefix[n] === strings[i][n]) {
      n++;
    }
    prefix = prefix.slice(0, n);
  }
  return prefix;
}

// The part of a sequence after the escape, and the name of the key. Letters
// are from xterm, digits with ~ from VT220; $ and ^ are rxvt's way to say
// shift and ctrl.
const keyNames = {
  '__proto__': null,
  'OP': 'f1', 'OQ': 'f2', 'OR': 'f3', 'OS': 'f4',
  '[P': 'f1', '[Q': 'f2', '[R': 'f3', '[S': 'f4',
  '[11~': 'f1', '[12~': 'f2', '[13~': 'f3', '[14~': 'f4', '[15~': 'f5',
  '[[A': 'f1', '[[B': 'f2', '[[C': 'f3', '[[D': 'f4', '[[E': 'f5',
  '[17~': 'f6', '[18~': 'f7', '[19~': 'f8', '[20~': 'f9', '[21~': 'f10',
  '[23~': 'f11', '[24~': 'f12',
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', '[E': 'clear',
  '[F': 'end', '[H': 'home',
  'OA': 'up', 'OB': 'down', 'OC': 'right', 'OD': 'left', 'OE': 'clear',
  'OF': 'end', 'OH': 'home',
  '[1~': 'home', '[2~': 'insert', '[3~': 'delete', '[4~': 'end',
  '[5~': 'pageup', '[6~': 'pagedown', '[[5~': 'pageup',
  '[[6~': 'pagedown', '[7~': 'home', '[8~': 'end',
  '[200~': 'paste-start', '[201~': 'paste-end',
};
const shiftedKeyNames = {
  '__proto__': null,
  '[a': 'up', '[b': 'down', '[c': 'right', '[d': 'left', '[e': 'clear',
  '[2$': 'insert', '[3$': 'delete', '[5$': 'pageup', '[6$': 'pagedown',
  '[7$': 'home', '[8$': 'end', '[Z': 'tab',
};
const ctrlKeyNames = {
  '__proto__': null,
  'Oa': 'up', 'Ob': 'down', 'Oc': 'right', 'Od': 'left', 'Oe': 'clear',
  '[2^': 'insert', '[3^': 'delete', '[5^': 'pageup', '[6^': 'pagedown',
  '[7^': 'home', '[8^': 'end',
};
const plainKeyNames = {
  '__proto__': null,
  '\r': 'return',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\x7f': 'backspace',
  [kEscape]: 'escape',
  ' ': 'space',
};

function isDigit(ch) {
  return ch >= '0' && ch <= '9' && ch.length === 1;
}

// Takes one character per next() and emits 'keypress' for each key. An empty
// string says that no more comes soon: a lone escape is a key then.
function* emitKeys(stream) {
  while (true) {
    let ch = yield;
    let s = ch;
    let escaped = false;
    const key = {
      sequence: null,
      name: undefined,
      ctrl: false,
      meta: false,
      shift: false,
    };

    if (ch === kEscape) {
      escaped = true;
      ch = yield;
      s += ch;
      if (ch === kEscape) {
        ch = yield;
        s += ch;
      }
    }

    if (escaped && (ch === 'O' || ch === '[')) {
      s = yield* readSequence(s, ch, key);
    } else {
      nameKey(key, ch, escaped);
    }

    key.sequence = s;
    if (s.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : s, key);
    } else if (charLengthAt(s, 0) === s.length) {
      stream.emit('keypress', s, key);
    }
  }
}

// ESC O letter | ESC O modifier letter | ESC [ letter | ESC [ [ letter
// | ESC [ number ~ | ESC [ number ; modifier ~ | ESC [ 1 ; modifier letter
function* readSequence(s, first, key) {
  let code = first;
  let modifier = 0;
  let ch = yield;
  s += ch;

  if (first === 'O') {
    if (isDigit(ch)) {
      modifier = ch - 1;
      ch = yield;
      s += ch;
    }
    code += ch;
  } else {
    if (ch === '[') {
      code += ch;
      ch = yield;
      s += ch;
    }
    const start = s.length - 1;
    for (let i = 0; i < 3 && isDigit(ch); i++) {
      ch = yield;
      s += ch;
    }
    if (ch === ';') {
      ch = yield;
      s += ch;
      if (isDigit(ch)) {
        s += yield;
      }
    }

    const command = s.slice(start);
    let match = RegExpPrototypeExec(
      /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/, command);
    if (match !== null) {
      if (match[4]) {
        code += match[4];
      } else {
        code += match[1] + match[3];
        modifier = (match[2] || 1) - 1;
      }
    } else {
      match = RegExpPrototypeExec(/^((\d;)?(\d))?([A-Za-z])$/, command);
      if (match !== null) {
        code += match[4];
        modifier = (match[3] || 1) - 1;
      } else {
        code += command;
      }
    }
  }

  key.ctrl = (modifier & 4) !== 0;
  key.meta = (modifier & 10) !== 0;
  key.shift = (modifier & 1) !== 0;
  key.code = code;
  if (shiftedKeyNames[code] !== undefined) {
    key.name = shiftedKeyNames[code];
    key.shift = true;
  } else if (ctrlKeyNames[code] !== undefined) {
    key.name = ctrlKeyNames[code];
    key.ctrl = true;
  } else {
    key.name = keyNames[code] ?? 'undefined';
  }
  return s;
}

function nameKey(key, ch, escaped) {
  const plain = plainKeyNames[ch];
  if (plain !== undefined) {
    key.name = plain;
    key.meta = escaped;
  } else if (!escaped && ch <= '\x1a') {
    key.name = StringFromCharCode(ch.charCodeAt(0) + 96);
    key.ctrl = true;
  } else if (RegExpPrototypeExec(/^[0-9A-Za-z]$/, ch) !== null) {
    key.name = ch.toLowerCase();
    key.shift = RegExpPrototypeExec(/^[A-Z]$/, ch) !== null;
    key.meta = escaped;
  } else if (escaped) {
    key.name = ch.length > 0 ? undefined : 'escape';
    key.meta = true;
  }
}

module.exports = {
  CSI,
  charLengthAt,
  charLengthLeft,
  commonPrefix,
  emitKeys,
  kSubstringSearch,
};
