/** A hint that an aggregate has a new fact; the fact itself is read from PostgreSQL. */
export interface Announcement {
  readonly aggregateId: string;
  readonly seq: string;
  readonly name: string;
}

export type Announcer = (announcement: Announcement) => Promise<void>;

export type Listener = (message: string) => void;

/** Fire-and-forget messages between processes. They may be lost; nothing may depend on one arriving. */
export interface PubSub {
  publish(channel: string, message: string): Promise<void>;
  subscribe(channel: string, listener: Listener): Promise<() => Promise<void>>;
  /** Whether messages get through. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** The channel that wakes the relay. */
export const OUTBOX_CHANNEL = 'rfq-engine:outbox';

/** The channel of one aggregate's facts. */
export const channelOf = (aggregateId: string): string => `rfq-engine:facts:${aggregateId}`;

/** The channel of all facts of one name, whatever they are about. */
export const channelOfName = (factName: string): string => `rfq-engine:facts-named:${factName}`;
