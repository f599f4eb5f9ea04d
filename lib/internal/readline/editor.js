'use strict';
// SPDX-License-Identifier: MIT
//
// Editing a line on a terminal: what each key does to rl.line, rl.cursor and
// the screen. The methods are mixed into Interface.

const {
  DateNow,
  MathCeil,
  MathFloor,
  MathMax,
  ObjectDefineProperty,
  ReflectOwnKeys,
  RegExpPrototypeExec,
  SafeStringIterator,
} = primordials;

const {
  getStringWidth,
  inspect,
  stripVTControlCharacters,
} = require('internal/util/inspect');
const { AbortError } = require('internal/errors');
const {
  clearScreenDown,
  cursorTo,
  moveCursor,
} = require('internal/readline/callbacks');
const {
  charLengthAt,
  charLengthLeft,
  commonPrefix,
  kSubstringSearch,
} = require('internal/readline/utils');
const {
  kAddHistory,
  kBeforeEdit,
  kDeleteLeft,
  kDeleteLineLeft,
  kDeleteLineRight,
  kDeleteRight,
  kDeleteWordLeft,
  kDeleteWordRight,
  kGetDisplayPos,
  kHistoryNext,
  kHistoryPrev,
  kInsertString,
  kKillRing,
  kKillRingCursor,
  kLine,
  kMoveCursor,
  kMoveDownOrHistoryNext,
  kMoveUpOrHistoryPrev,
  kMultilineMove,
  kOnLine,
  kPreviousKey,
  kPrompt,
  kPushToKillRing,
  kPushToUndoStack,
  kQuestionReject,
  kRedo,
  kRedoStack,
  kRefreshLine,
  kSawReturnAt,
  kSetLine,
  kSetRawMode,
  kTabComplete,
  kTabCompleter,
  kTtyWrite,
  kUndo,
  kUndoStack,
  kWordLeft,
  kWordRight,
  kWriteToOutput,
  kYank,
  kYankPop,
  kYanking,
} = require('internal/readline/symbols');

const kMaxUndoStackSize = 2048;
const kMaxKillRing = 32;
const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;
const wordAfter = /^(?:\s+|[^\w\s]+|\w+)\s*/;

// What a key with a modifier does; the values are methods of Interface.
const ctrlKeys = {
  __proto__: null,
  h: kDeleteLeft,
  u: kDeleteLineLeft,
  k: kDeleteLineRight,
  n: kHistoryNext,
  p: kHistoryPrev,
  y: kYank,
  w: kDeleteWordLeft,
  backspace: kDeleteWordLeft,
  delete: kDeleteWordRight,
  left: kWordLeft,
  right: kWordRight,
};
const metaKeys = {
  __proto__: null,
  b: kWordLeft,
  f: kWordRight,
  d: kDeleteWordRight,
  delete: kDeleteWordRight,
  backspace: kDeleteWordLeft,
  y: kYankPop,
};
const plainKeys = {
  __proto__: null,
  backspace: kDeleteLeft,
  delete: kDeleteRight,
  up: kMoveUpOrHistoryPrev,
  down: kMoveDownOrHistoryNext,
};

