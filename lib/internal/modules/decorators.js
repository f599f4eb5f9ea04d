// SPDX-License-Identifier: MIT
'use strict';
// What classes with decorators call once TypeScript has become JavaScript
// (src/compiler/ts_transform_decorator.c): the decorators of the standard, as
// TC39 has them, and those of experimentalDecorators.

const {
  ArrayPrototypePush,
  ArrayPrototypeUnshift,
  FunctionPrototypeCall,
  ObjectCreate,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ReflectDeleteProperty,
  ReflectGetPrototypeOf,
  Symbol,
  SymbolFor,
  TypeError,
} = primordials;

// Bits of a member's flags: the kind, and these.
const kMethod = 0;
const kGetter = 1;
const kSetter = 2;
const kField = 3;
const kAccessor = 4;
const kKind = 7;
const kStatic = 8;
const kPrivate = 16;
const kDeclared = 32;  // TypeScript's `declare`: decorated, but no field

const kNames = ['method', 'getter', 'setter', 'field', 'accessor'];

// The standard's symbol, until the engine has it.
if (globalThis.Symbol.metadata === undefined) {
  ObjectDefineProperty(globalThis.Symbol, 'metadata', {
    __proto__: null, value: Symbol('Symbol.metadata'), writable: true,
    enumerable: false, configurable: true,
  });
}

function functionOrNothing(value) {
  if (value !== undefined && typeof value !== 'function') {
    throw new TypeError('A decorator must return a function or undefined');
  }
  return value;
}

function objectOrNothing(value) {
  if (value === null || (value !== undefined && typeof value !== 'object')) {
    throw new TypeError(
      'The decorator of an accessor must return an object or undefined');
  }
  return value;
}

// Calls decorators from the last to the first. `use` gets what each returns.
function decorate(decorators, context, initializers, value, use) {
  for (let i = decorators.length - 1; i >= 0; i--) {
    let done = false;
    const own = {
      ...context,
      addInitializer(initializer) {
        if (done) {
          throw new TypeError(
            'Initializers can only be added while the decorator runs');
        }
        if (typeof initializer !== 'function') {
          throw new TypeError('An initializer must be a function');
        }
        ArrayPrototypePush(initializers, initializer);
      },
    };
    const decorator = decorators[i];
    const result = decorator(value(), own);
    done = true;
    use(result);
  }
}

function runAll(initializers, self) {
  for (let i = 0; i < initializers.length; i++) {
    FunctionPrototypeCall(initializers[i], self);
  }
}

function accessOf({ kind, key, paths }) {
  const access = { has: paths?.[0] ?? ((object) => key in object) };
  if (kind !== kSetter) access.get = paths?.[1] ?? ((object) => object[key]);
  if (kind === kSetter || kind === kField || kind === kAccessor) {
    access.set = paths?.[2] ?? ((object, value) => { object[key] = value; });
  }
  return access;
}

function setName(target, name) {
  ObjectDefineProperty(target, 'name', {
    __proto__: null, value: name, writable: false, enumerable: false,
    configurable: true,
  });
}

// A class without a name gets that of what it is given to.
function nameClass(target, name) {
  if (name === undefined) return;
  const own = ObjectGetOwnPropertyDescriptor(target, 'name');
  if (own === undefined || own.value === '') setName(target, name);
}

function nameOf(key, prefix = '') {
  const text = typeof key === 'symbol' ?
    (key.description === undefined ? '' : `[${key.description}]`) : key;
  return prefix === '' ? text : `${prefix} ${text}`;
}

// One evaluation of a class definition.
class Standard {
  #decorators;
  #name;
  #members = [];
  #instance = [];  // initializers of methods: for each instance
  #static = [];    // the same for the class
  #class = [];
  F;  // the class as it was defined
  C;  // the class that the decorators made of it

  constructor(decorators, name) {
    this.#decorators = decorators;
    this.#name = name;
  }

