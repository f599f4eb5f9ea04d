'use strict';
// SPDX-License-Identifier: MIT
//
// An Interface reads lines: from any stream, or from a terminal where they
// can be edited. The editing itself is in editor.js, whose methods are mixed
// in here.

const {
  DateNow,
  FunctionPrototypeCall,
  MathMax,
  NumberIsFinite,
  ObjectSetPrototypeOf,
  Symbol,
  SymbolAsyncIterator,
  SymbolDispose,
} = primordials;

const EventEmitter = require('events');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateArray,
  validateNumber,
  validateString,
  validateUint32,
} = require('internal/validators');
const { kFirstEventParam } = require('internal/events/symbols');
const { kSubstringSearch } = require('internal/readline/utils');
const symbols = require('internal/readline/symbols');
const {
  kDecoder,
  kKillRing,
  kKillRingCursor,
  kLine_buffer,
  kNormalWrite,
  kOldPrompt,
  kOnLine,
  kPreviousKey,
  kPrompt,
  kQuestion,
  kQuestionCallback,
  kQuestionCancel,
  kRedoStack,
  kRefreshLine,
  kSawKeyPress,
  kSawReturnAt,
  kSetRawMode,
  kTtyWrite,
  kUndoStack,
  kWriteToOutput,
} = symbols;

const kLines = Symbol('line object stream');
const kHistorySize = 30;
const kMinCrlfDelay = 100;
// The ends of lines that input may have.
const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;

// An old-style constructor: readline.Interface may be called without new.
function InterfaceConstructor(input, output, completer, terminal) {
  let options = { __proto__: null };
  if (input?.input) {
    options = input;
    ({ input, output, completer, terminal } = options);
  }

  this[kSawReturnAt] = 0;
  this.isCompletionEnabled = true;
  this[kSawKeyPress] = false;
  this[kPreviousKey] = null;
  this.escapeCodeTimeout = 500;
  this.tabSize = 8;
  FunctionPrototypeCall(EventEmitter, this);

  applyOptions(this, options, completer);
  if (terminal === undefined && output !== null && output !== undefined) {
    terminal = output.isTTY;
  }
  this.line = '';
  this[kSubstringSearch] = null;
  this.output = output;
  this.input = input;
  this[kUndoStack] = [];
  this[kRedoStack] = [];
  this[kKillRing] = [];
  this[kKillRingCursor] = 0;
  this[kLine_buffer] = null;
  this[kQuestionCallback] = null;
  this[kLines] = undefined;
  this.completer = completer;
  this.setPrompt(options.prompt === undefined ? '> ' : options.prompt);
  this.terminal = !!terminal;

  const onerror = (err) => this.emit('error', err);
  input.on('error', onerror);
  this.once('close', () => input.removeListener('error', onerror));
  if (this.terminal) {
    listenToTerminal(this, input, output);
  } else {
    listenToStream(this, input);
  }
  if (options.signal) {
    closeOnAbort(this, options.signal);
  }
  input.resume();
}
ObjectSetPrototypeOf(InterfaceConstructor.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(InterfaceConstructor, EventEmitter);

function applyOptions(rl, options, completer) {
  const {
    crlfDelay,
    escapeCodeTimeout,
    history = [],
    historySize = kHistorySize,
    removeHistoryDuplicates,
    signal,
    tabSize,
  } = options;
  if (tabSize !== undefined) {
    validateUint32(tabSize, 'tabSize', true);
    rl.tabSize = tabSize;
  }
  if (escapeCodeTimeout !== undefined) {
    if (!NumberIsFinite(escapeCodeTimeout)) {
      throw new ERR_INVALID_ARG_VALUE(
        'input.escapeCodeTimeout', escapeCodeTimeout);
    }
    rl.escapeCodeTimeout = escapeCodeTimeout;
  }
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
  }
  if (completer !== undefined && typeof completer !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('completer', completer);
  }
  validateArray(history, 'history');
  validateNumber(historySize, 'historySize', 0);
  rl.history = history;
  rl.historySize = historySize;
  rl.historyIndex = -1;
  rl.removeHistoryDuplicates = !!removeHistoryDuplicates;
  rl.crlfDelay = crlfDelay ?
    MathMax(kMinCrlfDelay, crlfDelay) : kMinCrlfDelay;
}

function listenToStream(rl, input) {
  const { StringDecoder } = require('string_decoder');
  rl[kDecoder] = new StringDecoder('utf8');

  function ondata(data) {
    rl[kNormalWrite](data);
  }

  // The last line may lack its end.
  function onend() {
    if (rl[kLine_buffer]) {
      const line = rl[kLine_buffer];
      rl[kLine_buffer] = null;
      rl.emit('line', line);
    }
    rl.close();
  }

  input.on('data', ondata);
  input.on('end', onend);
  rl.once('close', () => {
    input.removeListener('data', ondata);
    input.removeListener('end', onend);
  });
}

