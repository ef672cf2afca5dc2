import { type NextRequest, NextResponse } from 'next/server';
import { pageHeader } from '@/lib/auth/page-header';

/** Tells the pages that need a sign-in which of them was asked for, so that one comes back to it. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  const { pathname, search } = request.nextUrl;
  headers.set(pageHeader, pathname + search);
  return NextResponse.next({ request: { headers } });
}

export const config = {
  matcher: [
    '/',
    '/rooms/:path*',
    '/bookings/:path*',
    '/book',
    '/grid',
    '/settings',
    '/admin/:path*',
  ],
};