const editor = {
  // The history.

  [kAddHistory]() {
    const { line } = this;
    if (line.length === 0 || !this.history || this.historySize === 0 ||
        line.trim().length === 0) {
      return line;
    }
    if (this.history.length === 0 || this.history[0] !== line) {
      if (this.removeHistoryDuplicates) {
        const i = this.history.indexOf(line);
        if (i !== -1) {
          this.history.splice(i, 1);
        }
      }
      this.history.unshift(line);
      if (this.history.length > this.historySize) {
        this.history.pop();
      }
    }
    this.historyIndex = -1;
    // The listener may change the history, but not the line being read.
    this.emit('history', this.history);
    return line;
  },

  [kHistoryNext]() {
    if (this.historyIndex >= 0) {
      showHistory(this, -1, -1);
    }
  },

  [kHistoryPrev]() {
    if (this.historyIndex < this.history.length && this.history.length > 0) {
      showHistory(this, 1, this.history.length);
    }
  },

  // The screen.

  [kRefreshLine]() {
    const line = this[kPrompt] + this.line;
    const end = this[kGetDisplayPos](line);
    const cursor = this.getCursorPos();

    // To the start of the first row, and everything away.
    if (this.prevRows > 0) {
      moveCursor(this.output, 0, -this.prevRows);
    }
    cursorTo(this.output, 0);
    clearScreenDown(this.output);

    this[kWriteToOutput](line);
    if (end.cols === 0) {
      // Makes the terminal begin the next row.
      this[kWriteToOutput](' ');
    }
    cursorTo(this.output, cursor.cols);
    if (end.rows > cursor.rows) {
      moveCursor(this.output, 0, cursor.rows - end.rows);
    }
    this.prevRows = cursor.rows;
  },

  // Where the cursor stands after writing str from the left border.
  [kGetDisplayPos](str) {
    const { columns } = this;
    let offset = 0;
    let rows = 0;
    for (const ch of new SafeStringIterator(stripVTControlCharacters(str))) {
      if (ch === '\n') {
        // A line that fills its last row does not need another.
        rows += MathCeil(offset / columns) || 1;
        offset = 0;
      } else if (ch === '\t') {
        offset += this.tabSize - offset % this.tabSize;
      } else {
        const width = getStringWidth(ch, false);
        // A wide character does not fit in the last column.
        if (width > 1 && (offset + 1) % columns === 0) {
          offset++;
        }
        offset += width;
      }
    }
    const cols = offset % columns;
    return { cols, rows: rows + (offset - cols) / columns };
  },

  getCursorPos() {
    return this[kGetDisplayPos](
      this[kPrompt] + this.line.slice(0, this.cursor));
  },

  [kMoveCursor](dx) {
    if (dx === 0) {
      return;
    }
    const before = this.getCursorPos();
    this.cursor = this.cursor + dx;
    if (this.cursor < 0) {
      this.cursor = 0;
    } else if (this.cursor > this.line.length) {
      this.cursor = this.line.length;
    }
    const after = this.getCursorPos();
    if (before.rows === after.rows) {
      moveCursor(this.output, after.cols - before.cols, 0);
    } else {
      this[kRefreshLine]();
    }
  },

  // Moves over a newline inside the line; false if there is none that way.
  [kMultilineMove](direction) {
    const { line, cursor } = this;
    const start = line.lastIndexOf('\n', cursor - 1) + 1;
    let target;
    if (direction < 0) {
      if (start === 0) {
        return false;
      }
      target = line.lastIndexOf('\n', start - 2) + 1;
    } else {
      target = line.indexOf('\n', cursor) + 1;
      if (target === 0) {
        return false;
      }
    }
    let end = line.indexOf('\n', target);
    end = end === -1 ? line.length : end;
    const column = cursor - start;
    this[kMoveCursor]((target + column < end ? target + column : end) -
      cursor);
    return true;
  },

  [kMoveUpOrHistoryPrev]() {
    if (!this.line.includes('\n') || !this[kMultilineMove](-1)) {
      this[kHistoryPrev]();
    }
  },

  [kMoveDownOrHistoryNext]() {
    if (!this.line.includes('\n') || !this[kMultilineMove](1)) {
      this[kHistoryNext]();
    }
  },

  clearLine() {
    this[kMoveCursor](+Infinity);
    this[kWriteToOutput]('\r\n');
    this.line = '';
    this.cursor = 0;
    this.prevRows = 0;
  },

  [kSetLine](line = '') {
    this.line = line;
  },

  // The end of a line.
  [kLine]() {
    const line = this[kAddHistory]();
    this[kUndoStack] = [];
    this[kRedoStack] = [];
    this.clearLine();
    this[kOnLine](line);
  },

  // Changes.

  [kInsertString](text) {
    this[kBeforeEdit](this.line, this.cursor);
    if (this.cursor < this.line.length) {
      replaceRange(this, this.cursor, this.cursor, text);
      return;
    }
    const before = this.getCursorPos();
    this.line += text;
    this.cursor += text.length;
    const after = this.getCursorPos();
    if (before.rows < after.rows) {
      this[kRefreshLine]();
    } else {
      this[kWriteToOutput](text);
    }
  },

  [kWordLeft]() {
    if (this.cursor > 0) {
      this[kMoveCursor](-lengthOfWordBefore(this));
    }
  },

  [kWordRight]() {
    if (this.cursor < this.line.length) {
      this[kMoveCursor](lengthOfWordAfter(this));
    }
  },

  [kDeleteLeft]() {
    if (this.cursor > 0 && this.line.length > 0) {
      const size = charLengthLeft(this.line, this.cursor);
      this[kBeforeEdit](this.line, this.cursor);
      replaceRange(this, this.cursor - size, this.cursor, '');
    }
  },

  [kDeleteRight]() {
    if (this.cursor < this.line.length) {
      const size = charLengthAt(this.line, this.cursor);
      this[kBeforeEdit](this.line, this.cursor);
      replaceRange(this, this.cursor, this.cursor + size, '');
    }
  },

  [kDeleteWordLeft]() {
    if (this.cursor > 0) {
      this[kBeforeEdit](this.line, this.cursor);
      replaceRange(
        this, this.cursor - lengthOfWordBefore(this), this.cursor, '');
    }
  },

  [kDeleteWordRight]() {
    if (this.cursor < this.line.length) {
      this[kBeforeEdit](this.line, this.cursor);
      replaceRange(
        this, this.cursor, this.cursor + lengthOfWordAfter(this), '');
    }
  },

  [kDeleteLineLeft]() {
    this[kBeforeEdit](this.line, this.cursor);
    this[kPushToKillRing](this.line.slice(0, this.cursor));
    replaceRange(this, 0, this.cursor, '');
  },

  [kDeleteLineRight]() {
    this[kBeforeEdit](this.line, this.cursor);
    this[kPushToKillRing](this.line.slice(this.cursor));
    replaceRange(this, this.cursor, this.line.length, '');
  },

  // Deleted lines can be put back: the last with yank, those before it with
  // yankPop after that.

  [kPushToKillRing](text) {
    if (!text || text === this[kKillRing][0]) {
      return;
    }
    this[kKillRing].unshift(text);
    this[kKillRingCursor] = 0;
    while (this[kKillRing].length > kMaxKillRing) {
      this[kKillRing].pop();
    }
  },

  [kYank]() {
    if (this[kKillRing].length > 0) {
      this[kYanking] = true;
      this[kInsertString](this[kKillRing][this[kKillRingCursor]]);
    }
  },

  [kYankPop]() {
    const ring = this[kKillRing];
    if (!this[kYanking] || ring.length <= 1) {
      return;
    }
    const last = ring[this[kKillRingCursor]];
    this[kKillRingCursor] = (this[kKillRingCursor] + 1) % ring.length;
    replaceRange(this, this.cursor - last.length, this.cursor,
                 ring[this[kKillRingCursor]]);
  },

  // Undo.

  [kBeforeEdit](text, cursor) {
    this[kPushToUndoStack](text, cursor);
  },

  [kPushToUndoStack](text, cursor) {
    if (this[kUndoStack].push({ text, cursor }) > kMaxUndoStackSize) {
      this[kUndoStack].shift();
    }
  },

  [kUndo]() {
    swapState(this, kUndoStack, kRedoStack);
  },

  [kRedo]() {
    swapState(this, kRedoStack, kUndoStack);
  },

  // Completion.

  async [kTabComplete](lastKeypressWasTab) {
    this.pause();
    const text = this.line.slice(0, this.cursor);
    let result;
    try {
      result = await this.completer(text);
    } catch (err) {
      this[kWriteToOutput](`Tab completion error: ${inspect(err)}`);
      return;
    } finally {
      this.resume();
    }
    this[kTabCompleter](lastKeypressWasTab, result);
  },

  [kTabCompleter](lastKeypressWasTab, result) {
    const { 0: completions, 1: completeOn } = result;
    if (!completions || completions.length === 0) {
      return;
    }
    const prefix = commonPrefix(completions.filter((e) => e !== ''));
    if (prefix.startsWith(completeOn) && prefix.length > completeOn.length) {
      this[kInsertString](prefix.slice(completeOn.length));
      return;
    }
    if (!completeOn.startsWith(prefix)) {
      replaceRange(this, this.cursor - completeOn.length, this.cursor, prefix);
      return;
    }
    if (lastKeypressWasTab) {
      this[kBeforeEdit](this.line, this.cursor);
      showCompletions(this, completions);
    }
  },

  // A key.

  [kTtyWrite](s, key) {
    const previousKey = this[kPreviousKey];
    key ||= {};
    this[kPreviousKey] = key;
    if (!key.meta || key.name !== 'y') {
      this[kYanking] = false;
    }
    updateSearch(this, key);

    if (key.sequence === '\x1f') {
      this[kUndo]();
    } else if (key.sequence === '\x1e') {
      this[kRedo]();
    } else if (key.name === 'escape') {
      // Alone it does nothing.
    } else if (key.ctrl && key.shift) {
      if (key.name === 'backspace') {
        this[kDeleteLineLeft]();
      } else if (key.name === 'delete') {
        this[kDeleteLineRight]();
      }
    } else if (key.ctrl) {
      pressCtrl(this, key);
    } else if (key.meta) {
      if (metaKeys[key.name] !== undefined) {
        this[metaKeys[key.name]]();
      }
    } else {
      pressPlain(this, s, key, previousKey);
    }
  },
};

