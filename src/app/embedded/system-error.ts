/** Whether the operating system (`ENOENT`) or PostgreSQL (`57P03`) refused with this code. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