function listenToTerminal(rl, input, output) {
  function onkeypress(s, key) {
    rl[kTtyWrite](s, key);
    if (key?.sequence) {
      // Half a character: the screen must be drawn again with all of it.
      const unit = key.sequence.codePointAt(0);
      if (unit >= 0xD800 && unit <= 0xDFFF) {
        rl[kRefreshLine]();
      }
    }
  }

  function onend() {
    if (rl.line.length > 0) {
      rl.emit('line', rl.line);
    }
    rl.close();
  }

  function onresize() {
    rl[kRefreshLine]();
  }

  require('internal/readline/emitKeypressEvents')(input, rl);
  input.on('keypress', onkeypress);
  input.on('end', onend);
  rl[kSetRawMode](true);
  rl.cursor = 0;
  const hasOutput = output !== null && output !== undefined;
  if (hasOutput) {
    output.on('resize', onresize);
  }
  rl.once('close', () => {
    input.removeListener('keypress', onkeypress);
    input.removeListener('end', onend);
    if (hasOutput) {
      output.removeListener('resize', onresize);
    }
  });
}

function closeOnAbort(rl, signal) {
  function onabort() {
    if (!rl.closed) {
      rl.close();
    }
  }
  if (signal.aborted) {
    process.nextTick(onabort);
  } else {
    const { addAbortListener } = require('internal/events/abort_listener');
    rl.once('close', addAbortListener(signal, onabort)[SymbolDispose]);
  }
}

class Interface extends InterfaceConstructor {
  get columns() {
    return this.output?.columns || Infinity;
  }

  setPrompt(prompt) {
    this[kPrompt] = prompt;
  }

  getPrompt() {
    return this[kPrompt];
  }

  [kSetRawMode](mode) {
    const before = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') {
      this.input.setRawMode(mode);
    }
    return before;
  }

  prompt(preserveCursor) {
    if (this.paused) {
      this.resume();
    } else {
      throwIfClosed(this);
    }
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) {
        this.cursor = 0;
      }
      this[kRefreshLine]();
    } else {
      this[kWriteToOutput](this[kPrompt]);
    }
  }

  [kQuestion](query, cb) {
    throwIfClosed(this);
    if (this[kQuestionCallback]) {
      this.prompt();
    } else {
      this[kOldPrompt] = this[kPrompt];
      this.setPrompt(query);
      this[kQuestionCallback] = cb;
      this.prompt();
    }
  }

  [kQuestionCancel]() {
    if (this[kQuestionCallback]) {
      this[kQuestionCallback] = null;
      this.setPrompt(this[kOldPrompt]);
      this.clearLine();
    }
  }

  [kOnLine](line) {
    const cb = this[kQuestionCallback];
    if (cb) {
      this[kQuestionCallback] = null;
      this.setPrompt(this[kOldPrompt]);
      cb(line);
    } else {
      this.emit('line', line);
    }
  }

  [kWriteToOutput](stringToWrite) {
    validateString(stringToWrite, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) {
      this.output.write(stringToWrite);
    }
  }

  close() {
    if (this.closed) {
      return;
    }
    this.pause();
    if (this.terminal) {
      this[kSetRawMode](false);
    }
    this.closed = true;
    this.emit('close');
  }

  pause() {
    throwIfClosed(this);
    if (!this.paused) {
      this.input.pause();
      this.paused = true;
      this.emit('pause');
    }
    return this;
  }

  resume() {
    throwIfClosed(this);
    if (this.paused) {
      this.input.resume();
      this.paused = false;
      this.emit('resume');
    }
    return this;
  }

  write(data, key) {
    throwIfClosed(this);
    if (this.paused) {
      this.resume();
    }
    if (this.terminal) {
      this[kTtyWrite](data, key);
    } else {
      this[kNormalWrite](data);
    }
  }

  // Input that is no terminal: cut into lines, the last of which may wait for
  // its rest.
  [kNormalWrite](data) {
    if (data === undefined) {
      return;
    }
    let text = this[kDecoder].write(data);
    if (this[kSawReturnAt] &&
        DateNow() - this[kSawReturnAt] <= this.crlfDelay) {
      // The second half of \r\n ends nothing.
      if (text[0] === '\n') {
        text = text.slice(1);
      }
      this[kSawReturnAt] = 0;
    }

    // Look at the new text only: a long line in many pieces stays cheap.
    lineEnding.lastIndex = 0;
    let match = lineEnding.exec(text);
    if (match === null) {
      if (text) {
        this[kLine_buffer] = (this[kLine_buffer] ?? '') + text;
      }
      return;
    }
    this[kSawReturnAt] = text.endsWith('\r') ? DateNow() : 0;
    // All lines are cut before the first is emitted: listeners may write.
    const lines = [];
    let start = 0;
    while (match !== null) {
      lines.push(text.slice(start, match.index));
      start = lineEnding.lastIndex;
      match = lineEnding.exec(text);
    }
    lines[0] = (this[kLine_buffer] ?? '') + lines[0];
    this[kLine_buffer] = text.slice(start);
    for (let i = 0; i < lines.length; i++) {
      this[kOnLine](lines[i]);
    }
  }

  [SymbolAsyncIterator]() {
    return this[kLines] ??= EventEmitter.on(this, 'line', {
      close: ['close'],
      highWaterMark: 1024,
      [kFirstEventParam]: true,
    });
  }

  [SymbolDispose]() {
    this.close();
  }
}

function throwIfClosed(rl) {
  if (rl.closed) {
    throw new ERR_USE_AFTER_CLOSE('readline');
  }
}

require('internal/readline/editor').mixInto(Interface.prototype);

module.exports = {
  Interface,
  InterfaceConstructor,
  kSubstringSearch,
  ...symbols,
};
