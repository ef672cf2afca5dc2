import type { MockEvent } from '@/lib/calendar/backends/mock/mock-event';
import type { MockStore } from '@/lib/calendar/backends/mock/mock-store';
import type { Instant } from '@/lib/core/time/instant';

/**
 * Answers for pending rooms: accepted when nothing accepted overlaps, else declined. Works when
 * somebody looks rather than on a timer, so that the injected clock alone decides.
 */
export function answerPending(store: MockStore, isDue: (event: MockEvent) => boolean): void {
  for (const { handle } of store.all().filter(isDue)) {
    const event = store.get(handle);
    for (const { roomId, answer } of event?.answers ?? []) {
      if (!event || answer !== 'pending') continue;
      const by = { answers: ['accepted'] as const, except: handle };
      const taken = store.isTaken(roomId, event.dates, by);
      store.setAnswer(handle, roomId, taken ? 'declined' : 'accepted');
    }
  }
}

export function isDueAt(now: Instant): (event: MockEvent) => boolean {
  return ({ answersAt }) => answersAt !== null && answersAt <= now;
}