// Replaces [start, end) of the line; the cursor goes behind the new text.
function replaceRange(rl, start, end, text) {
  rl.line = rl.line.slice(0, start) + text + rl.line.slice(end);
  rl.cursor = start + text.length;
  rl[kRefreshLine]();
}

// A regular expression cannot go backwards, and would try every start.
function lengthOfWordBefore(rl) {
  let i = rl.cursor;
  while (i > 0 && isSpace(rl.line[i - 1])) {
    i--;
  }
  const inWord = i > 0 && isWord(rl.line[i - 1]);
  while (i > 0 && !isSpace(rl.line[i - 1]) &&
         isWord(rl.line[i - 1]) === inWord) {
    i--;
  }
  return rl.cursor - i;
}

function isSpace(ch) {
  return RegExpPrototypeExec(/\s/, ch) !== null;
}

function isWord(ch) {
  return RegExpPrototypeExec(/\w/, ch) !== null;
}

function lengthOfWordAfter(rl) {
  return wordAfter.exec(rl.line.slice(rl.cursor))[0].length;
}

// Goes through the entries that begin with what was typed before the first
// press of the arrow; `end` is one step past the last of them.
function showHistory(rl, step, end) {
  rl[kBeforeEdit](rl.line, rl.cursor);
  const search = rl[kSubstringSearch] || '';
  let index = rl.historyIndex + step;
  while (index !== end && (!rl.history[index].startsWith(search) ||
                           rl.line === rl.history[index])) {
    index += step;
  }
  rl[kSetLine](index === end ? search : rl.history[index]);
  rl.historyIndex = index;
  rl.cursor = rl.line.length;
  rl[kRefreshLine]();
}

