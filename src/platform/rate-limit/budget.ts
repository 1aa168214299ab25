/** What a caller may spend and has left. The one source of headers, `extensions.cost` and `Query.rateLimit`. */
export interface Budget {
  /** Points that a caller has per minute. */
  readonly limit: number;
  /** Points left until `resetAt`. */
  readonly remaining: number;
  /** When the caller's budget is whole again. */
  readonly resetAt: Date;
}

export interface Spending extends Budget {
  /** Whether the points were there; when not, none were taken. */
  readonly granted: boolean;
}
