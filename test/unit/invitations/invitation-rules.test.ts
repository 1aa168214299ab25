import { describe, expect, it } from 'vitest';
import {
  assertInvitationTransition,
  checkComment,
  INVITATION_TRANSITIONS,
  InvitationState,
} from '../../../src/modules/invitations/invitation.rules.ts';
import { DomainError } from '../../../src/platform/kernel/domain-error.ts';

const codeOf = (run: () => void): string | null => {
  try {
    run();
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : 'not a domain error';
  }
};

describe('invitation lifecycle', () => {
  const states = Object.values(InvitationState);

  it('allows exactly what its table lists', () => {
    for (const from of states) {
      for (const to of states) {
        const allowed = INVITATION_TRANSITIONS[from].includes(to);
        expect(codeOf(() => assertInvitationTransition(from, to))).toBe(allowed ? null : 'INVALID_STATE');
      }
    }
  });

  it('never leaves a final state, and never forgets that it was sent', () => {
    expect(INVITATION_TRANSITIONS.CLOSED_NO_REPLY).toEqual([]);
    expect(INVITATION_TRANSITIONS.SUPPRESSED).toEqual([]);
    for (const from of states.filter((state) => state !== 'SELECTED'))
      expect(INVITATION_TRANSITIONS[from]).not.toContain('SENT');
  });

  it('lets a supplier decline only after withdrawing its quote', () => {
    expect(codeOf(() => assertInvitationTransition('QUOTED', 'DECLINED'))).toBe('INVALID_STATE');
    expect(codeOf(() => assertInvitationTransition('QUOTED', 'VIEWED'))).toBeNull();
  });

  it('refuses comments that cannot be kept', () => {
    expect(codeOf(() => checkComment('x'.repeat(1_001)))).toBe('VALIDATION_FAILED');
    expect(codeOf(() => checkComment('a\u0000b'))).toBe('VALIDATION_FAILED');
    expect(codeOf(() => checkComment('No crane before May.'))).toBeNull();
    expect(codeOf(() => checkComment(undefined))).toBeNull();
  });
});
