import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** Parts whose files start servers or browsers. */
const worldlyParts = ['conformance', 'contract', 'integration', 'e2e', 'soak'];
/** Of those, the ones whose files mostly wait, each for servers of its own: two files at a time. */
const waitingParts = ['integration', 'e2e'];
const pureParts = ['architecture', 'unit', 'property'];

const longTimeoutMs = 120_000;

function project(part: string) {
  return {
    extends: true as const,
    test: {
      name: part,
      include: [`tests/${part}/**/*.test.ts`, `tests/${part}/**/*.test.tsx`],
      ...(worldlyParts.includes(part)
        ? {
            globalSetup: ['tests/support/hold-postgres.ts'],
            fileParallelism: waitingParts.includes(part),
            testTimeout: longTimeoutMs,
            hookTimeout: longTimeoutMs,
          }
        : { testTimeout: 60_000, hookTimeout: 240_000 }),
    },
  };
}

export default defineConfig({
  resolve: {
    alias: {
      '@': root,
      'server-only': path.join(root, 'tests/support/server-only.ts'),
    },
  },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    environment: 'node',
    retry: 0,
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [...pureParts, ...worldlyParts].map(project),
  },
});
