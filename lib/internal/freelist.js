// SPDX-License-Identifier: MIT
// A pool of objects that are costly to make.
'use strict';

class FreeList {
  constructor(name, max, ctor) {
    this.name = name;
    this.ctor = ctor;
    this.max = max;
    this.list = [];
  }

  alloc() {
    return this.list.length > 0 ? this.list.pop() :
      Reflect.apply(this.ctor, this, arguments);
  }

  // False when the pool is full: the object is the caller's to dispose of.
  free(object) {
    if (this.list.length >= this.max) return false;
    this.list.push(object);
    return true;
  }
}

module.exports = FreeList;
