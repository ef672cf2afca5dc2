export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The query of a page's address as the browser reads it: of a name that is there twice the first. */
export function toAddress(params: SearchParams): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const [first] = [value].flat();
    if (first !== undefined) address.set(name, first);
  }
  return address;
}
