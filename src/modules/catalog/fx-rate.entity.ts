import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A published exchange rate: 1 `base` = `rate` `quote` on that day. A fact, never changed once it is kept. */
@Entity({ name: 'fx_rate' })
@Check('fx_rate_rate_check', 'rate > 0')
export class FxRateEntity {
  @PrimaryColumn('text') base!: string;
  @PrimaryColumn('text') quote!: string;
  @PrimaryColumn('date') rateDate!: string;
  /** Who published it, such as `ECB`; `DEMO` rates are made up and yield to every other. */
  @PrimaryColumn('text') source!: string;
  @Column('numeric', { precision: 24, scale: 12 }) rate!: string;
}
