import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A unit of measure by its UN/ECE Recommendation 20 code. Units of one dimension convert by `factor`. */
@Entity({ name: 'unit' })
@Check('unit_factor_check', 'factor > 0')
export class UnitEntity {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) symbol!: string | null;
  /** `MASS`, `COUNT` …, or the code itself where nothing converts into the unit. */
  @Column('text') dimension!: string;
  /** How much of the dimension's base unit it is: 0.001 for the gram, as masses are based on the kilogram. */
  @Column('numeric', { precision: 40, scale: 20 }) factor!: string;
}
