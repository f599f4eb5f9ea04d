'use strict';

// Symbols that EventEmitter and EventTarget share, apart from both so that
// neither loads the other.

const { Symbol, SymbolFor } = primordials;

module.exports = {
  // On an unhandled 'error': makes the stack that is shown if it is fatal.
  kEnhanceStackBeforeInspector: Symbol('kEnhanceStackBeforeInspector'),
  // events.on() option: yield the first argument alone, not an array.
  kFirstEventParam: Symbol('nodejs.kFirstEventParam'),
  kIsEventTarget: SymbolFor('nodejs.event_target'),
  kMaxEventTargetListeners: Symbol('events.maxEventTargetListeners'),
  kMaxEventTargetListenersWarned:
    Symbol('events.maxEventTargetListenersWarned'),
  // addEventListener() option: run even after stopImmediatePropagation().
  kResistStopPropagation: Symbol('kResistStopPropagation'),
};
