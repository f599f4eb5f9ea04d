// SPDX-License-Identifier: MIT
// Values on their way through C: lists of the serializer go out as arguments,
// which C reads in place, and come in as arrays.
'use strict';

const {
  ArrayPrototypeSlice,
  ReflectApply,
  SafeSet,
  SharedArrayBuffer,
  SharedArrayBufferPrototypeGetGrowable,
  SharedArrayBufferPrototypeGetMaxByteLength,
  SymbolIterator,
} = primordials;

const binding = internalBinding('messaging');
const {
  codes: { ERR_INVALID_ARG_TYPE },
  ErrnoException,
} = require('internal/errors');
const types = require('internal/util/types');
const { Serializer, dataCloneError, isPort, isStream } =
  require('internal/worker/serializer');
const { kTransfer, kTransferable, transferMode } =
  require('internal/worker/js_transferable');

// The engine does not take many more arguments than twice this.
const kMaxArguments = 30000;

const canShareMemory = binding.setup(
  (size, maxByteLength) => (maxByteLength === undefined ?
    new SharedArrayBuffer(size) : new SharedArrayBuffer(size, { maxByteLength })),
  (value) => {
    if (!types.isSharedArrayBuffer(value)) return undefined;
    return SharedArrayBufferPrototypeGetGrowable(value) ?
      SharedArrayBufferPrototypeGetMaxByteLength(value) : NaN;
  });

/**
 * Serializes a value and hands it to one of the binding's functions.
 * @param {Function} post (target, ...list)
 * @param {any} target
 * @param {any} value
 * @param {Set} [transfer] what readTransferList() answered
 * @returns {any} what `post` answers
 */
function send(post, target, value, transfer) {
  const serializer = new Serializer(transfer, false);
  const { list } = serializer;
  list[0] = target;
  serializer.serialize(value);
  if (list.length <= kMaxArguments) {
    return ReflectApply(post, undefined, list);
  }
  for (let i = 1; i < list.length; i += kMaxArguments) {
    checkMemory(ReflectApply(binding.append, undefined, ArrayPrototypeSlice(
      list, i, i + kMaxArguments)));
  }
  return post(target);
}

function checkMemory(err) {
  if (typeof err === 'number' && err < 0) {
    throw new ErrnoException(err, 'postMessage');
  }
}

function isIterable(value) {
  return typeof value === 'object' && value !== null &&
    typeof value[SymbolIterator] === 'function';
}

// All that an iterable gives; undefined when it breaks the protocol.
function listOf(iterable) {
  const list = [];
  const iterator = iterable[SymbolIterator]();
  if (typeof iterator !== 'object' || iterator === null ||
      typeof iterator.next !== 'function') {
    return undefined;
  }
  for (;;) {
    const result = iterator.next();
    if (typeof result !== 'object' || result === null) return undefined;
    if (result.done) return list;
    list[list.length] = result.value;
  }
}

/**
 * The second argument of postMessage(): a list, or options with one.
 * @returns {Array | undefined}
 */
function transferListOf(options) {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== 'object') {
    throw invalidList('transferList');
  }
  let list = options;
  let name = 'transferList';
  if (typeof options[SymbolIterator] !== 'function') {
    list = options.transfer;
    if (list === undefined) return undefined;
    name = 'transfer';
    if (!isIterable(list)) throw invalidList(name);
  }
  const found = listOf(list);
  if (found === undefined) throw invalidList(name);
  return found;
}

function invalidList(name) {
  const error = new ERR_INVALID_ARG_TYPE('transferList', 'iterable', name);
  error.message = name === 'transfer' ?
    'Optional options.transfer argument must be an iterable' :
    'Optional transferList argument must be an iterable';
  return error;
}

/**
 * The objects of a transfer list, checked, as a set.
 * @param {Iterable} list
 * @param {object} [source] the port that sends
 * @returns {Set | undefined} undefined when there are none
 */
function readTransferList(list, source) {
  let transfer;
  for (const object of list) {
    transfer ??= new SafeSet();
    if (transfer.has(object)) {
      throw dataCloneError(types.isAnyArrayBuffer(object) ?
        'Transfer list contains duplicate ArrayBuffer' :
        isPort(object) ? 'Transfer list contains duplicate MessagePort' :
          'Transfer list contains duplicate object');
    }
    checkTransferable(object, source);
    transfer.add(object);
  }
  return transfer;
}

function checkTransferable(object, source) {
  const { isMarkedAsUntransferable } = require('internal/transferability');
  if (types.isArrayBuffer(object)) {
    if (object.detached || isMarkedAsUntransferable(object)) {
      throw dataCloneError(
        'An ArrayBuffer is detached and could not be cloned.');
    }
  } else if (isPort(object)) {
    if (object === source) {
      throw dataCloneError('Transfer list contains source port');
    }
    if (!require('internal/worker/message_port').isOpen(object)) {
      throw dataCloneError('MessagePort in transfer list is already detached');
    }
    if (isMarkedAsUntransferable(object)) {
      throw dataCloneError('Found invalid object in transferList');
    }
  } else if (isStream(object)) {
    if (require('internal/webstreams/transfer').isLocked(object)) {
      throw dataCloneError('Cannot transfer a locked stream');
    }
  } else if (typeof object !== 'object' || object === null ||
             typeof object[kTransfer] !== 'function' ||
             isMarkedAsUntransferable(object) ||
             ((transferMode(object) ?? kTransferable) & kTransferable) === 0) {
    throw dataCloneError('Found invalid object in transferList');
  }
}

module.exports = {
  canShareMemory,
  checkMemory,
  readTransferList,
  send,
  transferListOf,
};
