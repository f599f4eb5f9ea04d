'use strict';
// SPDX-License-Identifier: MIT
//
// node:readline/promises.

const {
  Promise,
  SymbolDispose,
} = primordials;

const { AbortError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const { Readline } = require('internal/readline/promises');
const {
  Interface: BaseInterface,
  kQuestion,
  kQuestionCancel,
  kQuestionReject,
} = require('internal/readline/interface');

class Interface extends BaseInterface {
  constructor(input, output, completer, terminal) {
    super(input, output, completer, terminal);
  }

  question(query, options = undefined) {
    return new Promise((resolve, reject) => {
      let answer = resolve;
      const signal = options?.signal;
      if (signal) {
        validateAbortSignal(signal, 'options.signal');
        if (signal.aborted) {
          reject(new AbortError(undefined, { cause: signal.reason }));
          return;
        }
        const { addAbortListener } =
          require('internal/events/abort_listener');
        const onAbort = () => {
          this[kQuestionCancel]();
          reject(new AbortError(undefined, { cause: signal.reason }));
        };
        const disposable = addAbortListener(signal, onAbort);
        answer = (line) => {
          disposable[SymbolDispose]();
          resolve(line);
        };
      }
      this[kQuestion](query, answer);
      // Ctrl+C and Ctrl+D leave no answer behind.
      this[kQuestionReject] = reject;
    });
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface,
  Readline,
  createInterface,
};
