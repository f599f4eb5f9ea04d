// A generic with a constraint, for the type checker to think about.
export function sum<T extends number>(values: readonly T[]): number {
  return values.reduce((total: number, value) => total + value, 0);
}

export interface Named<K extends string> {
  readonly kind: K;
  name?: string;
}
