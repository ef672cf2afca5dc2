import { z } from 'zod';
import type { Locale } from '@/lib/i18n/locales';
import { type Slot, workdaySlot } from '@/tests/e2e/slots';
import type { Stage } from '@/tests/e2e/stage';
import { type Words, wordsIn } from '@/tests/e2e/words';

/** The demo, with what pages of it are asked for. */
export interface Scene {
  readonly stage: Stage;
  readonly t: Words;
  readonly locale: Locale;
  /** A time on a working day among the demo's meetings. */
  readonly crowded: Slot;
  /** A time of that day before or after its meetings that nobody has booked, another one at each call. */
  quietSlot(): Slot;
  readonly buildingId: string;
  readonly annexId: string;
  readonly room: { readonly id: string; readonly name: string };
}

const dayMinutes = 24 * 60;
const named = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

export async function setScene(stage: Stage): Promise<(locale: Locale) => Scene> {
  const idOf = async (target: string, name: string) => {
    const { items } = named.parse((await stage.api('alice', target)).content);
    const found = items.find((item) => item.name === name);
    if (!found) throw new Error(`The demo has no ${name}.`);
    return found.id;
  };
  const buildingId = await idOf('/api/v1/buildings', 'Lumière');
  const annexId = await idOf('/api/v1/buildings', 'Lumière annex');
  const room = { name: 'Curie', id: await idOf('/api/v1/rooms?q=Curie', 'Curie') };
  let quietSlots = 0;
  const quietSlot = () => {
    const minute = (18 * 60 + 30 * quietSlots) % dayMinutes;
    quietSlots += 1;
    const hour = String(Math.floor(minute / 60)).padStart(2, '0');
    return workdaySlot(`${hour}:${minute % 60 === 0 ? '00' : '30'}`, 30);
  };
  return (locale) => ({
    stage,
    t: wordsIn(locale),
    locale,
    crowded: workdaySlot('14:00', 30),
    quietSlot,
    buildingId,
    annexId,
    room,
  });
}
