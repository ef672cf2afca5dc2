import type { ChangePage } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';

/**
 * The page, when it leads somewhere.
 * @throws BackendError `bad-response` when it is malformed, or promises more behind the cursor it
 * was asked with: a reader would never come to an end.
 */
export function checkChangePage(page: ChangePage, asked: string | null): ChangePage {
  const wellFormed =
    typeof page?.cursor === 'string' && (page.gap === true || Array.isArray(page.changes));
  if (!wellFormed) throw new BackendError('bad-response', 'a malformed page of changes');
  if (!page.gap && page.more && page.cursor === asked) {
    throw new BackendError('bad-response', 'a page of changes that leads back to itself');
  }
  return page;
}
