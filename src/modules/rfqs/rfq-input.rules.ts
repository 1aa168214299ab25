import { fixed } from '../../platform/kernel/fixed.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { Problems } from '../../platform/kernel/problems.ts';
import type { ComparisonPolicyInput } from './comparison-policy.type.ts';
import type { PostRfqInput, ReachInput, RfqLineInput } from './rfq-input.type.ts';
import { type ComparisonPolicy, RankingMethod, type Reach } from './rfq.rules.ts';

const MAX_QUANTITY = '1000000000000';
const MAX_PRICE = '1000000000000';
const CRITERIA = ['COST', 'LEAD_TIME'];

/** Checks all of a request's input that can be judged without the database. Throws every problem at once. */
export function checkRfqInput(input: PostRfqInput): void {
  const problems = new Problems();
  problems.text(['title'], input.title, 1, 300);
  if (input.description) problems.text(['description'], input.description, 0, 20_000);
  if (input.deliverTo.place) problems.text(['deliverTo', 'place'], input.deliverTo.place, 0, 200);
  if (Number.isNaN(input.closesAt.getTime())) problems.add(['closesAt'], 'This is no date.');
  const certifications = input.requiredCertifications ?? [];
  problems.count(['requiredCertifications'], certifications, 0, 50);
  certifications.forEach((name, index) => problems.text(['requiredCertifications', index], name, 1, 100));
  problems.count(['lines'], input.lines, 1, 1_000);
  input.lines.slice(0, 1_000).forEach((line, index) => checkLine(problems, ['lines', index], line));
  if (input.reach) checkReach(problems, input.reach);
  if (input.comparison) checkPolicy(problems, input.comparison, ['comparison']);
  problems.throwIfAny();
}

function checkLine(problems: Problems, path: readonly (string | number)[], line: RfqLineInput): void {
  problems.text([...path, 'description'], line.description, 1, 4_000);
  problems.decimal([...path, 'quantity', 'value'], line.quantity.value, { above: '0', to: MAX_QUANTITY });
  const { unit, unitText } = line.quantity;
  if (unitText) problems.text([...path, 'quantity', 'unitText'], unitText, 1, 100);
  if (unit === 'ZZ' && !unitText)
    problems.add([...path, 'quantity', 'unitText'], 'Name the unit in words when its code is "ZZ".');
  if (unit !== 'ZZ' && unitText)
    problems.add([...path, 'quantity', 'unitText'], 'Leave this out, or give the unit "ZZ".');
  if (line.category) {
    problems.text([...path, 'category', 'scheme'], line.category.scheme, 1, 40);
    problems.text([...path, 'category', 'code'], line.category.code, 1, 60);
  }
  if (line.targetPrice)
    problems.decimal([...path, 'targetPrice', 'amount'], line.targetPrice.amount, {
      from: '0',
      to: MAX_PRICE,
    });
  if (line.unitWeight)
    problems.decimal([...path, 'unitWeight', 'value'], line.unitWeight.value, {
      above: '0',
      to: MAX_QUANTITY,
    });
  if (line.unitVolume)
    problems.decimal([...path, 'unitVolume', 'value'], line.unitVolume.value, {
      above: '0',
      to: MAX_QUANTITY,
    });
  if (line.hsCode && !/^\d{4,10}$/.test(line.hsCode))
    problems.add([...path, 'hsCode'], 'Give 4 to 10 digits, without points.');
  const attributes = line.attributes ?? [];
  problems.count([...path, 'attributes'], attributes, 0, 100);
  attributes.slice(0, 100).forEach((attribute, index) => {
    problems.text([...path, 'attributes', index, 'name'], attribute.name, 1, 100);
    problems.text([...path, 'attributes', index, 'value'], attribute.value, 1, 1_000);
  });
}

function checkReach(problems: Problems, reach: ReachInput): void {
  if (typeof reach.quotesWanted === 'number')
    problems.whole(['reach', 'quotesWanted'], reach.quotesWanted, 1, 100);
  if (typeof reach.maxInvitations === 'number')
    problems.whole(['reach', 'maxInvitations'], reach.maxInvitations, 1, 100_000);
  if (reach.everyone && typeof reach.maxInvitations === 'number') {
    problems.add(['reach', 'everyone'], 'Ask for everyone, or for a number of invitations; not both.');
  }
  for (const list of ['invite', 'exclude'] as const) {
    const ids = reach[list] ?? [];
    problems.count(['reach', list], ids, 0, 500);
    ids.forEach((id, index) => {
      if (!keyOf('Supplier', id, 1))
        problems.add(['reach', list, index], 'There is no such supplier.', 'NOT_FOUND');
    });
  }
}

/** Checks a comparison policy, wherever it is given. */
export function checkPolicy(
  problems: Problems,
  policy: ComparisonPolicyInput,
  path: readonly (string | number)[],
): void {
  if (policy.costOfCapital)
    problems.decimal([...path, 'costOfCapital'], policy.costOfCapital, { from: '0', to: '10' });
  if (policy.maxOverbuyPercent)
    problems.decimal([...path, 'maxOverbuyPercent'], policy.maxOverbuyPercent, { from: '0', to: '1000' });
  const criteria = policy.criteria ?? [];
  problems.count([...path, 'criteria'], criteria, 0, 20);
  if (policy.method === RankingMethod.WEIGHTED_SUM && criteria.length === 0) {
    problems.add([...path, 'criteria'], 'A weighted ranking needs criteria with weights and bounds.');
  }
  criteria.forEach((criterion, index) => {
    const at = [...path, 'criteria', index];
    problems.decimal([...at, 'weight'], criterion.weight, { above: '0', to: '1000000' });
    if (!CRITERIA.includes(criterion.name))
      problems.add([...at, 'name'], `Known criteria are ${CRITERIA.join(' and ')}.`);
    if (criteria.findIndex((other) => other.name === criterion.name) < index)
      problems.add([...at, 'name'], 'This criterion is given twice.');
    if (fixed(criterion.best) === fixed(criterion.worst))
      problems.add([...at, 'worst'], 'Best and worst must differ.');
  });
}

/** The policy as it is kept and published, with what was left out filled in. */
export function policyOf(input: ComparisonPolicyInput | null | undefined): ComparisonPolicy {
  return {
    method: input?.method ?? RankingMethod.LOWEST_LANDED_COST,
    costOfCapital: input?.costOfCapital ?? null,
    maxOverbuyPercent: input?.maxOverbuyPercent ?? '0',
    criteria: (input?.criteria ?? []).map(({ name, weight, best, worst }) => ({ name, weight, best, worst })),
  };
}

/** The reach as it is kept, its suppliers by their ids. */
export function reachOf(input: ReachInput | null | undefined): Reach {
  const ids = (list: readonly string[] | null | undefined) => [
    ...new Set((list ?? []).flatMap((id) => keyOf('Supplier', id, 1) ?? [])),
  ];
  return {
    quotesWanted: input?.quotesWanted ?? null,
    maxInvitations: input?.maxInvitations ?? null,
    everyone: input?.everyone ?? false,
    invite: ids(input?.invite),
    exclude: ids(input?.exclude),
  };
}
