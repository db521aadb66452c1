import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const takesLong = ({ moduleId }: TestSpecification): boolean =>
  /tools\/surface\/|(kills|crash)\.test\.ts$/.test(moduleId);

/** What takes long begins first, so that at the end no worker waits for the other. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => Number(takesLong(other)) - Number(takesLong(one)));
  }
}

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', '.agora/**', '**/*.engine.test.ts'],
    globalSetup: ['kernel/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    sequence: { sequencer: LongFirst },
    // What is waited for may take its time on a busy machine: one second, the usual, is not enough.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
