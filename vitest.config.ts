// Every test that needs no browser. The editor suites (test/e2e) have their own runner: scripts/test-editor.mjs.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/fixtures/**'],
    // By default one core is left free.
    maxWorkers: '100%',
    globalSetup: ['scripts/lib/before-tests.mjs'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
