import { type MonthlyWay, monthlyWays } from '@/app/_components/booking/repeat/repeat';
import { daysInMonth, weekdayPosition } from '@/lib/core/recurrence/takes-date';
import type { CalendarDate } from '@/lib/core/time/wall-time';

/** The ways in which that date may come again every month; a fifth Tuesday is only the last. */
export function monthlyWaysOf(date: CalendarDate): readonly MonthlyWay[] {
  const fits: Readonly<Record<MonthlyWay, boolean>> = {
    day: true,
    'last-day': date.day === daysInMonth(date),
    weekday: weekdayPosition(date, 'front') <= 4,
    'last-weekday': weekdayPosition(date, 'back') === -1,
  };
  return monthlyWays.filter((way) => fits[way]);
}

const nearest: Readonly<Record<MonthlyWay, MonthlyWay>> = {
  day: 'day',
  'last-day': 'day',
  weekday: 'last-weekday',
  'last-weekday': 'weekday',
};

/** The chosen way, or what comes nearest to it where the date does not allow it. */
export function monthlyWayFor(chosen: MonthlyWay, date: CalendarDate): MonthlyWay {
  return monthlyWaysOf(date).includes(chosen) ? chosen : nearest[chosen];
}
