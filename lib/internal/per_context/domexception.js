'use strict';

// DOMException: a native error whose name, message and code are read through
// its prototype, as web programs expect.

const {
  Error,
  ErrorCaptureStackTrace,
  ErrorPrototype,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  ReflectConstruct,
  StringPrototypeStartsWith,
  StringPrototypeSlice,
  Symbol,
  SymbolToStringTag,
} = primordials;

const kState = Symbol('kState');

// Legacy code -> [constant, name]; those without a name are history.
const kCodes = [
  ['INDEX_SIZE_ERR', 'IndexSizeError'],
  ['DOMSTRING_SIZE_ERR'],
  ['HIERARCHY_REQUEST_ERR', 'HierarchyRequestError'],
  ['WRONG_DOCUMENT_ERR', 'WrongDocumentError'],
  ['INVALID_CHARACTER_ERR', 'InvalidCharacterError'],
  ['NO_DATA_ALLOWED_ERR'],
  ['NO_MODIFICATION_ALLOWED_ERR', 'NoModificationAllowedError'],
  ['NOT_FOUND_ERR', 'NotFoundError'],
  ['NOT_SUPPORTED_ERR', 'NotSupportedError'],
  ['INUSE_ATTRIBUTE_ERR', 'InUseAttributeError'],
  ['INVALID_STATE_ERR', 'InvalidStateError'],
  ['SYNTAX_ERR', 'SyntaxError'],
  ['INVALID_MODIFICATION_ERR', 'InvalidModificationError'],
  ['NAMESPACE_ERR', 'NamespaceError'],
  ['INVALID_ACCESS_ERR', 'InvalidAccessError'],
  ['VALIDATION_ERR'],
  ['TYPE_MISMATCH_ERR', 'TypeMismatchError'],
  ['SECURITY_ERR', 'SecurityError'],
  ['NETWORK_ERR', 'NetworkError'],
  ['ABORT_ERR', 'AbortError'],
  ['URL_MISMATCH_ERR', 'URLMismatchError'],
  ['QUOTA_EXCEEDED_ERR', 'QuotaExceededError'],
  ['TIMEOUT_ERR', 'TimeoutError'],
  ['INVALID_NODE_TYPE_ERR', 'InvalidNodeTypeError'],
  ['DATA_CLONE_ERR', 'DataCloneError'],
];

const codeOf = { __proto__: null };

function hide(object, key, value) {
  ObjectDefineProperty(object, key, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    value,
    writable: true,
  });
}

function stateOf(value) {
  const state = value[kState];
  if (state === undefined) {
    const { ERR_INVALID_THIS } = require('internal/errors').codes;
    throw new ERR_INVALID_THIS('DOMException');
  }
  return state;
}

class DOMException {
  constructor(message = '', options = 'Error') {
    let name = options;
    const hasOptions = typeof options === 'object' && options !== null;
    if (hasOptions) {
      ({ name } = options);
      if (name === undefined) name = 'Error';
    }
    message = `${message}`;
    name = `${name}`;
    // A native error: that is what gives it a stack and Error.isError().
    const self = ReflectConstruct(Error, [message]);
    ErrorCaptureStackTrace(self, new.target);
    const { stack } = self;
    ObjectSetPrototypeOf(self, new.target.prototype);
    delete self.message;
    delete self.line;
    delete self.column;
    delete self.sourceURL;
    hide(self, kState, { name, message });
    if (typeof stack === 'string' &&
        StringPrototypeStartsWith(stack, 'Error')) {
      hide(self, 'stack', name + StringPrototypeSlice(stack, 5));
    }
    if (hasOptions && 'cause' in options) hide(self, 'cause', options.cause);
    return self;
  }

  get name() {
    return stateOf(this).name;
  }

  get message() {
    return stateOf(this).message;
  }

  get code() {
    return codeOf[stateOf(this).name] ?? 0;
  }
}

const { prototype } = DOMException;
ObjectSetPrototypeOf(prototype, ErrorPrototype);
const kEnumerable = { __proto__: null, enumerable: true };
ObjectDefineProperty(prototype, 'name', kEnumerable);
ObjectDefineProperty(prototype, 'message', kEnumerable);
ObjectDefineProperty(prototype, 'code', kEnumerable);
for (let i = 0; i < kCodes.length; i++) {
  const { 0: constant, 1: name } = kCodes[i];
  const desc = { __proto__: null, enumerable: true, value: i + 1 };
  ObjectDefineProperty(DOMException, constant, desc);
  ObjectDefineProperty(prototype, constant, desc);
  if (name !== undefined) codeOf[name] = i + 1;
}
ObjectDefineProperty(prototype, SymbolToStringTag, {
  __proto__: null,
  configurable: true,
  value: 'DOMException',
});

module.exports = { DOMException };