function updateSearch(rl, key) {
  if ((key.name === 'up' || key.name === 'down') &&
      !key.ctrl && !key.meta && !key.shift) {
    rl[kSubstringSearch] ??= rl.line.slice(0, rl.cursor);
  } else if (rl[kSubstringSearch] !== null) {
    rl[kSubstringSearch] = null;
    if (rl.history.length === rl.historyIndex) {
      rl.historyIndex = -1;
    }
  }
}

function swapState(rl, from, to) {
  if (rl[from].length > 0) {
    rl[to].push({ text: rl.line, cursor: rl.cursor });
    const entry = rl[from].pop();
    rl[kSetLine](entry.text);
    rl.cursor = entry.cursor;
    rl[kRefreshLine]();
  }
}

// In as many columns as there is room for; '' begins a new group.
function showCompletions(rl, completions) {
  const widths = completions.map((e) => getStringWidth(e));
  const width = MathMax(...widths) + 2;
  let maxColumns = MathFloor(rl.columns / width) || 1;
  if (maxColumns === Infinity) {
    maxColumns = 1;
  }
  let output = '\r\n';
  let column = 0;
  let padding = 0;
  for (let i = 0; i < completions.length; i++) {
    if (completions[i] === '' || column === maxColumns) {
      output += '\r\n';
      column = 0;
      padding = 0;
    } else {
      output += ' '.repeat(padding);
    }
    if (completions[i] !== '') {
      output += completions[i];
      padding = width - widths[i];
      column++;
    } else {
      output += '\r\n';
    }
  }
  if (column !== 0) {
    output += '\r\n\r\n';
  }
  rl[kWriteToOutput](output);
  rl[kRefreshLine]();
}

