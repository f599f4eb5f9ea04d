// What bench/calls.mjs imports.
export function add(a, b) {
  return (a + b) | 0;
}

export let count = 3;
