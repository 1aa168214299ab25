import type { DataSource } from 'typeorm';
import { createIssuer, DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../modules/identity/index.ts';
import type { Config } from '../platform/config/config.ts';
import { sql } from '../platform/db/sql.ts';
import type { Role } from '../platform/kernel/actor.ts';

/** The person that the demonstration's tokens name. */
export const DEMO_USER_ID = 'demo';

/** Somebody to try the API as. */
export interface DemoCaller {
  readonly role: Role;
  /** In words. */
  readonly who: string;
  /** Id of the organisation; operators have none. */
  readonly org: string | undefined;
  readonly token: string;
}

/**
 * A buyer, up to two suppliers of the pool, the partner and the operator, with development tokens; nobody where
 * tokens come from another issuer. Throws in production.
 */
export async function demoCallers(config: Config, db: DataSource): Promise<readonly DemoCaller[]> {
  if (config.JWKS_URL || config.JWT_PUBLIC_KEY) return [];
  const issuer = await createIssuer(config);
  const suppliers = await sql<{ id: string; name: string }>(
    db,
    `select id, name from supplier where state = 'ACTIVE' and not opted_out order by source_ref nulls last, id limit 2`,
  );
  const caller = async (role: Role, who: string, org?: string): Promise<DemoCaller> => {
    const { token } = await issuer.issue({ role, org, user: DEMO_USER_ID });
    return { role, who, org, token };
  };
  return Promise.all([
    caller('BUYER', 'a buyer', DEMO_BUYER_ID),
    ...suppliers.map(({ id, name }) => caller('SUPPLIER', `supplier ${name}`, id)),
    caller('PARTNER', 'the partner', DEMO_PARTNER_ID),
    caller('OPERATOR', 'the operator'),
  ]);
}
