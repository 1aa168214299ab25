import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A buying organisation; it belongs to one partner for good. */
@Entity({ name: 'buyer' })
@Index(['partnerId', 'name'])
@Index(['partnerId', 'reference'], { unique: true })
export class BuyerEntity {
  @PrimaryColumn('uuid') id!: string;
  @ForeignKey('PartnerEntity') @Column('uuid') partnerId!: string;
  @Column('text') name!: string;
  /** ISO 3166-1 alpha-2. */
  @Column('text') country!: string;
  /** What its partner calls it, such as a customer number. */
  @Column('text', { nullable: true }) reference!: string | null;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}