function closeByKey(rl, name) {
  rl.close();
  rl[kQuestionReject]?.(new AbortError(`Aborted with Ctrl+${name}`));
}

function pressCtrl(rl, key) {
  switch (key.name) {
    case 'c':
      if (rl.listenerCount('SIGINT') > 0) {
        rl.emit('SIGINT');
      } else {
        closeByKey(rl, 'C');
      }
      break;
    case 'd':
      if (rl.cursor === 0 && rl.line.length === 0) {
        closeByKey(rl, 'D');
      } else if (rl.cursor < rl.line.length) {
        rl[kDeleteRight]();
      }
      break;
    case 'a':
      rl[kMoveCursor](-Infinity);
      break;
    case 'e':
      rl[kMoveCursor](+Infinity);
      break;
    case 'b':
      rl[kMoveCursor](-charLengthLeft(rl.line, rl.cursor));
      break;
    case 'f':
      rl[kMoveCursor](+charLengthAt(rl.line, rl.cursor));
      break;
    case 'l':
      cursorTo(rl.output, 0, 0);
      clearScreenDown(rl.output);
      rl[kRefreshLine]();
      break;
    case 'z':
      suspend(rl);
      break;
    default:
      if (ctrlKeys[key.name] !== undefined) {
        rl[ctrlKeys[key.name]]();
      }
  }
}

// Ctrl+Z: the shell takes over, and gets the terminal as it was.
function suspend(rl) {
  if (process.platform === 'win32') {
    return;
  }
  if (rl.listenerCount('SIGTSTP') > 0) {
    rl.emit('SIGTSTP');
    return;
  }
  process.once('SIGCONT', () => {
    // Pausing makes others that read the same terminal stop, too.
    if (!rl.paused) {
      rl.pause();
      rl.emit('SIGCONT');
    }
    rl[kSetRawMode](true);
    rl[kRefreshLine]();
  });
  rl[kSetRawMode](false);
  process.kill(process.pid, 'SIGTSTP');
}

function pressPlain(rl, s, key, previousKey) {
  // Is this the \n of a \r\n?
  if (rl[kSawReturnAt] && key.name !== 'enter') {
    rl[kSawReturnAt] = 0;
  }
  switch (key.name) {
    case 'return':
      rl[kSawReturnAt] = DateNow();
      rl[kLine]();
      break;
    case 'enter':
      if (rl[kSawReturnAt] === 0 ||
          DateNow() - rl[kSawReturnAt] > rl.crlfDelay) {
        rl[kLine]();
      }
      rl[kSawReturnAt] = 0;
      break;
    case 'left':
      rl[kMoveCursor](-charLengthLeft(rl.line, rl.cursor));
      break;
    case 'right':
      rl[kMoveCursor](+charLengthAt(rl.line, rl.cursor));
      break;
    case 'home':
      rl[kMoveCursor](-Infinity);
      break;
    case 'end':
      rl[kMoveCursor](+Infinity);
      break;
    case 'tab':
      if (typeof rl.completer === 'function' && rl.isCompletionEnabled) {
        rl[kTabComplete](previousKey?.name === 'tab');
      } else {
        typeText(rl, s);
      }
      break;
    default:
      if (plainKeys[key.name] !== undefined) {
        rl[plainKeys[key.name]]();
      } else {
        typeText(rl, s);
      }
  }
}

// Text that may hold whole lines, when it was pasted.
function typeText(rl, s) {
  if (typeof s !== 'string' || s === '') {
    return;
  }
  let start = 0;
  for (const match of s.matchAll(lineEnding)) {
    rl[kInsertString](s.slice(start, match.index));
    start = match.index + match[0].length;
    rl[kLine]();
  }
  rl[kInsertString](s.slice(start));
}

function mixInto(proto) {
  for (const name of ReflectOwnKeys(editor)) {
    ObjectDefineProperty(proto, name, {
      __proto__: null,
      configurable: true,
      value: editor[name],
      writable: true,
    });
  }
}

module.exports = { mixInto };
