/** A dialog that closes gives the focus back a frame later; what moves it on comes after that. */
export function afterFocusReturns(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}
