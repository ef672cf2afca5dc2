'use client';

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { keepOnDevice, zoneCookie } from '@/app/_components/device-cookies';
import { browserZone } from '@/app/_components/reader';
import { problemCodeOf, RequestFailure } from '@/lib/http/client/request-failure';

/** What every page beneath it needs in the browser. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createClient);
  useEffect(() => void keepOnDevice(zoneCookie, browserZone()), []);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function createClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    defaultOptions: { queries: { retry: worthRetrying, networkMode: 'always' } },
  });
}

/** One more try for what may pass by itself; a refusal stays a refusal. */
function worthRetrying(failures: number, error: Error): boolean {
  if (failures >= 1 || !(error instanceof RequestFailure)) return false;
  return error.problem === null ? error.kind === 'offline' : error.problem.status >= 500;
}

function signInAgain(error: Error): void {
  if (problemCodeOf(error) !== 'unauthenticated') return;
  const { pathname, search } = window.location;
  const query = new URLSearchParams({ callbackUrl: pathname + search });
  window.location.assign(`/sign-in?${query}`);
}
