'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { featuresQuery } from '@/lib/http/client/places-queries';

/** What pieces of equipment are called, by their keys; empty until that is known. */
export type FeatureNames = ReadonlyMap<string, string>;

export function useFeatureNames(): FeatureNames {
  const { data } = useQuery(featuresQuery());
  return useMemo(() => new Map(data?.map(({ id, name }) => [id, name])), [data]);
}
