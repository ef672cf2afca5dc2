import { handle } from '@/app/api/v1/handle';
import { listFeatures } from '@/lib/http/contract/places';
import { toCall, wholeList } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(listFeatures, async ({ places }, input) => {
    const features = await places.listFeatures(toCall(input).person.organisationId);
    return wholeList(features.map(({ key, name }) => ({ id: key, name })));
  }),
});
