import { describe, expect, test } from 'vitest';
import {
  actorOfKey,
  checkNewKey,
  overlapOf,
  requireKeyManager,
} from '../../../src/modules/identity/api-key.rules.ts';
import { mayChangeBuyer, mayNameReference } from '../../../src/modules/identity/buyer.rules.ts';
import {
  checkCostOfCapital,
  checkPartner,
  managedPartner,
  seesApiKeys,
  seesTerms,
} from '../../../src/modules/identity/partner.rules.ts';
import type { Actor } from '../../../src/platform/kernel/actor.ts';
import { DomainError } from '../../../src/platform/kernel/domain-error.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { BUYER, PARTNER, SUPPLIER, UNKNOWN } from './token-fixture.ts';

const userId = 'ada';
const buyer: Actor = { role: 'BUYER', userId, buyerId: BUYER, partnerId: PARTNER };
const partner: Actor = { role: 'PARTNER', userId, partnerId: PARTNER };
const agent: Actor = { role: 'AGENT', userId, partnerId: PARTNER };
const supplier: Actor = { role: 'SUPPLIER', userId, supplierId: SUPPLIER };
const operator: Actor = { role: 'OPERATOR', userId };
const everybody = [buyer, partner, agent, supplier, operator];

const ownId = encodeNodeId('Partner', PARTNER);
const foreignId = encodeNodeId('Partner', UNKNOWN);

/** What a check answers: `null` for no objection, else the code and path of the first. */
function objection(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [error.code, ...error.problems[0].path].join(' ');
  }
}

const rolesThat = (may: (actor: Actor) => boolean) =>
  everybody.filter((actor) => may(actor)).map(({ role }) => role);

describe('changes of what is a partner’s', () => {
  test('are for its people and operators alone, whomever the others name', () => {
    for (const id of [undefined, null, ownId, foreignId, 'x'])
      expect([buyer, agent, supplier].map((actor) => objection(() => managedPartner(actor, id)))).toEqual([
        'FORBIDDEN',
        'FORBIDDEN',
        'FORBIDDEN',
      ]);
  });

  test('go to the caller’s own partner, named or not', () => {
    for (const id of [undefined, null, ownId]) expect(managedPartner(partner, id)).toBe(PARTNER);
  });

  test('answer a foreign partner, an id of another type and no id at all alike', () => {
    for (const id of [foreignId, encodeNodeId('Buyer', PARTNER), 'x', ''])
      expect(objection(() => managedPartner(partner, id))).toBe('NOT_FOUND partnerId');
  });

  test('go to the partner that an operator names; it has to name one', () => {
    expect(managedPartner(operator, foreignId)).toBe(UNKNOWN);
    expect(objection(() => managedPartner(operator, null))).toBe('VALIDATION_FAILED partnerId');
    expect(objection(() => managedPartner(operator, 'x'))).toBe('NOT_FOUND partnerId');
  });
});

describe('what is told of a partner', () => {
  test('its terms, to its people, agents and operators', () => {
    expect(rolesThat((actor) => seesTerms(actor, PARTNER))).toEqual(['PARTNER', 'AGENT', 'OPERATOR']);
    expect(rolesThat((actor) => seesTerms(actor, UNKNOWN))).toEqual(['OPERATOR']);
  });

  test('its API keys, to its people and operators', () => {
    expect(rolesThat((actor) => seesApiKeys(actor, PARTNER))).toEqual(['PARTNER', 'OPERATOR']);
    expect(rolesThat((actor) => seesApiKeys(actor, UNKNOWN))).toEqual(['OPERATOR']);
  });
});

describe('a buyer', () => {
  test('is changed by its own people, its partner’s and operators', () => {
    expect(rolesThat((actor) => mayChangeBuyer(actor, { id: BUYER, partnerId: PARTNER }))).toEqual([
      'BUYER',
      'PARTNER',
      'OPERATOR',
    ]);
    expect(rolesThat((actor) => mayChangeBuyer(actor, { id: UNKNOWN, partnerId: PARTNER }))).toEqual([
      'PARTNER',
      'OPERATOR',
    ]);
    expect(rolesThat((actor) => mayChangeBuyer(actor, { id: BUYER, partnerId: UNKNOWN }))).toEqual([
      'BUYER',
      'OPERATOR',
    ]);
  });

  test('gets its reference from the partner', () => {
    expect(rolesThat(mayNameReference)).toEqual(['PARTNER', 'OPERATOR']);
  });
});

describe('API keys', () => {
  test('are managed by people of the partner and operators, and by no key', () => {
    const key = (role: 'PARTNER' | 'AGENT') => actorOfKey({ id: UNKNOWN, partnerId: PARTNER, role });
    const may = (actor: Actor) => objection(() => requireKeyManager(actor)) === null;
    expect(rolesThat(may)).toEqual(['PARTNER', 'OPERATOR']);
    expect([may(key('PARTNER')), may(key('AGENT'))]).toEqual([false, false]);
  });

  test('overlap by a day when nothing is said, by 72 hours at most', () => {
    expect([overlapOf(undefined), overlapOf(null), overlapOf(0), overlapOf(72)]).toEqual([24, 24, 0, 72]);
    for (const hours of [-1, 73, 1.5])
      expect(objection(() => overlapOf(hours))).toBe('VALIDATION_FAILED overlapHours');
  });

  test('have a name', () => {
    expect(objection(() => checkNewKey({ name: 'x'.repeat(200) }))).toBeNull();
    for (const name of ['', '  ', 'x'.repeat(201), 'a\u0000b'])
      expect(objection(() => checkNewKey({ name }))).toBe('VALIDATION_FAILED name');
  });
});

describe('a profile', () => {
  test.each([
    [{ name: '' }, 'name'],
    [{ website: 'example.com' }, 'website'],
    [{ website: 'javascript:alert(1)' }, 'website'],
    [{ website: '' }, 'website'],
    [{ slug: 'Not-a-slug' }, 'slug'],
    [{ slug: 'a--b' }, 'slug'],
    [{ slug: 'x'.repeat(41) }, 'slug'],
  ])('is refused with %o', (profile, field) => {
    expect(objection(() => checkPartner(profile))).toBe(`VALIDATION_FAILED ${field}`);
  });

  test('takes a name, a website and a slug', () => {
    expect(() =>
      checkPartner({ name: 'Harbourline', website: 'https://harbourline.example', slug: 'harbour-line-2' }),
    ).not.toThrow();
  });
});

test('a cost of capital is a fraction from 0 to 10', () => {
  for (const value of [undefined, null, '0', '0.08', '10'])
    expect(objection(() => checkCostOfCapital(value))).toBeNull();
  for (const value of ['-0.01', '10.000001'])
    expect(objection(() => checkCostOfCapital(value))).toBe('VALIDATION_FAILED costOfCapital');
});
