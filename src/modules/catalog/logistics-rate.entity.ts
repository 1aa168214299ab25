import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What one step of a journey costs. `origin` and `destination` are a country, a customs union (`EU`) or `*`;
 * the nil partner holds the engine's defaults.
 */
@Entity({ name: 'logistics_rate' })
@Check('logistics_rate_component_check', `component in ('ORIGIN', 'MAIN', 'INSURANCE', 'DESTINATION')`)
@Check(
  'logistics_rate_basis_check',
  `basis in ('PER_KG', 'PER_M3', 'PER_UNIT', 'PERCENT_OF_VALUE', 'PER_SHIPMENT')`,
)
@Check('logistics_rate_rate_check', 'rate >= 0')
@Check('logistics_rate_currency_check', `(currency is null) = (basis = 'PERCENT_OF_VALUE')`)
export class LogisticsRateEntity {
  @PrimaryColumn('uuid') partnerId!: string;
  @PrimaryColumn('text') origin!: string;
  @PrimaryColumn('text') destination!: string;
  @PrimaryColumn('text') component!: string;
  @PrimaryColumn('text') basis!: string;
  /** Money per basis, or percent. */
  @Column('numeric', { precision: 24, scale: 12 }) rate!: string;
  /** Null for a percentage. */
  @Column('text', { nullable: true }) currency!: string | null;
  /** Where it comes from; `DEMO` rates are made up, `PARTNER` ones were set through the API. */
  @Column('text') source!: string;
  /** When it was set through the API; null for the engine's own and for imported ones. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) setAt!: Date | null;
}
