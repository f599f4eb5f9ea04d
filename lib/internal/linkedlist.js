'use strict';

// A circular doubly linked list through the items themselves: `_idleNext`
// points to newer items, `_idlePrev` to older ones; the list object closes
// the circle. An item that is in no list has both null.

function init(list) {
  list._idleNext = list;
  list._idlePrev = list;
}

// The oldest item, or null.
function peek(list) {
  const item = list._idlePrev;
  return item === list ? null : item;
}

function remove(item) {
  const next = item._idleNext;
  const prev = item._idlePrev;
  if (next) next._idlePrev = prev;
  if (prev) prev._idleNext = next;
  item._idleNext = null;
  item._idlePrev = null;
}

// Moves the item to the newest end, out of the list that it may be in.
function append(list, item) {
  if (item._idleNext || item._idlePrev) remove(item);
  const newest = list._idleNext;
  item._idleNext = newest;
  item._idlePrev = list;
  newest._idlePrev = item;
  list._idleNext = item;
}

function isEmpty(list) {
  return list._idleNext === list;
}

module.exports = { init, peek, remove, append, isEmpty };
