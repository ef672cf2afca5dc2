'use client';

import { useTranslations } from 'next-intl';
import { DatePicker } from '@/app/_components/date-picker';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import { TimeSelect } from '@/app/_components/time-select';
import { PeopleField } from '@/app/(employee)/_filters/people-field';
import { DurationField } from '@/app/(employee)/_search/duration-field';
import { MoreFilters } from '@/app/(employee)/_search/more-filters';
import { RepeatPart } from '@/app/(employee)/_search/repeat-part';
import { nextSlot, type ResolvedSearch } from '@/app/(employee)/_search/resolve-search';
import { everyBuilding, type SearchState } from '@/app/(employee)/_search/search-state';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import type { Instant } from '@/lib/core/time/instant';
import { dateOf } from '@/lib/core/time/wall-time';
import type { BuildingAnswer } from '@/lib/http/contract/places';

interface SearchFormProps {
  readonly state: SearchState;
  readonly resolved: ResolvedSearch;
  readonly change: ChangeSearch;
  readonly now: Instant;
  readonly buildings: readonly BuildingAnswer[];
}

/** What is needed. Results follow each change; there is no button to press. */
export function SearchForm({ state, resolved, change, now, buildings }: SearchFormProps) {
  const t = useTranslations('search');
  const today = dateOf(nextSlot(now), resolved.zone);
  return (
    <search aria-label={t('form')} className="grid content-start gap-4">
      <h1 className="text-20 font-semibold">{t('title')}</h1>
      <div className="grid grid-cols-2 gap-x-3 gap-y-4 sm:grid-cols-4 lg:grid-cols-[minmax(0,10rem)_minmax(0,1fr)]">
        <Field label={t('date')}>
          {(control) => (
            <DatePicker
              control={control}
              value={resolved.date}
              today={today}
              least={today}
              onChange={(date) => change({ date })}
            />
          )}
        </Field>
        <Field label={t('start')}>
          {(control) => (
            <TimeSelect
              control={control}
              value={resolved.minuteOfDay}
              onChange={(minuteOfDay) => change({ minuteOfDay })}
            />
          )}
        </Field>
        <DurationField state={state} change={change} />
        <RepeatPart state={state} resolved={resolved} today={today} change={change} />
        <PeopleField
          people={state.people}
          change={change}
          className="max-sm:col-span-2 lg:col-span-2"
        />
        <Field label={t('building')} className="max-sm:col-span-2 lg:col-span-2">
          {(control) => (
            <Select
              {...control}
              value={resolved.building?.id ?? everyBuilding}
              onChange={(event) => change({ building: event.currentTarget.value, floor: null })}
            >
              <option value={everyBuilding}>{t('allBuildings')}</option>
              {buildings.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <MoreFilters state={state} building={resolved.building} change={change} />
    </search>
  );
}
