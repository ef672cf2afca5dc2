import * as z from 'zod';
import { roles } from '@/lib/core/places/role';
import { endpoint } from '@/lib/http/contract/endpoint';

export const meSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
});
export type Me = z.infer<typeof meSchema>;

export const getMe = endpoint({
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is signed in',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  answer: meSchema,
  statuses: [200],
});
