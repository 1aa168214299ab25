import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const BYTES_PER_ID = 16;
const pool = Buffer.alloc(BYTES_PER_ID * 512);
let taken = pool.length;

/** A new time-ordered id, for loads that need very many: the system is asked for random bytes once for 512 of them. */
export const bulkId = (): string => v7({ rng: nextBytes });

function nextBytes(): Uint8Array {
  if (taken === pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += BYTES_PER_ID;
  return pool.subarray(taken - BYTES_PER_ID, taken);
}
