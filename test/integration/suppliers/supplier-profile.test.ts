import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { startWorld, type World } from '../../support/world.ts';
import type { Client } from '../../support/client.ts';
import { keyOf, newId } from '../../../src/platform/kernel/ids.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const FIELDS = `id name country shipsTo certifications version state minimumOrderValue { amount currency }
  categories { scheme code category { code label } }`;
const REGISTER = `mutation ($input: RegisterSupplierInput!) {
  registerSupplier(input: $input) { supplier { ${FIELDS} } userErrors { code path message } replayed } }`;
const UPDATE = `mutation ($input: UpdateSupplierProfileInput!) {
  updateSupplierProfile(input: $input) { supplier { ${FIELDS} } userErrors { code path message } replayed } }`;

const register = async (client: Client, input: object) => {
  const answer = await client.gql(REGISTER, { input });
  return answer.data.registerSupplier;
};
const update = async (client: Client, input: object) => {
  const answer = await client.gql(UPDATE, { input });
  return answer.data.updateSupplierProfile;
};
const uuidOf = (globalId: string): string => keyOf('Supplier', globalId, 1)?.[0] ?? '';

describe('registering a supplier', () => {
  test('adds it with all that is known, ready to be matched', async () => {
    const { supplier, userErrors } = await register(world.operator, {
      name: ' Norvex Pipes ',
      country: 'DE',
      shipsTo: ['DE', 'FR'],
      certifications: ['ISO9001'],
      minimumOrderValue: { amount: '250.00', currency: 'EUR' },
      categories: [{ code: '44163000-1' }, { scheme: 'ACME', code: '7' }],
    });
    expect(userErrors).toEqual([]);
    expect(supplier).toMatchObject({
      name: 'Norvex Pipes',
      version: 1,
      state: 'ACTIVE',
      minimumOrderValue: { amount: '250', currency: 'EUR' },
      categories: [
        { scheme: 'ACME', code: '7', category: null },
        { scheme: 'CPV', code: '44163000', category: { code: '44163000' } },
      ],
    });
    const rows = await sql(
      world.db,
      'select cardinality(tags) > 0 as tagged from supplier_match where supplier_id = $1',
      [uuidOf(supplier.id)],
    );
    expect(rows).toEqual([{ tagged: true }]);
    const facts = await sql(world.db, `select name from outbox where rfq_id = $1`, [uuidOf(supplier.id)]);
    expect(facts).toEqual([{ name: 'supplier.updated' }]);
  });

  test('is for the operator and partners', async () => {
    const refused = await register(world.buyer, { name: 'Mine' });
    expect(refused).toMatchObject({ supplier: null, userErrors: [{ code: 'FORBIDDEN' }] });
    expect((await register(world.partner, { name: 'Ours' })).userErrors).toEqual([]);
  });

  test('with a key happens once; another input under the key is refused', async () => {
    const input = { name: 'Once', country: 'FR', idempotencyKey: newId() };
    const first = await register(world.operator, input);
    const second = await register(world.operator, input);
    expect([first.replayed, second.replayed]).toEqual([false, true]);
    expect(second.supplier).toEqual(first.supplier);
    expect(await register(world.operator, { ...input, name: 'Twice' })).toMatchObject({
      supplier: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] }],
    });
  });

  test('names every problem at once', async () => {
    const { userErrors } = await register(world.operator, {
      name: ' ',
      founded: 12,
      categories: [{ scheme: '', code: '1' }],
      keywords: ['a\u0001'],
    });
    expect(userErrors.map((error: { path: string[] }) => error.path.join('.'))).toEqual([
      'input.name',
      'input.founded',
      'input.keywords.0',
      'input.categories.0.scheme',
    ]);
  });
});

describe('changing a profile', () => {
  const made = async () =>
    (await register(world.operator, { name: 'Before', country: 'DE', categories: [{ code: '44163000' }] }))
      .supplier;

  test('is for the supplier itself and the operator; to others it does not exist', async () => {
    const { id } = await made();
    const other = await world.supplier(uuidOf((await made()).id));
    for (const client of [other, world.buyer, world.partner]) {
      expect(await update(client, { supplierId: id, expectedVersion: 1, name: 'Taken' })).toMatchObject({
        supplier: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['input', 'supplierId'] }],
      });
    }
    const own = await world.supplier(uuidOf(id));
    expect(await update(own, { supplierId: id, expectedVersion: 1, name: 'After' })).toMatchObject({
      supplier: { name: 'After', version: 2 },
    });
    expect(await update(world.operator, { supplierId: id, expectedVersion: 2, name: 'Later' })).toMatchObject(
      { supplier: { name: 'Later', version: 3 } },
    );
  });

  test('leaves what is left out, clears what is null, and matching follows at once', async () => {
    const { id } = await made();
    const tags = async () =>
      (
        await sql<{ tags: number[] }>(world.db, 'select tags from supplier_match where supplier_id = $1', [
          uuidOf(id),
        ])
      )[0]?.tags;
    expect(await tags()).not.toEqual([]);
    const { supplier } = await update(world.operator, {
      supplierId: id,
      expectedVersion: 1,
      country: null,
      categories: [],
    });
    expect(supplier).toMatchObject({ name: 'Before', country: null, categories: [] });
    expect(await tags()).toEqual([]);
  });

  test('of ten changes at once from one version, one is made', async () => {
    const { id } = await made();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_item, index) =>
        update(world.operator, { supplierId: id, expectedVersion: 1, name: `Change ${index}` }),
      ),
    );
    const codes = answers.map((answer) => answer.userErrors[0]?.code ?? 'MADE');
    expect(codes.filter((code) => code === 'MADE')).toHaveLength(1);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(9);
  });
});
