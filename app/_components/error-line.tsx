import type { ReactNode } from 'react';

/** What went wrong with what was just asked for, beside it and at once. */
export function ErrorLine({ children }: { readonly children: ReactNode }) {
  return (
    <p role="alert" className="text-12 font-semibold text-danger">
      {children}
    </p>
  );
}
