import { QueryFailedError } from 'typeorm';

interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

function driverErrorOf(error: unknown): DriverError | null {
  if (error instanceof QueryFailedError) return error.driverError as DriverError;
  return error instanceof Error && 'code' in error ? (error as DriverError) : null;
}

/** The SQLSTATE of a failed statement, or `null` for any other error. */
export function sqlStateOf(error: unknown): string | null {
  const code = driverErrorOf(error)?.code;
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** The violated constraint's name; a distributed PostgreSQL appends the shard's number, which is cut. */
export function constraintOf(error: unknown): string | null {
  const driver = driverErrorOf(error);
  const name = driver?.constraint ?? /constraint "([^"]+)"/.exec(driver?.message ?? '')?.[1];
  return name?.replace(/_\d+$/, '') ?? null;
}

/** Serialization failures and deadlocks: the whole transaction may simply run again. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(sqlStateOf(error) ?? '');

export const isLockTimeout = (error: unknown): boolean => sqlStateOf(error) === '55P03';

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);

/** PostgreSQL is away, starting, stopping, out of connections, too slow, or a lock was held too long: the caller should try again later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (
    state !== null &&
    (state.startsWith('08') || state.startsWith('57P') || ['53300', '57014', '55P03'].includes(state))
  )
    return true;
  const driver = driverErrorOf(error);
  if (driver?.code !== undefined && NETWORK.has(driver.code)) return true;
  return (
    error instanceof Error &&
    /connection terminated|timeout exceeded when trying to connect|cannot use a pool/i.test(error.message)
  );
}
