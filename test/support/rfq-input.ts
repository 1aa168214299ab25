/** A valid `PostRfqInput` of one line, with whatever a test wants different. */
export function rfqInput(changes: object = {}): Record<string, unknown> {
  return {
    title: '500 stainless brackets',
    currency: 'EUR',
    deliverTo: { country: 'DE', place: 'Hamburg' },
    closesAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
    lines: [rfqLine()],
    ...changes,
  };
}

/** A valid `RfqLineInput`. */
export function rfqLine(changes: object = {}): Record<string, unknown> {
  return {
    category: { scheme: 'CPV', code: '44530000' },
    description: 'Angle bracket, stainless steel 316L, 40 x 40 x 3 mm',
    quantity: { value: '500', unit: 'C62' },
    ...changes,
  };
}

export const POST_RFQ = `mutation ($input: PostRfqInput!) {
  postRfq(input: $input) { replayed userErrors { code path message } rfq { id number version state lines { id lineNo } } }
}`;
