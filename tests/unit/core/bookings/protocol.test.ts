import { describe, expect, it } from 'vitest';
import {
  combineRooms,
  decide,
  firstStep,
  type Phase,
  restingState,
  resumeStep,
} from '@/lib/core/bookings/protocol';

const written = { status: 'pending', statusReason: 'writing' } as const;
const confirm = decide('written', 'confirm');
const lost = decide('written', 'withdraw');
const open = decide('written', 'failed');
const awaited = decide('asked', 'time-up');

describe('the booking protocol', () => {
  it('begins with the live check, and writes only where that says free', () => {
    expect(firstStep).toEqual({ action: 'read-live', phase: 'held' });
    expect(decide('held', 'free').action).toBe('write');
    expect(decide('held', 'busy').action).toBe('release');
    expect(decide('held', 'unknown').action).toBe('release');
    expect(decide('rechecking', 'unknown').action).toBe('leave');
  });

  it.each(['doubtful', 'withdrawing', 'cancelling', 'awaiting'] as const)(
    'takes up at %s what was left there',
    (phase: Phase) => {
      const { status, reason } = restingState(phase, written);
      expect(resumeStep(status, reason).phase).toBe(phase);
    },
  );

  it('takes up a request that died as one that nobody knows to be written', () => {
    expect(resumeStep(written.status, written.statusReason).phase).toBe('doubtful');
  });

  it('looks once more for what has ended, and leaves it ended', () => {
    expect(resumeStep('failed', 'taken-outside')).toEqual({
      action: 'withdraw',
      phase: 'sweeping',
    });
    const ended = { status: 'cancelled', statusReason: 'cancelled-by-organizer' } as const;
    expect(restingState('sweeping', ended)).toEqual({
      status: 'cancelled',
      reason: 'cancelled-by-organizer',
    });
  });

  it('waits for a room without an end, unless its policy takes the request back', () => {
    expect(decide('awaiting', 'pending')).toEqual({ action: 'await-room', phase: 'awaiting' });
    expect(decide('awaiting', 'unanswered')).toEqual({
      action: 'withdraw',
      phase: 'withdrawing',
      reason: 'room-unanswered',
    });
    expect(decide('awaiting', 'failed')).toEqual({ action: 'leave', phase: 'awaiting' });
  });

  it('gives a room that is asked only now its moment to answer, whatever is overdue', () => {
    expect(decide('written', 'unanswered')).toEqual(decide('written', 'pending'));
  });

  it('has all rooms of a booking or none', () => {
    expect(combineRooms([confirm, confirm])).toEqual(confirm);
    expect(combineRooms([confirm, awaited])).toEqual(awaited);
    expect(combineRooms([awaited, open, confirm])).toEqual(open);
    expect(combineRooms([open, confirm, lost])).toEqual(lost);
    expect(combineRooms([]).action).toBe('leave');
  });
});
