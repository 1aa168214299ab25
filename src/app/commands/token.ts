import { defineCommand } from 'citty';
import { createIssuer, DEMO_BUYER_ID, DEMO_PARTNER_ID, roleOfClaim } from '../../modules/identity/index.ts';
import { readConfig } from '../../platform/config/config.ts';
import { sqlOne } from '../../platform/db/sql.ts';
import type { Role } from '../../platform/kernel/actor.ts';
import { isUuid, keyOf } from '../../platform/kernel/ids.ts';
import { StartupError } from '../embedded/startup-error.ts';
import { withDatabase } from '../with-database.ts';

const SECONDS_OF_UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** The type of the organisation that each role speaks for. */
const ORGANISATION = {
  BUYER: 'Buyer',
  SUPPLIER: 'Supplier',
  PARTNER: 'Partner',
  AGENT: 'Partner',
  OPERATOR: null,
} as const satisfies Record<Role, string | null>;

const ROLES = ['buyer', 'supplier', 'partner', 'agent', 'operator'] as const;

export const tokenCommand = defineCommand({
  meta: {
    name: 'token',
    description: 'Prints a development token; refuses in production and where an issuer is configured.',
  },
  args: {
    role: {
      type: 'enum',
      options: [...ROLES],
      required: true,
      description: 'What the caller is.',
    },
    org: {
      type: 'string',
      description: 'Id of its buyer, supplier or partner; one of the demonstration when left out.',
    },
    user: { type: 'string', default: 'demo', description: 'Name of the person, as the audit shows it.' },
    ttl: { type: 'string', default: '8h', description: 'Life span: a number with s, m, h or d.' },
    json: { type: 'boolean', description: 'Prints an object with what the token says.' },
  },
  async run({ args }) {
    const config = readConfig(process.env);
    const role = roleOf(args.role);
    const ttlSeconds = secondsOf(args.ttl);
    if (ttlSeconds > config.JWT_MAX_AGE_SECONDS) {
      throw new StartupError(`--ttl is at most JWT_MAX_AGE_SECONDS, which is ${config.JWT_MAX_AGE_SECONDS}.`);
    }
    const issuer = await createIssuer(config);
    const org = args.org === undefined ? await demoOrganisationOf(role) : idOf(role, args.org);
    const { token, expiresAt } = await issuer.issue({ role, org, user: args.user, ttlSeconds });
    if (!args.json) return console.log(token);
    console.log(JSON.stringify({ token, role, org: org ?? null, user: args.user, expiresAt }, null, 2));
  },
});

/** Reads a role. Throws without one: there is none to fall back on. */
function roleOf(text: string | undefined): Role {
  const role = roleOfClaim(text ?? '');
  if (role === null) throw new StartupError(`--role is one of ${ROLES.join(', ')}.`);
  return role;
}

/** Reads a life span such as "8h". Throws when it is none. */
function secondsOf(text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,8})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS_OF_UNIT[unit] ?? Number.NaN);
  if (!Number.isSafeInteger(seconds))
    throw new StartupError('--ttl is a number with s, m, h or d, such as 30m or 8h.');
  return seconds;
}

/** The organisation's key, from its global id in the API or as it stands in the database. Throws when it is neither. */
function idOf(role: Role, org: string): string {
  const type = ORGANISATION[role];
  if (type === null) throw new StartupError('An operator belongs to no organisation: leave --org out.');
  const id = isUuid(org) ? org : keyOf(type, org, 1)?.[0];
  if (id === undefined) throw new StartupError(`--org is the id of a ${type.toLowerCase()}.`);
  return id;
}

/** One of the demonstration's organisations; a supplier is the first of the pool, for which the database has to run. */
async function demoOrganisationOf(role: Role): Promise<string | undefined> {
  switch (ORGANISATION[role]) {
    case 'Buyer':
      return DEMO_BUYER_ID;
    case 'Partner':
      return DEMO_PARTNER_ID;
    case null:
      return undefined;
    case 'Supplier':
      return withDatabase(async ({ db }) => {
        const first = await sqlOne<{ id: string }>(
          db,
          `select id from supplier where state = 'ACTIVE' and not opted_out order by source_ref nulls last, id limit 1`,
        );
        if (!first)
          throw new StartupError('There are no suppliers yet: run `npm run seed`, or name one by --org.');
        return first.id;
      });
  }
}
