import { changeSaboteurs, respondSaboteurs } from '@/tests/conformance/saboteurs/change';
import { changeFeedSaboteurs } from '@/tests/conformance/saboteurs/change-feed';
import { createSaboteurs } from '@/tests/conformance/saboteurs/create';
import { declarationSaboteurs, failureSaboteurs } from '@/tests/conformance/saboteurs/failures';
import { freeBusySaboteurs } from '@/tests/conformance/saboteurs/free-busy';
import { findSaboteurs, listEventsSaboteurs } from '@/tests/conformance/saboteurs/list-events';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';
import { seriesSaboteurs } from '@/tests/conformance/saboteurs/series';

export const allSaboteurs: readonly Saboteur[] = [
  ...freeBusySaboteurs,
  ...listEventsSaboteurs,
  ...findSaboteurs,
  ...createSaboteurs,
  ...changeSaboteurs,
  ...seriesSaboteurs,
  ...respondSaboteurs,
  ...changeFeedSaboteurs,
  ...failureSaboteurs,
  ...declarationSaboteurs,
];
