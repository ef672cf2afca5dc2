import { badRequest, GraphFailure } from '../graph-failure';
import type { Route } from './route';

/** What Graph does for a person who is signed in, and never for an application of its own. */
export const delegatedOnlyRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/users/{user}/findMeetingTimes',
    permissions: [],
    handle: () => {
      throw new GraphFailure(
        403,
        'ErrorAccessDenied',
        'Access is denied. Check credentials and try again.',
      );
    },
  },
  {
    method: 'POST',
    path: '/me/findMeetingTimes',
    permissions: [],
    handle: () => {
      throw badRequest(
        'BadRequest',
        '/me request is only valid with delegated authentication flow.',
      );
    },
  },
];
