import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A node of a coded tree such as the CPV. `scheme` is part of every code. */
@Entity({ name: 'category' })
@Index(['scheme', 'parentCode'])
@Index(['scheme', 'ordinal'])
export class CategoryEntity {
  @PrimaryColumn('text') scheme!: string;
  @PrimaryColumn('text') code!: string;
  @Column('text', { nullable: true }) parentCode!: string | null;
  /** 1 at the top of the tree. */
  @Column('int4') level!: number;
  /** Unique across schemes, given once and never changed: other rooms keep it. */
  @Column('int4', { unique: true }) tag!: number;
  /** Depth-first place inside the scheme, from 1; a subtree is the range `ordinal … lastOrdinal` of its root. */
  @Column('int4') ordinal!: number;
  @Column('int4') lastOrdinal!: number;
  /** In English, or in the only language that the scheme has. */
  @Column('text') label!: string;
}

/**
 * A category's name in one language, with its words as search sees them. No foreign key:
 * a quarter of a million labels arrive with their categories, in one transaction, and neither is deleted.
 */
@Entity({ name: 'category_label' })
@Index('category_label_words_idx', { synchronize: false })
export class CategoryLabelEntity {
  @PrimaryColumn('text') scheme!: string;
  @PrimaryColumn('text') language!: string;
  @PrimaryColumn('text') code!: string;
  @Column('text') label!: string;
  @Column('tsvector') words!: string;
}

/** Two categories of different schemes that mean the same, or nearly; read in both directions. */
@Entity({ name: 'category_crosswalk' })
@Index(['toScheme', 'toCode'])
export class CategoryCrosswalkEntity {
  @PrimaryColumn('text') fromScheme!: string;
  @PrimaryColumn('text') fromCode!: string;
  @PrimaryColumn('text') toScheme!: string;
  @PrimaryColumn('text') toCode!: string;
}
