export { closeInboxJob } from './jobs/close-inbox.ts';
export { closeInvitationsJob } from './jobs/close-invitations.ts';
export { fillInboxJob } from './jobs/fill-inbox.ts';
export { inviteWaveJob } from './jobs/invite-wave.ts';
export { recordInvitationsJob } from './jobs/record-invitations.ts';
export { recordRepliesJob } from './jobs/record-replies.ts';
export { recordSilenceJob } from './jobs/record-silence.ts';
export { updateInboxJob } from './jobs/update-inbox.ts';
export { FanOutEntity } from './fan-out.entity.ts';
export { findSentBatches, type SentBatch } from './fan-out.queries.ts';
export { InvitationEntity } from './invitation.entity.ts';
export { invitationChanged, invitationsClosed, invitationsSent } from './invitation.events.ts';
export { type InvitationKey, invitationLoader, type InvitationRecord } from './invitation.queries.ts';
export {
  InvitationResolver,
  loadInvitationNode,
  loadInvitedLineNode,
  RfqInvitationsResolver,
  ViewerInvitationsResolver,
} from './invitation.resolver.ts';
export { type DeclineCode, invitationNotFound, InvitationState } from './invitation.rules.ts';
export { Invitation, toInvitation } from './invitation.type.ts';
export { type LockedInvitation, lockInvitation, setInvitationState } from './invitation.writes.ts';
export {
  InvitationReceivedResolver,
  ViewerLatestInvitationResolver,
} from './invitation-received.resolver.ts';
export { invitationActivities } from './rfq-invitation-event.type.ts';
export { SupplierInboxEntity, SupplierInboxSequenceEntity } from './supplier-inbox.entity.ts';
