import { CircleAlert, CircleCheck, CircleHelp, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '@/app/_components/class-names';

export type NoticeTone = 'done' | 'unknown' | 'warning' | 'danger';

const tones: Readonly<Record<NoticeTone, { icon: LucideIcon; className: string }>> = {
  done: { icon: CircleCheck, className: 'border-accent bg-accent-soft' },
  unknown: { icon: CircleHelp, className: 'border-edge bg-sunken' },
  warning: { icon: TriangleAlert, className: 'border-notice-edge bg-notice-soft' },
  danger: { icon: CircleAlert, className: 'border-danger bg-danger-soft' },
};

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` interrupts a screen reader: for the outcome of what the reader has just done. */
  readonly role?: 'alert' | 'status';
}

/** Something the reader must know, with a way out beside it. */
export function Notice({ tone, title, children, actions, role }: NoticeProps) {
  const { icon: Icon, className } = tones[tone];
  return (
    <div role={role} className={classNames('flex gap-3 rounded-control border p-3', className)}>
      <Icon aria-hidden size={20} className="shrink-0" />
      <div className="grid min-w-0 gap-2">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
