'use strict';

// A first-in, first-out queue in a chain of rings: no element ever moves. The
// first ring is small, since most programs never queue much; each further one
// has twice the size, up to a limit. undefined cannot be queued.

const { Array } = primordials;

const kFirstSize = 64;
const kLastSize = 2048;

// One slot of a ring always stays free, so that full differs from empty.
class Ring {
  constructor(size) {
    this.mask = size - 1;
    this.bottom = 0;  // next to take
    this.top = 0;  // next to fill
    this.list = new Array(size);
    this.next = null;  // the ring that is filled after this one
  }
}

module.exports = class FixedQueue {
  constructor() {
    this.head = this.tail = new Ring(kFirstSize);
    this.spare = null;  // one drained ring, kept for the next overflow
  }

  isEmpty() {
    const { head } = this;
    return head.top === head.bottom;
  }

  push(data) {
    let { head } = this;
    let next = (head.top + 1) & head.mask;
    if (next === head.bottom) {
      head = this.head = head.next = this.spare ?? grow(head);
      this.spare = null;
      next = head.top + 1;
    }
    head.list[head.top] = data;
    head.top = next;
  }

  shift() {
    const { tail } = this;
    const at = tail.bottom;
    const item = tail.list[at];
    if (item === undefined) return null;
    tail.list[at] = undefined;
    tail.bottom = (at + 1) & tail.mask;
    if (tail.bottom === tail.top && tail.next !== null) {
      this.tail = tail.next;
      tail.next = null;
      tail.bottom = tail.top = 0;
      this.spare = tail;
    }
    return item;
  }
};

function grow(ring) {
  const size = (ring.mask + 1) * 2;
  return new Ring(size > kLastSize ? kLastSize : size);
}
