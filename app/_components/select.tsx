import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from '@/app/_components/class-names';
import { controlClass } from '@/app/_components/control-class';

/** The platform's own list: at home on phones and with every screen reader. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={classNames('relative block', className)}>
      <select {...rest} className={`${controlClass} appearance-none truncate pe-8`}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        size={16}
        className="pointer-events-none absolute inset-e-2 top-1/2 -translate-y-1/2 text-quiet"
      />
    </span>
  );
}
