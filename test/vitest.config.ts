/** How the tests run: two workers for two cores, private servers on demand, a summary that hides nothing. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import FactsReporter from './services/reporter.ts';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['./test/services/setup.ts'],
    reporters: [['default', { summary: false }], new FactsReporter()],
    pool: 'forks',
    maxWorkers: 2,
    // On a loaded machine a deadline may pass: one more try, named in the closing lines.
    retry: 1,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    coverage: { provider: 'v8', reportsDirectory: 'coverage', include: ['api/**', 'bot/**', 'channels/**', 'nlu/**'] },
  },
});
