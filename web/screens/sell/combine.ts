// The variants of a new product, made of what they differ in.

export interface TypedOption {
  name: string;
  /** The values with commas between. */
  values: string;
}

/** The values somebody typed, each once. */
export const valuesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(',')
      .map(value => value.trim())
      .filter(Boolean),
  ),
];

/** Every combination of the options' values, the last option's changing fastest; without options the one empty one. */
export const combine = (options: readonly TypedOption[]): string[][] =>
  options.reduce<string[][]>(
    (all, { values }) => all.flatMap(some => valuesOf(values).map(value => [...some, value])),
    [[]],
  );
