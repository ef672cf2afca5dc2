/** What tells which key was pressed and where; a part of what a browser says of it. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** The character of a key pressed by itself or with Shift alone; null for any other press. */
export function singleKeyOf({ key, ctrlKey, altKey, metaKey }: KeyPress): string | null {
  const isAlone = !ctrlKey && !altKey && !metaKey;
  return isAlone && [...key].length === 1 && key !== ' ' ? key.toLowerCase() : null;
}
