import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly text: string;
  readonly actions?: ReactNode;
}

/** Says that there is nothing and what to do about it. */
export function EmptyState({ title, text, actions }: EmptyStateProps) {
  return (
    <div className="grid justify-items-start gap-2 border-t border-hairline py-8">
      <p className="text-20 font-semibold">{title}</p>
      <p className="max-w-prose text-quiet">{text}</p>
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
