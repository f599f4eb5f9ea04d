'use strict';

// events.EventEmitterAsyncResource: an emitter whose listeners run in the
// async context in which it was made.

const EventEmitter = require('events');
const { AsyncResource } = require('async_hooks');
const {
  codes: { ERR_INVALID_THIS },
} = require('internal/errors');
const { validateString } = require('internal/validators');
const { Symbol, TypeError } = primordials;

const kEventEmitter = Symbol('kEventEmitter');

class EventEmitterReferencingAsyncResource extends AsyncResource {
  constructor(emitter, type, options) {
    super(type, options);
    this[kEventEmitter] = emitter;
  }

  get eventEmitter() {
    if (this[kEventEmitter] === undefined) {
      throw new ERR_INVALID_THIS('EventEmitterReferencingAsyncResource');
    }
    return this[kEventEmitter];
  }
}

class EventEmitterAsyncResource extends EventEmitter {
  #asyncResource;

  constructor(options) {
    let name;
    if (typeof options === 'string') {
      name = options;
      options = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) {
        validateString(options?.name, 'options.name');
      }
      name = options?.name || new.target.name;
    }
    super(options);
    this.#asyncResource =
      new EventEmitterReferencingAsyncResource(this, name, options);
  }

  static #resourceOf(emitter) {
    if (!(#asyncResource in emitter)) {
      throw new TypeError('Cannot read private member #asyncResource from an ' +
        'object whose class did not declare it');
    }
    return emitter.#asyncResource;
  }

  emit(event, ...args) {
    const resource = EventEmitterAsyncResource.#resourceOf(this);
    return resource.runInAsyncScope(super.emit, this, event, ...args);
  }

  emitDestroy() {
    EventEmitterAsyncResource.#resourceOf(this).emitDestroy();
  }

  get asyncId() {
    return EventEmitterAsyncResource.#resourceOf(this).asyncId();
  }

  get triggerAsyncId() {
    return EventEmitterAsyncResource.#resourceOf(this).triggerAsyncId();
  }

  get asyncResource() {
    return EventEmitterAsyncResource.#resourceOf(this);
  }
}

module.exports = EventEmitterAsyncResource;
