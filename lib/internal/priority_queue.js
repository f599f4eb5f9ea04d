'use strict';

// A binary min-heap in an array that starts at index 1. setPosition(), if
// given, is told where each element goes, so that elements can be removed
// from the middle.

module.exports = class PriorityQueue {
  #compare = (a, b) => a - b;
  #setPosition;
  #heap = [undefined];
  #size = 0;

  constructor(compare, setPosition) {
    if (compare !== undefined) this.#compare = compare;
    this.#setPosition = setPosition;
  }

  get size() {
    return this.#size;
  }

  insert(value) {
    const at = ++this.#size;
    this.#heap[at] = value;
    this.percolateUp(at);
  }

  peek() {
    return this.#heap[1];
  }

  peekBottom() {
    return this.#heap[this.#size];
  }

  // Moves the element at `at` down to where no child is smaller.
  percolateDown(at) {
    const heap = this.#heap;
    const size = this.#size;
    const item = heap[at];
    for (let child = at * 2; child <= size; child = at * 2) {
      if (child < size && this.#compare(heap[child + 1], heap[child]) < 0) {
        child++;
      }
      if (this.#compare(item, heap[child]) <= 0) break;
      this.#place(heap[child], at);
      at = child;
    }
    this.#place(item, at);
  }

  // Moves the element at `at` up to where its parent is not bigger.
  percolateUp(at) {
    const heap = this.#heap;
    const item = heap[at];
    while (at > 1) {
      const parent = at >> 1;
      if (this.#compare(heap[parent], item) <= 0) break;
      this.#place(heap[parent], at);
      at = parent;
    }
    this.#place(item, at);
  }

  removeAt(at) {
    const heap = this.#heap;
    const size = this.#size;
    heap[at] = heap[size];
    heap[size] = undefined;
    this.#size = size - 1;
    if (at === size) return;
    if (at > 1 && this.#compare(heap[at >> 1], heap[at]) > 0) {
      this.percolateUp(at);
    } else {
      this.percolateDown(at);
    }
  }

  shift() {
    const value = this.#heap[1];
    if (value !== undefined) this.removeAt(1);
    return value;
  }

  #place(item, at) {
    this.#heap[at] = item;
    if (this.#setPosition !== undefined) this.#setPosition(item, at);
  }
};
