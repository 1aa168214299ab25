import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A co-branded front end that buyers come through. */
@Entity({ name: 'partner' })
@Unique(['slug'])
@Check('partner_cost_of_capital_check', 'cost_of_capital >= 0')
export class PartnerEntity {
  @PrimaryColumn('uuid') id!: string;
  /** Its name in addresses and logs. */
  @Column('text') slug!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) website!: string | null;
  /** Per year, as a fraction: "0.08". */
  @Column('numeric', { precision: 9, scale: 6, nullable: true }) costOfCapital!: string | null;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}
