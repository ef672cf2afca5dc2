import * as z from 'zod/mini';
import { roles } from '@/lib/core/places/role';
import { endpoint } from '@/lib/http/contract/endpoint';
import { idSchema, instantOutput, listOf } from '@/lib/http/contract/fields';

const personSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  leavingAt: z.nullable(instantOutput).register(z.globalRegistry, {
    description: 'Set while their bookings to come are cancelled; when that is done they are gone.',
  }),
});

export const listPeople = endpoint({
  id: 'adminPersonList',
  method: 'GET',
  path: '/api/v1/admin/people',
  summary: 'List everybody whom Foyer knows',
  access: 'admin',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  answer: listOf(personSchema),
  statuses: [200],
});

export const removePerson = endpoint({
  id: 'adminPersonRemove',
  method: 'DELETE',
  path: '/api/v1/admin/people/{id}',
  summary:
    'Remove a person: signed out at once, bookings to come cancelled, then what names them taken out',
  access: 'admin',
  params: z.object({ id: idSchema }),
  query: z.object({}),
  body: z.undefined(),
  answer: z.null(),
  statuses: [204],
});
