/** The keys of Foyer, by where they work; each has its name and what it does in the catalogues. */
export const keyLines = {
  everywhere: ['help', 'tab', 'escape'],
  grid: ['arrows', 'homeEnd', 'firstLast', 'pages', 'zoom', 'enter', 'select', 'letGo'],
  week: ['openDay', 'weeks'],
  own: ['own', 'take', 'lengthen', 'cancel', 'undo'],
} as const;

export type KeyGroup = keyof typeof keyLines;
export type KeyLine = (typeof keyLines)[KeyGroup][number];

/** Those that are one character alone, which can be turned off. */
const singleKeyLines: readonly KeyLine[] = ['help', 'zoom', 'take'];

export function isSingleKey(line: KeyLine): boolean {
  return singleKeyLines.includes(line);
}
