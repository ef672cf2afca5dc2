type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The same object without the fields that are undefined; made of plain, mutable parts. */
export function definedOnly<T extends object>(fields: T): Partial<Defined<T>> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return structuredClone(Object.fromEntries(kept)) as Partial<Defined<T>>;
}
