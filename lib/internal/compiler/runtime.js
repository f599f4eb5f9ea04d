'use strict';
// What compiled code calls: docs/internals/compiler.md shows the forms that
// it is compiled to. Modules of lib/ that wait load this, too.

const {
  FunctionPrototypeCall,
  ObjectDefineProperty,
  PromisePrototypeThen,
  PromiseReject,
  PromiseResolve,
  ReferenceError,
  ReflectApply,
  String,
  SuppressedError,
  Symbol,
  SymbolAsyncDispose,
  SymbolAsyncIterator,
  SymbolDispose,
  SymbolIterator,
  TypeError,
  functionCall,
} = primordials;

const { context, keepFrameFor } = require('internal/async_context');

// What a cell holds until its variable is initialised.
const tdz = Symbol('uninitialized');

function first(value) {
  return value;
}

// Where a function that waits begins: nothing is to be put back yet.
function start() {
  if (context.promises !== null) context.promises.start();
  return 0;
}

// What a function waits for; `frame` is what resume() will get.
function wait(value, frame) {
  if (context.promises !== null) return context.promises.wait(value);
  if (frame !== undefined && typeof value === 'object' && value !== null) {
    keepFrameFor(value);
  }
  return value;
}

// Behind a wait: the context is again what it was.
function resume(value, frame) {
  context.frame = frame;
  if (context.promises !== null) context.promises.resume();
  return value;
}

// What an async function returns or yields: the engine waits for it.
function settle(value) {
  if (context.frame !== undefined && typeof value === 'object' &&
      value !== null) {
    keepFrameFor(value);
  }
  return value;
}

// In catch and finally: so that it is, too, when a wait was cut short.
function back(frame) {
  if (frame !== 0) resume(undefined, frame);
  return 0;
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) ||
    typeof value === 'function';
}

function disposer(value, symbol) {
  const method = value[symbol];
  if (method === undefined || method === null) return undefined;
  if (typeof method !== 'function') {
    throw new TypeError(`${String(symbol)} is not a function`);
  }
  return method;
}

function checkResource(value) {
  if (!isObject(value)) {
    throw new TypeError('An object is expected with `using` declarations');
  }
}

// The resources of one block, and the error it ends with.
class Resources {
  list = [];
  failed = false;
  error = undefined;
  value = undefined;  // what step() wants to be awaited
  waiting = false;    // a wait is owed
  waited = false;     // something was waited for

  use(value) {
    if (value === undefined || value === null) return value;
    checkResource(value);
    const method = disposer(value, SymbolDispose);
    if (method === undefined) {
      throw new TypeError('Symbol(Symbol.dispose) is not a function');
    }
    this.list[this.list.length] =
      { __proto__: null, value, method, async: false };
    return value;
  }

  useAsync(value) {
    let method;
    if (value !== undefined && value !== null) {
      checkResource(value);
      method = disposer(value, SymbolAsyncDispose);
      if (method === undefined) {
        const sync = disposer(value, SymbolDispose);
        if (sync === undefined) {
          throw new TypeError('Symbol(Symbol.asyncDispose) is not a function');
        }
        // What it returns is not waited for; that it is done, is.
        method = function() {
          try {
            FunctionPrototypeCall(sync, this);
          } catch (err) {
            return PromiseReject(err);
          }
          return PromiseResolve(undefined);
        };
      }
    }
    this.list[this.list.length] =
      { __proto__: null, value, method, async: true };
    return value;
  }

  fail(error) {
    this.error = this.failed ? new SuppressedError(error, this.error) : error;
    this.failed = true;
  }

  // Disposes of resources, last first, until something has to be awaited.
  step() {
    const { list } = this;
    while (list.length > 0) {
      const { value, method, async } = list[list.length - 1];
      if (!async && this.waiting && !this.waited) {
        this.waiting = false;
        this.value = undefined;
        return true;
      }
      list.length--;
      if (method === undefined) {
        this.waiting = true;
        continue;
      }
      try {
        this.value = FunctionPrototypeCall(method, value);
        if (async) {
          this.waited = true;
          return true;
        }
      } catch (err) {
        this.fail(err);
      }
    }
    if (this.waiting && !this.waited) {
      this.waited = true;
      this.value = undefined;
      return true;
    }
    return false;
  }

  end() {
    this.step();
    if (this.failed) throw this.error;
  }
}

function dispose() {
  return new Resources();
}

function checkResult(result) {
  if (!isObject(result)) {
    throw new TypeError(`Iterator result ${String(result)} is not an object`);
  }
}

// A sync iterator as an async one: each value is waited for. (The engine's own
// never settles when a value rejects and the iterator has no return().)
class FromSync {
  constructor(iterator) {
    this.iterator = iterator;
    this.method = iterator.next;
  }
  next(...args) {
    try {
      return this.settle(ReflectApply(this.method, this.iterator, args), true);
    } catch (err) {
      return PromiseReject(err);
    }
  }
  return(...args) {
    try {
      const method = this.iterator.return;
      return method === undefined || method === null ?
        PromiseResolve({ value: args[0], done: true }) :
        this.settle(ReflectApply(method, this.iterator, args), false);
    } catch (err) {
      return PromiseReject(err);
    }
  }
  throw(...args) {
    try {
      const method = this.iterator.throw;
      if (method !== undefined && method !== null) {
        return this.settle(ReflectApply(method, this.iterator, args), true);
      }
      const close = this.iterator.return;
      if (close !== undefined && close !== null) {
        checkResult(FunctionPrototypeCall(close, this.iterator));
      }
      throw new TypeError('The iterator does not provide a \'throw\' method.');
    } catch (err) {
      return PromiseReject(err);
    }
  }
  settle(result, close) {
    checkResult(result);
    const done = !!result.done;
    const { value } = result;
    const { iterator } = this;
    const fail = done || !close ? undefined : (err) => {
      closeQuietly(iterator);
      throw err;
    };
    let promise;
    try {
      promise = PromiseResolve(value);
    } catch (err) {
      if (fail !== undefined) fail(err);
      throw err;
    }
    return PromisePrototypeThen(promise, (settled) => ({ value: settled, done }),
                                fail);
  }
}

