import Link from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link to a page of Foyer. Its page is made for the reader when it is asked for, so there is
 * nothing to fetch ahead; each link in view would only ask the server in vain.
 */
export function PageLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  return <Link {...props} prefetch={false} />;
}
