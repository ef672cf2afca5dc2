import { appearanceStates } from '@/tests/e2e/page-states/appearance';
import { bookingStates } from '@/tests/e2e/page-states/booking';
import { connectionStates } from '@/tests/e2e/page-states/connections';
import { gridStates } from '@/tests/e2e/page-states/grid';
import { myBookingsStates } from '@/tests/e2e/page-states/my-bookings';
import { otherStates } from '@/tests/e2e/page-states/other';
import type { PageState } from '@/tests/e2e/page-states/page-state';
import { searchStates } from '@/tests/e2e/page-states/search';
import { seriesStates } from '@/tests/e2e/page-states/series';

/** Those that book come last: what they leave behind shows in no other. */
export const allPageStates: readonly PageState[] = [
  ...otherStates,
  ...connectionStates,
  ...appearanceStates,
  ...searchStates,
  ...gridStates,
  ...myBookingsStates,
  ...bookingStates,
  ...seriesStates,
];
