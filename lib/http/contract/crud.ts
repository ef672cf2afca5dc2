import * as z from 'zod/mini';
import { endpoint } from '@/lib/http/contract/endpoint';
import { idSchema, listOf } from '@/lib/http/contract/fields';

export interface CrudParts<
  Answer extends z.ZodMiniType,
  Input extends z.ZodMiniType,
  Change extends z.ZodMiniType,
> {
  /** `Building`, as the endpoints' ids end. */
  readonly name: string;
  readonly path: string;
  readonly noun: string;
  readonly answer: Answer;
  readonly input: Input;
  readonly change: Change;
}

/** The five endpoints of a thing that admins keep: list, create, read, change, remove. */
export function crudEndpoints<
  Answer extends z.ZodMiniType,
  Input extends z.ZodMiniType,
  Change extends z.ZodMiniType,
>({ name, path, noun, answer, input, change }: CrudParts<Answer, Input, Change>) {
  const none = z.object({});
  const one = z.object({ id: idSchema });
  const shared = { access: 'admin', query: none } as const;
  return {
    list: endpoint({
      ...shared,
      id: `admin${name}List`,
      method: 'GET',
      path,
      summary: `List every ${noun}`,
      params: none,
      body: z.undefined(),
      answer: listOf(answer),
      statuses: [200],
    }),
    create: endpoint({
      ...shared,
      id: `admin${name}Create`,
      method: 'POST',
      path,
      summary: `Add a ${noun}`,
      params: none,
      body: input,
      answer,
      statuses: [201],
    }),
    get: endpoint({
      ...shared,
      id: `admin${name}Get`,
      method: 'GET',
      path: `${path}/{id}`,
      summary: `Read one ${noun}`,
      params: one,
      body: z.undefined(),
      answer,
      statuses: [200],
    }),
    update: endpoint({
      ...shared,
      id: `admin${name}Update`,
      method: 'PATCH',
      path: `${path}/{id}`,
      summary: `Change a ${noun}; fields left out stay`,
      params: one,
      body: change,
      answer,
      statuses: [200],
    }),
    remove: endpoint({
      ...shared,
      id: `admin${name}Remove`,
      method: 'DELETE',
      path: `${path}/{id}`,
      summary: `Remove a ${noun} that nothing uses`,
      params: one,
      body: z.undefined(),
      answer: z.undefined(),
      statuses: [204],
    }),
  };
}
