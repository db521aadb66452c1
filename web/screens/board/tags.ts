/** Tags as they are typed: `water, safety` → `['water', 'safety']`. */
export const tagsOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(',')
      .map(tag => tag.trim().toLowerCase())
      .filter(Boolean),
  ),
];
