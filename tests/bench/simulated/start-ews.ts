import { randomUUID } from 'node:crypto';
import { instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { lateAnswers } from '@/tests/bench/simulated/late-answers';
import type { SimulatedServer } from '@/tests/bench/simulated/simulated-server';
import type { CalendarItem } from '@/tests/simulators/ews/model';
import { startEwsSimulator } from '@/tests/simulators/ews/start-ews';
import { datesIn } from '@/tests/simulators/ews/store';
import { createSecureFetch } from '@/tests/support/secure-fetch';

const service = 'service@example.org';
const outsider = 'outsider@elsewhere.example';
const password = 'correct horse battery';
const roomPolicy = { bookingWindowDays: 1_000 };

/** Exchange as the simulator has it, with rooms that answer late. */
export async function startEws(seed: number): Promise<SimulatedServer> {
  const simulator = await startEwsSimulator({ answerDelayMs: lateAnswers(seed) });
  simulator.addMailbox({ email: service, password, mayImpersonate: true });
  simulator.addMailbox({ email: outsider, password });
  const fetchSecurely = createSecureFetch(simulator.caCertificate);
  const people = [outsider];
  let rooms = 0;
  return {
    kind: 'ews',
    server: `Exchange Web Services, simulated, rooms answering late, seed ${seed}`,
    port: Number(new URL(simulator.url).port),
    identity: simulator.identity,
    connection: (port) => ({
      serverUrl: `https://localhost:${port}/EWS/Exchange.asmx`,
      username: service,
      password,
      auth: 'basic',
      caCertificate: simulator.caCertificate,
    }),
    addPerson: (email) => {
      simulator.addMailbox({ email });
      people.push(email);
    },
    addRoom: () => {
      rooms += 1;
      const email = `room-${rooms}@example.org`;
      simulator.addMailbox({ email, kind: 'room', policy: roomPolicy });
      return email;
    },
    inRoom: (room) =>
      simulator.peek(room).flatMap((item) =>
        datesOf(item).map(({ start, end }) => ({
          uid: item.uid,
          start,
          end,
          isAccepted: item.myResponse === 'Accept',
        })),
      ),
    atOrganisers: () =>
      people.flatMap((email) =>
        simulator
          .peek(email)
          .flatMap((item) =>
            datesOf(item).map(({ start, end, title }) => ({ uid: item.uid, start, end, title })),
          ),
      ),
    askOutside: async (room, slot) => {
      const uid = `outside-${randomUUID()}`;
      const { status, text } = await fetchSecurely(simulator.url, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${outsider}:${password}`).toString('base64')}`,
          'content-type': 'text/xml; charset=utf-8',
        },
        body: meetingRequest(uid, room, slot),
      });
      if (status !== 200 || !text.includes('NoError')) {
        throw new Error(`CreateItem answered ${status}: ${text}`);
      }
      return uid;
    },
    unread: simulator.attendant.pending,
    stop: async () => {
      fetchSecurely.close();
      await simulator.stop();
    },
  };
}

function datesOf(item: CalendarItem) {
  return datesIn(item, 0, Number.MAX_SAFE_INTEGER).map(({ fields }) => ({
    start: instant(fields.startMs),
    end: instant(fields.endMs),
    title: fields.subject,
  }));
}

/** As somebody's Outlook asks a room. */
function meetingRequest(uid: string, room: string, { start, end }: Interval): string {
  const [from, until] = [start, end].map((at) => new Date(at).toISOString());
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/></s:Header><s:Body><m:CreateItem SendMeetingInvitations="SendToAllAndSaveCopy"><m:SavedItemFolderId><t:DistinguishedFolderId Id="calendar"/></m:SavedItemFolderId><m:Items><t:CalendarItem><t:Subject>Outside</t:Subject><t:UID>${uid}</t:UID><t:Start>${from}</t:Start><t:End>${until}</t:End><t:Resources><t:Attendee><t:Mailbox><t:EmailAddress>${room}</t:EmailAddress></t:Mailbox></t:Attendee></t:Resources></t:CalendarItem></m:Items></m:CreateItem></s:Body></s:Envelope>`;
}
