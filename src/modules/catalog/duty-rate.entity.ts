import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** An import duty by destination × origin × goods, from a day on until a later row takes its place. */
@Entity({ name: 'duty_rate' })
@Check('duty_rate_hs_prefix_check', `hs_prefix ~ '^[0-9]*$'`)
@Check('duty_rate_percent_check', 'percent >= 0')
export class DutyRateEntity {
  /** A country, or a customs union (`EU`). */
  @PrimaryColumn('text') destination!: string;
  /** A country, a customs union, or `*` for anywhere. */
  @PrimaryColumn('text') origin!: string;
  /** Leading digits of an HS code; empty for any goods. */
  @PrimaryColumn('text') hsPrefix!: string;
  @PrimaryColumn('date') validFrom!: string;
  @Column('numeric', { precision: 12, scale: 8 }) percent!: string;
  /** Where it comes from; `DEMO` rates are made up. */
  @Column('text') source!: string;
}
