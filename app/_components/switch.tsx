import { useId } from 'react';

interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: string;
}

/** On or off at once, without a button to confirm it. */
export function Switch({ checked, onChange, children }: SwitchProps) {
  const id = useId();
  return (
    <span className="relative inline-flex min-h-6 items-center gap-2">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="peer absolute h-6 w-9 cursor-pointer opacity-0"
      />
      <span
        aria-hidden
        className={
          'flex h-5 w-9 items-center rounded-full border border-edge bg-surface px-[3px] transition-colors motion-reduce:transition-none duration-100 ' +
          'peer-checked:border-accent peer-checked:bg-accent peer-checked:*:translate-x-4 peer-checked:*:bg-on-accent ' +
          'peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent'
        }
      >
        <span className="forced-exact size-3 rounded-full bg-edge transition-transform motion-reduce:transition-none duration-100" />
      </span>
      <label htmlFor={id} className="text-14">
        {children}
      </label>
    </span>
  );
}
