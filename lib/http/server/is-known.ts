/** Whether the caller has what bears this tag already: `If-None-Match`, RFC 9110 section 13.1.2. */
export function isKnown(headers: Headers, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  const known = headers.get('if-none-match')?.split(',') ?? [];
  return known.some((tag) => bare(tag) === bare(etag));
}
