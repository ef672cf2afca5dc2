import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from '@/app/_components/class-names';

interface ChipProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'children'> {
  readonly type: 'radio' | 'checkbox';
  /** Takes less room on phones, for many in a row. */
  readonly isDense?: boolean;
  readonly children: ReactNode;
}

/** A choice as a small plate: a native radio button or checkbox under its label. */
export function Chip({ isDense = false, children, ...rest }: ChipProps) {
  const id = useId();
  return (
    <span className="relative inline-flex">
      <input
        {...rest}
        id={id}
        className="peer absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <label
        htmlFor={id}
        className={classNames(
          'inline-flex min-h-9 items-center gap-2 rounded-control border border-edge bg-surface py-1 text-14',
          isDense ? 'px-2 sm:px-3' : 'px-3',
          'transition-colors motion-reduce:transition-none duration-100 peer-hover:border-accent',
          'peer-checked:border-accent peer-checked:bg-accent-soft peer-checked:font-semibold peer-checked:text-accent-strong',
          'peer-checked:inset-ring peer-checked:inset-ring-accent',
          'peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent',
        )}
      >
        {children}
      </label>
    </span>
  );
}
