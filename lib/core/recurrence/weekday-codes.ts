/** RFC 5545's names of weekdays, Monday first: the place in this list is the ISO weekday less one. */
export const weekdayCodes: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
