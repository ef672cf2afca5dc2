import { describe, expect, test } from 'vitest';
import { fromChangeCursor, toChangeCursor } from '@/lib/calendar/backends/local/change-cursor';
import { fromPageCursor } from '@/lib/calendar/backends/local/page-cursor';

describe('cursors of the change feed', () => {
  test.each([
    { floor: '1234', middle: null },
    { floor: '7', middle: { transactionId: '9', lineId: '12', nextFloor: '10' } },
  ])('read as they were written: %j', (cursor) => {
    expect(fromChangeCursor(toChangeCursor(cursor))).toEqual(cursor);
  });

  test.each(['', 'garbage', 'c1.', 'c1.12.3', 'c1.-1', 'c2.5', 'c1.99999999999999999999', 'c1.5 '])(
    'refuse %j',
    (text) => {
      expect(fromChangeCursor(text)).toBeNull();
    },
  );
});

test.each(['', 'garbage', '[]', Buffer.from('["x",1]').toString('base64url')])(
  'a page cursor that is not ours is an invalid request: %j',
  (text) => {
    expect(() => fromPageCursor(text)).toThrow(
      expect.objectContaining({ code: 'invalid-request' }),
    );
  },
);
