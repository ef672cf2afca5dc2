import { handle } from '@/app/api/v1/handle';
import { previewBooking as preview } from '@/lib/http/contract/bookings';
import { toCall } from '@/lib/http/server/call';
import { methods } from '@/lib/http/server/methods';
import { presentPreview } from '@/lib/http/server/presenters/preview';
import { previewBooking } from '@/lib/services/preview-booking';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: handle(preview, async (foyer, input) => {
    const { changes, ...body } = input.body;
    const found = await previewBooking(foyer, { ...body, changes: changes?.id }, toCall(input));
    return { status: 200, body: presentPreview(found) };
  }),
});
