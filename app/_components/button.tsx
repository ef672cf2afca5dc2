import type { ComponentProps } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from '@/app/_components/button-class';
import { classNames } from '@/app/_components/class-names';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
}

/** A native button that does not submit unless told to. */
export function Button({ variant, size, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={classNames(buttonClass(variant, size), className)} />
  );
}
