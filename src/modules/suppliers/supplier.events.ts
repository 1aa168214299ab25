import { z } from 'zod';
import { defineEvent } from '../../platform/outbox/define-event.ts';

/** A supplier's profile is new or has changed: whoever holds a copy of it should look again. */
export const supplierUpdated = defineEvent(
  'supplier.updated',
  1,
  z.object({ supplierId: z.uuid(), version: z.int() }),
);
