import { CreatePlatform1795000000001 } from './1795000000001-create-platform.ts';
import { CreateIdentity1795000000002 } from './1795000000002-create-identity.ts';
import { CreateCatalog1795000000003 } from './1795000000003-create-catalog.ts';
import { CreateSuppliers1795000000004 } from './1795000000004-create-suppliers.ts';
import { CreateRfqs1795000000005 } from './1795000000005-create-rfqs.ts';
import { CreateMatching1795000000006 } from './1795000000006-create-matching.ts';
import { CreateInvitations1795000000007 } from './1795000000007-create-invitations.ts';
import { CreateQuotes1795000000008 } from './1795000000008-create-quotes.ts';
import { CreateComparison1795000000009 } from './1795000000009-create-comparison.ts';
import { CreateAwards1795000000010 } from './1795000000010-create-awards.ts';
import { CreateApiKeysAndTerms1795000000011 } from './1795000000011-create-api-keys-and-terms.ts';
import { FreeMatchRows1795000000012 } from './1795000000012-free-match-rows.ts';
import { NumberInboxEntries1795000000013 } from './1795000000013-number-inbox-entries.ts';
import { WidenLists1795000000014 } from './1795000000014-widen-lists.ts';
import { TraceAndPurgeFacts1795000000015 } from './1795000000015-trace-and-purge-facts.ts';

/** Listed, not globbed: a glob is imported by TypeORM itself, past the transforms of tsx and Vitest. */
export const migrations = [
  CreatePlatform1795000000001,
  CreateIdentity1795000000002,
  CreateCatalog1795000000003,
  CreateSuppliers1795000000004,
  CreateRfqs1795000000005,
  CreateMatching1795000000006,
  CreateInvitations1795000000007,
  CreateQuotes1795000000008,
  CreateComparison1795000000009,
  CreateAwards1795000000010,
  CreateApiKeysAndTerms1795000000011,
  FreeMatchRows1795000000012,
  NumberInboxEntries1795000000013,
  WidenLists1795000000014,
  TraceAndPurgeFacts1795000000015,
];
