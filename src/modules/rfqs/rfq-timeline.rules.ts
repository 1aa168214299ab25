export const RfqTimelineKind = {
  CREATED: 'CREATED',
  PUBLISHED: 'PUBLISHED',
  MATCHED: 'MATCHED',
  WAVE_SENT: 'WAVE_SENT',
  QUOTED: 'QUOTED',
  QUOTE_REVISED: 'QUOTE_REVISED',
  QUOTE_WITHDRAWN: 'QUOTE_WITHDRAWN',
  DECLINED: 'DECLINED',
  CLOSED: 'CLOSED',
  OPENED: 'OPENED',
  AWARDED: 'AWARDED',
  AWARD_CONFIRMED: 'AWARD_CONFIRMED',
  AWARD_LAPSED: 'AWARD_LAPSED',
  UNSUCCESSFUL: 'UNSUCCESSFUL',
  CANCELLED: 'CANCELLED',
} as const;
export type RfqTimelineKind = (typeof RfqTimelineKind)[keyof typeof RfqTimelineKind];

export const RfqTimelineOrder = { AT_ASC: 'AT_ASC', AT_DESC: 'AT_DESC' } as const;
export type RfqTimelineOrder = (typeof RfqTimelineOrder)[keyof typeof RfqTimelineOrder];

/** Something that happened to an RFQ. */
export interface TimelineRecord {
  readonly rfqId: string;
  readonly at: Date;
  readonly kind: RfqTimelineKind;
  /** As in the audit: `buyer:<id>:<user>` …, or `engine`. */
  readonly actor: string;
  readonly details: {
    readonly wave?: number;
    readonly invited?: number;
    readonly selected?: number;
    readonly awardId?: string;
  };
}

/** What an audited action is in the timeline; one action may be two things. What is not listed does not show. */
export const KINDS_OF_ACTION: Readonly<Record<string, readonly RfqTimelineKind[]>> = {
  createRfq: ['CREATED'],
  postRfq: ['CREATED', 'PUBLISHED'],
  publishRfq: ['PUBLISHED'],
  saveShortlist: ['MATCHED'],
  inviteSuppliers: ['WAVE_SENT'],
  submitQuote: ['QUOTED'],
  reviseQuote: ['QUOTE_REVISED'],
  withdrawQuote: ['QUOTE_WITHDRAWN'],
  declineInvitation: ['DECLINED'],
  closeRfq: ['CLOSED'],
  closeDueRfq: ['CLOSED', 'OPENED'],
  awardRfq: ['AWARDED'],
  confirmAward: ['AWARD_CONFIRMED'],
  lapseDueAwards: ['AWARD_LAPSED'],
  declareUnsuccessful: ['UNSUCCESSFUL'],
  cancelRfq: ['CANCELLED'],
};

/** What suppliers did: secret on a sealed RFQ until it is opened. */
export const ANSWERS: readonly RfqTimelineKind[] = ['QUOTED', 'QUOTE_REVISED', 'QUOTE_WITHDRAWN', 'DECLINED'];
