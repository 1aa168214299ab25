/** What a partner thinks of a supplier. */
export type Standing = 'PREFERRED' | 'BLOCKED';

/** A supplier as one request sees it: all that the filters and the score look at. Unknown facts are `null`. */
export interface Candidate {
  readonly supplierId: string;
  readonly active: boolean;
  readonly optedOut: boolean;
  readonly standing: Standing | null;
  /** Whether it delivers to the request's country. */
  readonly shipsThere: boolean | null;
  readonly holdsCertifications: boolean;
  /** Whether the request is worth its minimum order. `true` where it has none. */
  readonly reachesMinimumOrder: boolean | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** 0–5. */
  readonly rating: number | null;
  /** The category tags it carries; empty where nobody knows what it supplies. */
  readonly tags: readonly number[];
  /** How many categories it is registered for. */
  readonly categories: number;
  /** Sum of the weights of the request's telling words that it uses, in thousandths. */
  readonly wordWeight: number;
  /** The most telling of those words, at most three, in one text. */
  readonly words: string;
  /** Invitations ever sent to it, open ones included. */
  readonly invited: number;
  /** Invitations that closed with a quote, with a "no", and in silence. */
  readonly quoted: number;
  readonly declined: number;
  readonly unanswered: number;
}

/** How close a tag brings a supplier to one topic: 1 for exactly what is asked. */
export interface TopicMatch {
  readonly topic: number;
  readonly closeness: number;
}

/** What the filters and the score need of a request. A topic is a category that lines ask for. */
export interface MatchRequest {
  readonly rfqId: string;
  readonly country: string;
  readonly lineCount: number;
  /** Share of the lines that each topic stands for; with `textShare` they add up to 1. */
  readonly topicShares: readonly number[];
  /** Share of the lines that have no category, so that words alone can match them. */
  readonly textShare: number;
  /** Tag → the topics that a supplier with this tag can serve. */
  readonly topicsOfTag: ReadonlyMap<number, readonly TopicMatch[]>;
  /** Suppliers that the buyer wants asked, and those it does not. */
  readonly invite: ReadonlySet<string>;
  readonly exclude: ReadonlySet<string>;
}
