// Areas inside which goods and services move with little ado: customs unions and single markets.
const AREAS: readonly ReadonlySet<string>[] = [
  'AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK',
  'CA MX US',
  'AR BO BR PY UY',
  'AE BH KW OM QA SA',
  'BW LS NA SZ ZA',
  'AM BY KG KZ RU',
  'BN ID KH LA MM MY PH SG TH VN',
  'AU NZ',
].map((members) => new Set(members.split(' ')));

/** Whether two countries belong to one customs union or single market. */
export const shareTradeArea = (a: string, b: string): boolean =>
  AREAS.some((area) => area.has(a) && area.has(b));