  // The key under which the member is defined.
  add(index, flags, decorators, name) {
    const key = typeof name === 'symbol' ? name : `${name}`;
    const kind = flags & kKind;
    const isPrivate = (flags & kPrivate) !== 0;
    // A private one is defined under a key of its own, for a moment.
    const place = isPrivate ? Symbol(key) : key;
    this.#members[index] = {
      kind, key, place, isPrivate, decorators, isStatic: (flags & kStatic) !== 0,
      paths: undefined, descriptor: undefined, initializers: [], extra: [],
    };
    return place;
  }

  key(index) {
    return this.#members[index].place;
  }

  // The methods are defined, no static field is yet.
  apply(target, paths) {
    this.F = this.C = target;
    nameClass(target, this.#name);
    const { metadata: symbol } = globalThis.Symbol;
    const metadata =
      ObjectCreate(ReflectGetPrototypeOf(target)?.[symbol] ?? null);
    const members = this.#members;
    for (let pass = 0; pass < 4; pass++) {
      for (let i = 0; i < members.length; i++) {
        const member = members[i];
        const order = (member.kind === kField ? 2 : 0) +
          (member.isStatic ? 0 : 1);
        if (order !== pass) continue;
        member.paths = paths[i];
        this.#decorateMember(member, metadata);
      }
    }
    this.#decorateClass(metadata);
    ObjectDefineProperty(this.C, symbol, {
      __proto__: null, value: metadata, writable: true, enumerable: true,
      configurable: true,
    });
    runAll(this.#static, this.C);
    return this.C;
  }

  #decorateMember(member, metadata) {
    const { kind, isStatic, isPrivate, key } = member;
    const home = isStatic ? this.F : this.F.prototype;
    const own = kind === kField || kind === kAccessor;
    const context = {
      kind: kNames[kind], name: key, static: isStatic, private: isPrivate,
      access: accessOf(member), metadata,
    };
    const descriptor = this.#take(member, home);
    const part = kind === kGetter ? 'get' : kind === kSetter ? 'set' : 'value';
    const value = () => (kind === kField ? undefined :
      kind === kAccessor ? { get: descriptor.get, set: descriptor.set } :
        descriptor[part]);
    const initializers = own ? member.extra :
      isStatic ? this.#static : this.#instance;
    decorate(member.decorators, context, initializers, value, (result) => {
      if (kind === kAccessor) {
        if (objectOrNothing(result) === undefined) return;
        const { get, set, init } = result;
        descriptor.get = functionOrNothing(get) ?? descriptor.get;
        descriptor.set = functionOrNothing(set) ?? descriptor.set;
        if (functionOrNothing(init) !== undefined) {
          ArrayPrototypeUnshift(member.initializers, init);
        }
      } else if (functionOrNothing(result) === undefined) {
        // As it is.
      } else if (kind === kField) {
        ArrayPrototypeUnshift(member.initializers, result);
      } else {
        descriptor[part] = result;
      }
    });
    member.descriptor = descriptor;
    if (!isPrivate && kind !== kField) {
      ObjectDefineProperty(home, key, descriptor);
    }
  }

  // What was defined; a private member leaves its place.
  #take({ kind, isPrivate, key, place }, home) {
    if (!isPrivate) {
      return kind === kField ? undefined :
        ObjectGetOwnPropertyDescriptor(home, place);
    }
    const at = kind === kField ? this.F : home;
    const descriptor = ObjectGetOwnPropertyDescriptor(at, place);
    ReflectDeleteProperty(at, place);
    if (kind === kMethod) setName(descriptor.value, key);
    if (kind !== kField) {
      if (descriptor.get) setName(descriptor.get, nameOf(key, 'get'));
      if (descriptor.set) setName(descriptor.set, nameOf(key, 'set'));
    }
    return descriptor;
  }

  #decorateClass(metadata) {
    const context = { kind: 'class', name: this.F.name, metadata };
    decorate(this.#decorators, context, this.#class, () => this.C,
             (result) => { this.C = functionOrNothing(result) ?? this.C; });
  }

  // In front of an instance's first field.
  start(self) {
    runAll(this.#instance, self);
  }

  // The value of a field or accessor. `named`: a function or class without a
  // name gets that of the field.
  init(self, index, value, named) {
    const { initializers, key } = this.#members[index];
    if (named) nameClass(value, nameOf(key));
    for (let i = 0; i < initializers.length; i++) {
      value = FunctionPrototypeCall(initializers[i], self, value);
    }
    return value;
  }

  // Behind the field or accessor.
  extra(self, index) {
    runAll(this.#members[index].extra, self);
  }

  value(index) {
    return this.#members[index].descriptor.value;
  }

  get(index, self) {
    return FunctionPrototypeCall(this.#members[index].descriptor.get, self);
  }

  set(index, self, value) {
    FunctionPrototypeCall(this.#members[index].descriptor.set, self, value);
  }

  finish() {
    runAll(this.#class, this.C);
  }

  end() {
    return this.C;
  }
}

// Decorators of experimentalDecorators: evaluated when the class is complete.
class Legacy {
  #decorators;
  #name;
  #members = [];
  F;  // the class as it was defined

  constructor(decorators, name) {
    this.#decorators = decorators;
    this.#name = name;
  }

  add(index, flags, decorators, name) {
    const key = typeof name === 'symbol' || typeof name === 'number' ? name :
      `${name}`;
    const place = flags & kDeclared ? Symbol('declared') : key;
    this.#members[index] = { flags, decorators, key, place };
    return place;
  }

  key(index) {
    return this.#members[index].key;
  }

  param(index, decorator) {
    return (target, key) => decorator(target, key, index);
  }

  // The class is complete: first what belongs to instances.
  legacy(target) {
    nameClass(target, this.#name);
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < this.#members.length; i++) {
        const { flags, decorators, key, place } = this.#members[i];
        const isStatic = (flags & kStatic) !== 0;
        if (isStatic !== (pass === 1)) continue;
        const home = isStatic ? target : target.prototype;
        if (place !== key) ReflectDeleteProperty(home, place);
        const isField = (flags & kKind) === kField;
        const found = this.#run(
          decorators(), home, key,
          isField ? undefined : ObjectGetOwnPropertyDescriptor(home, key));
        if (found) ObjectDefineProperty(home, key, found);
      }
    }
  }

  #run(decorators, home, key, descriptor) {
    const { decorate: other } = globalThis.Reflect;
    if (typeof other === 'function') {
      return FunctionPrototypeCall(other, globalThis.Reflect, decorators, home,
                                   key, descriptor);
    }
    for (let i = decorators.length - 1; i >= 0; i--) {
      const decorator = decorators[i];
      if (decorator) descriptor = decorator(home, key, descriptor) || descriptor;
    }
    return descriptor;
  }

  end(target) {
    const decorators = this.#decorators();
    const { decorate: other } = globalThis.Reflect;
    if (decorators.length === 0) return target;
    if (typeof other === 'function') {
      return FunctionPrototypeCall(other, globalThis.Reflect, decorators,
                                   target);
    }
    for (let i = decorators.length - 1; i >= 0; i--) {
      const decorator = decorators[i];
      if (decorator) target = decorator(target) || target;
    }
    return target;
  }
}

/** Makes the runtime known to what was compiled, once in each realm. */
function install() {
  const key = SymbolFor('lode.decorators');
  if (globalThis[key] !== undefined) return;
  ObjectDefineProperty(globalThis, key, {
    __proto__: null,
    value: {
      __proto__: null,
      begin: (decorators, name) => (typeof decorators === 'function' ?
        new Legacy(decorators, name) : new Standard(decorators, name)),
    },
    writable: false, enumerable: false, configurable: true,
  });
}

module.exports = { install };
