import type { MockOptions } from '@/lib/calendar/backends/mock/options';
import type { Capabilities } from '@/lib/calendar/capabilities';

export function mockCapabilities({
  referee,
  roomAnswer,
  roomsPerEvent,
  recurringWrites,
}: MockOptions): Capabilities {
  return {
    writeMode: roomAnswer === 'later' ? 'invite' : 'direct',
    freeBusy: { roomsPerCall: 100, windowDays: 366, granularityMinutes: 0 },
    peopleFreeBusy: { peoplePerCall: 100, windowDays: 366 },
    concurrency: 64,
    referee: referee ?? 'server',
    roomAnswer: roomAnswer ?? 'immediate',
    idempotentCreate: true,
    versions: true,
    invitations: 'nobody',
    recurringWrites: recurringWrites ?? true,
    dateMoves: 'anywhere',
    roomsPerEvent: roomsPerEvent ?? 20,
    buffers: roomAnswer === 'later' ? 'unsupported' : 'longer-event',
    respond: true,
    changeFeed: true,
    push: false,
    admin: {
      listRooms: false,
      createCalendar: false,
      deleteCalendar: false,
      provisionRoom: false,
      deleteRoom: false,
    },
  };
}
