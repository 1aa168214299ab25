export { importCategories } from './commands/import-categories.ts';
export { importCrosswalk } from './commands/import-crosswalk.ts';
export { importFxRates } from './commands/import-fx-rates.ts';
export { seedCatalog, type SeedProgress } from './commands/seed-catalog.ts';
export { seedDemoRates } from './commands/seed-demo-rates.ts';
export { CategoryCrosswalkEntity, CategoryEntity, CategoryLabelEntity } from './category.entity.ts';
export { DutyRateEntity } from './duty-rate.entity.ts';
export { FxRateEntity } from './fx-rate.entity.ts';
export { type ImportReport, UnusableFileError } from './import/import-report.ts';
export { foldText } from './label-words.ts';
export { LogisticsRateEntity } from './logistics-rate.entity.ts';
export { UnitEntity } from './unit.entity.ts';
export {
  type CategoryRecord,
  type CategoryRef,
  categoryByTagLoader,
  categoryLoader,
  findCategories,
} from './category.queries.ts';
export { type Correspondence, crosswalkOf } from './category-crosswalk.queries.ts';
export { categoryCode } from './category.rules.ts';
export { Category, toCategory } from './category.type.ts';
export { CategoryResolver } from './category.resolver.ts';
export { CountryCurrencyResolver } from './country-currency.resolver.ts';
export { minorDigitsOf } from './currency.ts';
export {
  CUSTOMS_UNIONS,
  type CustomsUnion,
  customsUnionOf,
  type DutyBase,
  dutyBaseOf,
  sharesCustomsArea,
} from './customs.ts';
export { type DutyRateRecord, dutyRatesFor } from './duty-rate.queries.ts';
export { BASE_CURRENCY, type CrossRate, requireRates } from './fx.rules.ts';
export { ratesAsOf, ratesAsOfEach } from './fx-rate.queries.ts';
export { FxRateResolver } from './fx-rate.resolver.ts';
export { logisticsRatesFor } from './logistics-rate.queries.ts';
export { PartnerRatesResolver } from './partner-rate.resolver.ts';
export { loadLogisticsRateNode } from './partner-rate.type.ts';
export { DEFAULT_PARTNER_ID, type LogisticsRateRecord } from './logistics.rules.ts';
export { findUnits, unitLoader, type UnitRecord } from './unit.queries.ts';
export { UnitResolver } from './unit.resolver.ts';
