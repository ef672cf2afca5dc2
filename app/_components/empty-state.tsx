import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly text: string;
  readonly actions?: ReactNode;
  /** It is all that the page has to say: its title is the page's heading. */
  readonly isPage?: boolean;
}

/** Says that there is nothing and what to do about it. */
export function EmptyState({ title, text, actions, isPage = false }: EmptyStateProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className="grid justify-items-start gap-2 border-t border-hairline py-8">
      <Title className="text-20 font-semibold">{title}</Title>
      <p className="max-w-prose text-quiet">{text}</p>
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
