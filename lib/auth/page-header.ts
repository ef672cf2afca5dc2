/** Which page of this site was asked for, path and query; set by the proxy in front of the pages. */
export const pageHeader = 'x-foyer-page';

/** The sign-in page, from which one comes back to the page that was asked for. */
export function signInAddress(headers: Pick<Headers, 'get'>): string {
  const page = headers.get(pageHeader);
  if (page === null || page === '/') return '/sign-in';
  return `/sign-in?${new URLSearchParams({ callbackUrl: page })}`;
}
