import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a partner's server is known by; the object stays while its secrets are replaced. */
@Entity({ name: 'api_key' })
@Index(['partnerId', 'createdAt', 'id'])
@Check('api_key_role_check', `role in ('PARTNER', 'AGENT')`)
export class ApiKeyEntity {
  @PrimaryColumn('uuid') id!: string;
  @ForeignKey('PartnerEntity') @Column('uuid') partnerId!: string;
  @Column('text') name!: string;
  @Column('text') role!: string;
  /** The person, as the token named them. */
  @Column('text') createdBy!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) expiresAt!: Date | null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) revokedAt!: Date | null;
}

/** A secret of a key, as a hash; the newest has no end of its own, one that was replaced has. */
@Entity({ name: 'api_key_secret' })
@Check('api_key_secret_hash_check', 'octet_length(hash) = 32')
export class ApiKeySecretEntity {
  /** Its public part, which it is looked up by. */
  @PrimaryColumn('text') prefix!: string;
  @Index() @ForeignKey('ApiKeyEntity', { onDelete: 'CASCADE' }) @Column('uuid') apiKeyId!: string;
  /** SHA-256 of the whole text. */
  @Column('bytea') hash!: Buffer;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) expiresAt!: Date | null;
}

/** When a secret was last seen: apart, because it changes while the secret does not. */
@Entity({ name: 'api_key_use' })
export class ApiKeyUseEntity {
  @PrimaryColumn('text') prefix!: string;
  @Column({ type: 'timestamptz', precision: 3 }) lastUsedAt!: Date;
}
