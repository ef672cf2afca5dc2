import { changeSaboteurs, respondSaboteurs } from '@/tests/conformance/saboteurs/change';
import { changeFeedSaboteurs } from '@/tests/conformance/saboteurs/change-feed';
import { changeRoomsSaboteurs } from '@/tests/conformance/saboteurs/change-rooms';
import { createSaboteurs } from '@/tests/conformance/saboteurs/create';
import { declarationSaboteurs, failureSaboteurs } from '@/tests/conformance/saboteurs/failures';
import { freeBusySaboteurs } from '@/tests/conformance/saboteurs/free-busy';
import { findSaboteurs, listEventsSaboteurs } from '@/tests/conformance/saboteurs/list-events';
import { occurrencesSaboteurs } from '@/tests/conformance/saboteurs/occurrences';
import { peopleSaboteurs } from '@/tests/conformance/saboteurs/people';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';
import { seriesSaboteurs } from '@/tests/conformance/saboteurs/series';

export const allSaboteurs: readonly Saboteur[] = [
  ...freeBusySaboteurs,
  ...peopleSaboteurs,
  ...listEventsSaboteurs,
  ...findSaboteurs,
  ...createSaboteurs,
  ...changeSaboteurs,
  ...changeRoomsSaboteurs,
  ...seriesSaboteurs,
  ...occurrencesSaboteurs,
  ...respondSaboteurs,
  ...changeFeedSaboteurs,
  ...failureSaboteurs,
  ...declarationSaboteurs,
];
