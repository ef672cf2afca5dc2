'use client';

import { useTranslations } from 'next-intl';
import { labelClass } from '@/app/_components/control-class';
import { type Scope, scopes } from '@/lib/http/client/change-booking';

interface ScopeFieldProps {
  readonly legend: string;
  readonly scope: Scope;
  readonly onChange: (scope: Scope) => void;
}

/** Which dates of a series are meant: this one, this and those after it, all. */
export function ScopeField({ legend, scope, onChange }: ScopeFieldProps) {
  const t = useTranslations('scope');
  return (
    <fieldset>
      <legend className={`${labelClass} mb-1`}>{legend}</legend>
      <div className="grid gap-1">
        {scopes.map((each) => (
          <label key={each} className="flex min-h-8 items-center gap-2">
            <input
              type="radio"
              name="scope"
              value={each}
              checked={scope === each}
              onChange={() => onChange(each)}
              className="size-6 shrink-0"
            />
            {t(each)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
