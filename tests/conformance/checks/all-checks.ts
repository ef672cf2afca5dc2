import { changeChecks } from '@/tests/conformance/checks/change';
import { changeFeedChecks } from '@/tests/conformance/checks/change-feed';
import { changeRoomsChecks } from '@/tests/conformance/checks/change-rooms';
import type { Check } from '@/tests/conformance/checks/check';
import { createChecks } from '@/tests/conformance/checks/create';
import { declarationChecks } from '@/tests/conformance/checks/declarations';
import { failureChecks } from '@/tests/conformance/checks/failures';
import { findAndGetChecks } from '@/tests/conformance/checks/find-and-get';
import { freeBusyChecks } from '@/tests/conformance/checks/free-busy';
import { listEventsChecks } from '@/tests/conformance/checks/list-events';
import { occurrencesChecks } from '@/tests/conformance/checks/occurrences';
import { peopleChecks } from '@/tests/conformance/checks/people';
import { refereeChecks } from '@/tests/conformance/checks/referee';
import { respondChecks } from '@/tests/conformance/checks/respond';
import { seriesChecks } from '@/tests/conformance/checks/series';
import { seriesChangeChecks } from '@/tests/conformance/checks/series-change';
import { timeChecks } from '@/tests/conformance/checks/time';

/** Every promise of the port that this suite asks for, on every backend. */
export const allChecks: readonly Check[] = [
  ...freeBusyChecks,
  ...peopleChecks,
  ...timeChecks,
  ...listEventsChecks,
  ...createChecks,
  ...refereeChecks,
  ...findAndGetChecks,
  ...changeChecks,
  ...changeRoomsChecks,
  ...seriesChecks,
  ...seriesChangeChecks,
  ...occurrencesChecks,
  ...respondChecks,
  ...changeFeedChecks,
  ...failureChecks,
  ...declarationChecks,
];
