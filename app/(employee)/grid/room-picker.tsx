'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import { useFloorText } from '@/app/_components/use-floor-text';
import { groupBy } from '@/lib/core/group-by';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface RoomPickerProps {
  /** Sorted by floor. */
  readonly rooms: readonly RoomAnswer[];
  readonly value: RoomAnswer;
  readonly onChange: (roomId: string) => void;
}

/** The rooms of a building, floor by floor. */
export function RoomPicker({ rooms, value, onChange }: RoomPickerProps) {
  const t = useTranslations('grid');
  const floorText = useFloorText();
  return (
    <Field label={t('room')}>
      {(control) => (
        <Select
          {...control}
          value={value.id}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {[...groupBy(rooms, ({ floor }) => floor)].map(([floor, onFloor]) => (
            <optgroup key={floor} label={floorText(floor)}>
              {onFloor.map(({ id, name, capacity }) => (
                <option key={id} value={id}>
                  {`${name} (${capacity})`}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </Field>
  );
}
