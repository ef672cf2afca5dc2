import { type ReactNode, useId } from 'react';
import { labelClass } from '@/app/_components/control-class';

export interface ControlIds {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  readonly className?: string;
  /** Renders the control, which takes over the ids that tie it to its words. */
  readonly children: (control: ControlIds) => ReactNode;
}

/** A label, its control, and beneath it a hint and what is wrong with the value. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={className}>
      <label htmlFor={id} className={`${labelClass} mb-1`}>
        {label}
      </label>
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {hint && (
        <div id={`${id}-hint`} className="mt-1 text-12 text-quiet">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-12 font-semibold text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
