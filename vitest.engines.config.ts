import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.engine.test.ts'],
    exclude: ['node_modules/**', '.agora/**'],
    globalSetup: ['kernel/testing/global-setup.ts'],
    pool: 'forks',
    // One file at a time: they stop brokers, kill processes and measure how long things take to come back.
    fileParallelism: false,
    // As in vitest.config.ts.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
