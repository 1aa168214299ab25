/** What an import, or its rehearsal, has done and seen. */
export interface ImportReport {
  readonly file: string;
  readonly dryRun: boolean;
  /** Rows of the file, without its header and empty lines. */
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  /** Suppliers that are new, and that have changed; over all runs where the import was resumed. `null` in a rehearsal. */
  readonly inserted: number | null;
  readonly updated: number | null;
  /** The row after which this run went on where a killed one had stopped; 0 for none. */
  readonly resumedAfterRow: number;
  /** Good rows whose name and country stand in an earlier row under another id. They are all kept. */
  readonly possibleDuplicates: number;
  /** Good rows that name no country, or none of today: they pass every filter by country. */
  readonly unknownCountries: number;
  /** Good rows without any category code: found by their text alone. */
  readonly uncoded: number;
  readonly ignoredColumns: readonly string[];
  /** Where the bad rows are listed; `null` when there are none. */
  readonly errorFile: string | null;
  readonly seconds: number;
  readonly rowsPerSecond: number;
}
