import { v5, v7, validate } from 'uuid';

const ACTOR_NAMESPACE = '6f0e3f5c-7b5d-5c0e-9a44-5a3a3c1d8e21';

/** A new time-ordered id. */
export const newId = (): string => v7();

/** The id that an actor's idempotency key stands for: the same key names the same object for good. */
export const idOfKey = (actorKey: string, kind: string, idempotencyKey: string): string =>
  v5(`${kind}\n${actorKey}\n${idempotencyKey}`, ACTOR_NAMESPACE);

export const isUuid = (text: string): boolean => validate(text);

/** The parts of a global id: the type's name and its key, most of them `[id]` or `[rfqId, id]`. */
export interface NodeId {
  readonly type: string;
  readonly key: readonly string[];
}

/** Global ids are opaque to clients; the leading version lets their form change. */
export function encodeNodeId(type: string, ...key: string[]): string {
  return Buffer.from(['1', type, ...key].join(':')).toString('base64url');
}

/** Reads a global id; `null` for anything that `encodeNodeId` did not make. Never throws. */
export function decodeNodeId(id: string): NodeId | null {
  if (id.length > 400 || !/^[A-Za-z0-9_-]+$/.test(id)) return null;
  const [version, type, ...key] = Buffer.from(id, 'base64url').toString('utf8').split(':');
  if (version !== '1' || !type || key.length === 0) return null;
  return encodeNodeId(type, ...key) === id ? { type, key } : null;
}

/** The key of a global id of the given type whose parts are all UUIDs (all but the last where `lastIsText`); else `null`. */
export function keyOf(type: string, id: string, parts: number, lastIsText = false): string[] | null {
  const node = decodeNodeId(id);
  if (node?.type !== type || node.key.length !== parts) return null;
  const uuids = lastIsText ? node.key.slice(0, -1) : node.key;
  return uuids.every(isUuid) ? [...node.key] : null;
}