function closeQuietly(iterator) {
  try {
    const method = iterator.return;
    if (method !== undefined && method !== null) {
      FunctionPrototypeCall(method, iterator);
    }
  } catch {
    // The error that closes it goes first.
  }
}

// What `for await` and yield* of an async function run over.
class Over {
  constructor(iterable, method) {
    this.iterable = iterable;
    this.method = method;
  }
  [SymbolAsyncIterator]() {
    return this.method === undefined ? openAsync(this.iterable, null) :
      FunctionPrototypeCall(this.method, this.iterable);
  }
}

function over(iterable) {
  const method = iterable?.[SymbolAsyncIterator];
  return typeof method === 'function' ? new Over(iterable, method) :
    method === undefined || method === null ? new Over(iterable, undefined) :
      iterable;
}

function openAsync(iterable, method = iterable?.[SymbolAsyncIterator]) {
  const isAsync = method !== undefined && method !== null;
  if (!isAsync) method = iterable?.[SymbolIterator];
  if (typeof method !== 'function') {
    throw new TypeError(`${describe(iterable)} is not async iterable`);
  }
  const iterator = FunctionPrototypeCall(method, iterable);
  if (!isObject(iterator)) {
    throw new TypeError(
      `Result of the Symbol.${isAsync ? 'asyncIterator' : 'iterator'} method ` +
      'is not an object');
  }
  return isAsync ? iterator : new FromSync(iterator);
}

function describe(value) {
  return typeof value === 'object' && value !== null ? 'object' :
    typeof value === 'function' ? 'function' : String(value);
}

const kNext = 0;  // next() was called: what fails now does not close
const kBody = 1;  // the loop's body runs
const kDone = 2;

// `for await` at the top of a module. The loop itself is a plain one over
// what stands here; the module's function does the waiting.
class Loop {
  state = kNext;
  value = undefined;
  failed = false;
  error = undefined;
  constructor(iterable) {
    this.iterator = openAsync(iterable);
    this.method = this.iterator.next;
  }

  [SymbolIterator]() {
    return { __proto__: null, next: () => this };
  }
  get done() {
    return this.state === kDone;
  }

  next() {
    this.state = kNext;
    return FunctionPrototypeCall(this.method, this.iterator);
  }
  step(result) {
    checkResult(result);
    if (result.done) {
      this.state = kDone;
      return;
    }
    this.value = result.value;
    this.state = kBody;
  }

  fail(error) {
    if (this.failed) return;
    this.failed = true;
    this.error = error;
  }
  // Whether return() was called, and has to be waited for.
  close() {
    if (this.state !== kBody) return false;
    this.state = kDone;
    try {
      const method = this.iterator.return;
      if (method === undefined || method === null) return false;
      this.value = FunctionPrototypeCall(method, this.iterator);
      return true;
    } catch (err) {
      this.fail(err);
      return false;
    }
  }
  got(result) {
    if (!this.failed) checkResult(result);
  }
  finish() {
    if (this.failed) throw this.error;
  }
}

function iterate(iterable) {
  return new Loop(iterable);
}

// What has no place of its own.
const object = {
  __proto__: null,
  get constant() { return undefined; },
  set constant(value) {
    throw new TypeError('Assignment to constant variable.');
  },
  get arguments() {
    if ('arguments' in globalThis) return globalThis.arguments;
    throw new ReferenceError('arguments is not defined');
  },
  get maybeArguments() { return globalThis.arguments; },
  // export default function() {}
  named(fn) {
    ObjectDefineProperty(fn, 'name', { __proto__: null, value: 'default' });
    return fn;
  },
};

// What `ns.f(...)` calls the method call() of: the function, as long as that
// is the call() that every function has.
function callee(fn, text) {
  return typeof fn === 'function' && fn.call === functionCall ? fn : {
    __proto__: null,
    call(receiver, ...args) {
      if (typeof fn !== 'function') {
        throw new TypeError(`${text} is not a function`);
      }
      return ReflectApply(fn, receiver, args);
    },
  };
}

const $eval = globalThis.eval;

// What a direct eval is given, compiled for the place where it stands; whatever else `eval` may be by now gets its argument as it is.
function evaluate(text, prefix, imports, exports, strict) {
  return typeof text === 'string' && globalThis.eval === $eval ?
    internalBinding('compiler')
      .compileEval(text, prefix, imports, exports, strict) :
    text;
}

module.exports = {
  back,
  callee,
  context,
  dispose,
  evaluate,
  first,
  iterate,
  object,
  over,
  resume,
  settle,
  start,
  tdz,
  wait,
};
