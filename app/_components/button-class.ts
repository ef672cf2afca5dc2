import { classNames } from '@/app/_components/class-names';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary:
    'forced-exact border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong',
  secondary: 'border-edge bg-surface text-ink hover:border-accent hover:text-accent',
  quiet: 'border-transparent text-accent hover:bg-accent-soft',
  danger: 'forced-exact border-danger bg-danger text-on-danger hover:brightness-90',
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  small: 'min-h-8 px-2 py-1 text-14',
  medium: 'min-h-9 px-3 py-1 text-14',
  large: 'min-h-11 px-4 py-2 text-16',
};

/** How a button looks; links that act as buttons share it. */
export function buttonClass(
  variant: ButtonVariant = 'secondary',
  size: ButtonSize = 'medium',
): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-control border text-center text-balance font-semibold',
    'transition-colors motion-reduce:transition-none duration-100 disabled:cursor-not-allowed disabled:opacity-60',
    variants[variant],
    sizes[size],
  );
}
