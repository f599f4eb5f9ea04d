'use strict';
// SPDX-License-Identifier: MIT
//
// node:readline: lines with callbacks. The Interface here is the one of
// internal/readline/interface, with question() and completers as they were
// before promises, and with the underscored names of old.

const {
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  Promise,
  SymbolDispose,
} = primordials;

const { AbortError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const {
  Interface: BaseInterface,
  InterfaceConstructor,
  ...symbols
} = require('internal/readline/interface');
const {
  kQuestion,
  kQuestionCancel,
  kTabComplete,
  kTabCompleter,
  kWriteToOutput,
} = symbols;
const {
  clearLine,
  clearScreenDown,
  cursorTo,
  moveCursor,
} = require('internal/readline/callbacks');

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) {
    return new Interface(input, output, completer, terminal);
  }
  InterfaceConstructor.call(this, input, output, completer, terminal);

  // A completer with one parameter returns its result.
  const complete = this.completer;
  if (typeof complete === 'function' && complete.length !== 2) {
    this.completer = (line, cb) => {
      cb(null, complete(line));
    };
  }
}
ObjectSetPrototypeOf(Interface.prototype, BaseInterface.prototype);
ObjectSetPrototypeOf(Interface, BaseInterface);

Interface.prototype.question = function question(query, options, cb) {
  cb = typeof options === 'function' ? options : cb;
  if (options === null || typeof options !== 'object') {
    options = { __proto__: null };
  }
  const { signal } = options;
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) {
      return;
    }
    const { addAbortListener } = require('internal/events/abort_listener');
    const onAbort = () => {
      this[kQuestionCancel]();
    };
    const disposable = addAbortListener(signal, onAbort);
    const callback = cb;
    cb = typeof callback === 'function' ? (answer) => {
      disposable[SymbolDispose]();
      return callback(answer);
    } : disposable[SymbolDispose];
  }
  if (typeof cb === 'function') {
    this[kQuestion](query, cb);
  }
};

// util.promisify(rl.question)
ObjectDefineProperty(
  Interface.prototype.question, require('internal/util').promisify.custom, {
    __proto__: null,
    configurable: true,
    value: function question(query, options) {
      const signal = options?.signal;
      if (signal) {
        validateAbortSignal(signal, 'options.signal');
        if (signal.aborted) {
          return Promise.reject(
            new AbortError(undefined, { cause: signal.reason }));
        }
      }
      return new Promise((resolve, reject) => {
        if (!signal) {
          this.question(query, options, resolve);
          return;
        }
        const { addAbortListener } =
          require('internal/events/abort_listener');
        const disposable = addAbortListener(signal, () => {
          reject(new AbortError(undefined, { cause: signal.reason }));
        });
        this.question(query, options, (answer) => {
          disposable[SymbolDispose]();
          resolve(answer);
        });
      });
    },
  });

Interface.prototype[kTabComplete] = function(lastKeypressWasTab) {
  this.pause();
  this.completer(this.line.slice(0, this.cursor), (err, result) => {
    this.resume();
    if (err) {
      const { inspect } = require('internal/util/inspect');
      this[kWriteToOutput](`Tab completion error: ${inspect(err)}`);
    } else {
      this[kTabCompleter](lastKeypressWasTab, result);
    }
  });
};

// Each underscored method calls the one with the symbol, so that replacing
// either does what one expects.
function alias(name, symbol) {
  Interface.prototype[name] = function(...args) {
    return this[symbol](...args);
  };
}

for (const name of [
  'setRawMode', 'onLine', 'writeToOutput', 'addHistory', 'refreshLine',
  'normalWrite', 'insertString', 'wordLeft', 'wordRight', 'deleteLeft',
  'deleteRight', 'deleteWordLeft', 'deleteWordRight', 'deleteLineLeft',
  'deleteLineRight', 'line', 'historyNext', 'historyPrev', 'getDisplayPos',
  'moveCursor', 'ttyWrite', 'tabComplete',
]) {
  alias(`_${name}`, symbols[`k${name[0].toUpperCase()}${name.slice(1)}`]);
}
Interface.prototype._getCursorPos = BaseInterface.prototype.getCursorPos;

const fields = { __proto__: null };
for (const name of [
  'decoder', 'line_buffer', 'oldPrompt', 'previousKey', 'prompt',
  'questionCallback', 'sawKeyPress', 'sawReturnAt',
]) {
  const symbol = symbols[`k${name[0].toUpperCase()}${name.slice(1)}`];
  fields[`_${name}`] = {
    __proto__: null,
    get() {
      return this[symbol];
    },
    set(value) {
      this[symbol] = value;
    },
  };
}
ObjectDefineProperties(Interface.prototype, fields);

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents: require('internal/readline/emitKeypressEvents'),
  moveCursor,
};

ObjectDefineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('readline/promises');
  },
});
