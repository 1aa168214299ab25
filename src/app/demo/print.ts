import type { ComparisonEntry, InvitationNode, MatchingAnswer } from './operations.ts';
import { table } from './table.ts';

export type Say = (text: string) => void;

/** Prints the funnel and the best of the invited. */
export function sayMatching(say: Say, answer: MatchingAnswer['rfq'], elapsedMs: number): void {
  const { matching, invitations } = answer;
  say(
    `\n2. Matched ${matching?.candidates.toLocaleString('en')} candidates, invited ${invitations.totalCount} (readable after ${elapsedMs.toFixed(0)} ms)`,
  );
  say(
    table(matching?.funnel ?? [], [
      { title: 'filter', value: (step) => step.reason },
      { title: 'suppliers', value: (step) => step.count.toLocaleString('en'), right: true },
    ]),
  );
  say('');
  say(
    table<InvitationNode>(invitations.nodes.slice(0, 5), [
      { title: 'supplier', value: (node) => node.supplier.name.slice(0, 36) },
      { title: 'from', value: (node) => node.supplier.country ?? '?' },
      { title: 'score', value: (node) => node.score.toFixed(3), right: true },
      {
        title: 'why',
        value: (node) =>
          node.reasons
            .toSorted((a, b) => b.contribution - a.contribution)
            .slice(0, 3)
            .map((reason) => reason.code + (reason.detail ? ` (${reason.detail})` : ''))
            .join(', '),
      },
    ]),
  );
}

/** Prints the ranked quotes, and under them what each total is made of. */
export function sayRanking(say: Say, entries: readonly ComparisonEntry[], ratesAsOf: string): void {
  say(
    `\n4. Compared by what they will really cost, in ${entries[0]?.total.currency} with rates of ${ratesAsOf}`,
  );
  say(
    table(entries, [
      { title: '#', value: (entry) => String(entry.rank ?? '–'), right: true },
      { title: 'supplier', value: (entry) => entry.quote.supplier.name.slice(0, 36) },
      {
        title: 'offer',
        value: (entry) =>
          `${entry.quote.currency} ${entry.quote.incoterm} ${entry.quote.incotermPlace ?? ''}`,
      },
      { title: 'days', value: (entry) => String(entry.quote.leadTimeDays), right: true },
      { title: 'landed', value: (entry) => `${entry.total.amount} ${entry.total.currency}`, right: true },
    ]),
  );
  for (const entry of entries) {
    say(`\n   ${entry.rank ?? '–'}. ${entry.quote.supplier.name}`);
    if (entry.ledger.length > 0)
      say(
        table(entry.ledger, [
          { title: '  component', value: (item) => `  ${item.component}` },
          { title: 'amount', value: (item) => twoDecimals(item.amount.amount), right: true },
          { title: 'how', value: (item) => item.note ?? '' },
        ]),
      );
    for (const remark of [...entry.flags, ...entry.gaps]) say(`     ${remark.code}: ${remark.message}`);
  }
}

/** For showing alone; the exact amount is in the answer. */
function twoDecimals(amount: string): string {
  const [whole, fraction = ''] = amount.split('.');
  return `${whole}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}
