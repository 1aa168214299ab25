import type { GraphContext } from '../../../platform/graphql/context.ts';
import type { Cost } from './admit-operation.ts';
import type { MediaType } from './media-type.ts';

/** What the edge knows of an HTTP request beyond what resolvers need. */
export interface EdgeContext extends GraphContext {
  readonly remoteAddress: string;
  readonly mediaType: MediaType;
  /** Set when the operation has been charged. */
  cost: Cost | null;
}
