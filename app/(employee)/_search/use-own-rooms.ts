'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ownRoomsQuery } from '@/lib/http/client/own-rooms';
import type { OwnRooms } from '@/lib/http/contract/own-rooms';

export interface SettledOwnRooms {
  /** False once they are known, could not be read, or cannot be asked for. */
  readonly isLoading: boolean;
  readonly ownRooms: OwnRooms | undefined;
}

/** The reader's own rooms as the page first learnt of them: a new favourite moves nothing under the hand. */
export function useOwnRooms(): SettledOwnRooms {
  const { data, isLoading, failureCount } = useQuery(ownRoomsQuery());
  const [ownRooms, settle] = useState(data);
  if (data && !ownRooms) settle(data);
  return { isLoading: isLoading && failureCount === 0, ownRooms };
}
