'use strict';

// A first-in, first-out queue in a chain of arrays of fixed size: no element
// ever moves, and a drained array is used again. Empty slots are undefined,
// so undefined cannot be queued.

const { Array } = primordials;

const kSize = 2048;
const kMask = kSize - 1;

// One ring; a slot always stays free, so that full differs from empty.
class FixedCircularBuffer {
  constructor() {
    this.bottom = 0;  // next to take
    this.top = 0;  // next to fill
    this.list = new Array(kSize);
    this.next = null;  // the ring that is filled after this one
  }

  isEmpty() {
    return this.top === this.bottom;
  }

  isFull() {
    return ((this.top + 1) & kMask) === this.bottom;
  }

  push(data) {
    this.list[this.top] = data;
    this.top = (this.top + 1) & kMask;
  }

  shift() {
    const item = this.list[this.bottom];
    if (item === undefined) return null;
    this.list[this.bottom] = undefined;
    this.bottom = (this.bottom + 1) & kMask;
    return item;
  }
}

module.exports = class FixedQueue {
  constructor() {
    this.head = this.tail = new FixedCircularBuffer();
    this.spare = null;  // one drained ring, kept for the next overflow
  }

  isEmpty() {
    return this.head.isEmpty();
  }

  push(data) {
    let { head } = this;
    if (head.isFull()) {
      head = this.head = head.next = this.spare ?? new FixedCircularBuffer();
      this.spare = null;
    }
    head.push(data);
  }

  shift() {
    const { tail } = this;
    const item = tail.shift();
    if (tail.isEmpty() && tail.next !== null) {
      this.tail = tail.next;
      tail.next = null;
      this.spare = tail;
    }
    return item;
  }
};
