import { defineConfig } from 'vitest/config';

// Node resolves `graphql` to its CommonJS build and Vite to its ES module: two realms, and
// "Cannot use GraphQLSchema from another module or realm". Pin the one that Node takes.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

const services = {
  globalSetup: ['test/support/global-setup.ts'],
  testTimeout: 90_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['test/{unit,architecture}/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          // Pure code keeps no state between files, and loading it anew for each takes longer than its tests.
          isolate: false,
          // A limit for what hangs, not a measure: machines are busy.
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'services',
          include: ['test/{integration,contract,journeys,real-data}/**/*.test.ts'],
          setupFiles: ['reflect-metadata'],
          ...services,
        },
      },
    ],
  },
});
