'use client';

import { useTranslations } from 'next-intl';

/** A floor in words: a bare number says nothing beside a room's name; a name stands for itself. */
export function useFloorText(): (floor: string) => string {
  const t = useTranslations('common');
  return (floor) => {
    if (floor === '0') return t('groundFloor');
    return /^-?\d+$/.test(floor) ? t('floorNumbered', { number: floor }) : floor;
  };
}
