/** Fetches the booking form when it is likely to be wanted, so that it opens at once. */
export function prepareBooking(): void {
  // Whoever then asks for it hears of a failure.
  import('@/app/_components/booking/booking-dialog').catch(() => undefined);
}
