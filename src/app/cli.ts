import { defineCommand, runMain } from 'citty';
import { explained } from './explained-commands.ts';

/** Every command of the engine, by the name its npm script has. Loaded when asked for, so that a command starts at once. */
const main = defineCommand({
  meta: {
    name: 'rfq-engine',
    description: 'Supplier-sourcing engine: maintenance and demonstration commands.',
  },
  subCommands: explained({
    migrate: () => import('./commands/migrate.ts').then((module) => module.migrateCommand),
    token: () => import('./commands/token.ts').then((module) => module.tokenCommand),
    'schema:print': () => import('./commands/print-schema.ts').then((module) => module.printSchemaCommand),
    'schema:diff': () => import('./commands/schema-diff.ts').then((module) => module.schemaDiffCommand),
    'schema:release': () =>
      import('./commands/schema-release.ts').then((module) => module.schemaReleaseCommand),
    'docs:errors': () => import('./commands/docs-errors.ts').then((module) => module.docsErrorsCommand),
    'docs:flow': () => import('./commands/docs-flow.ts').then((module) => module.docsFlowCommand),
    'db:drift': () => import('./commands/db-drift.ts').then((module) => module.dbDriftCommand),
    'db:distribute': () => import('./commands/db-distribute.ts').then((module) => module.dbDistributeCommand),
    seed: () => import('./commands/seed.ts').then((module) => module.seedCommand),
    'suppliers:import': () =>
      import('./commands/import-suppliers.ts').then((module) => module.importSuppliersCommand),
    'catalog:import': () =>
      import('./commands/import-catalog.ts').then((module) => module.importCatalogCommand),
    'fx:import': () => import('./commands/import-fx.ts').then((module) => module.importFxCommand),
    demo: () => import('./commands/demo.ts').then((module) => module.demoCommand),
    'check:bids': () => import('./commands/check-bids.ts').then((module) => module.checkBidsCommand),
    redrive: () => import('./commands/redrive.ts').then((module) => module.redriveCommand),
  }),
});

await runMain(main);
