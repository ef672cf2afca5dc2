'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import {
  type ConnectableKind,
  connectableKinds,
} from '@/app/(admin)/admin/connections/connection-fields';
import { ConnectionForm } from '@/app/(admin)/admin/connections/connection-form';

/** Which calendar system, and what it takes to reach it. */
export function NewConnectionPage() {
  const t = useTranslations('connections');
  const router = useRouter();
  const [kind, setKind] = useState<ConnectableKind>('caldav');
  return (
    <div className="mx-auto grid max-w-xl gap-6">
      <h1 className="text-20 font-semibold">{t('newTitle')}</h1>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-semibold">{t('kindLabel')}</legend>
        {connectableKinds.map((each) => (
          <label
            key={each}
            className="flex gap-3 rounded-control border border-edge bg-surface p-3 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="kind"
              value={each}
              checked={kind === each}
              onChange={() => setKind(each)}
              className="size-6 shrink-0"
            />
            <span>
              <span className="block font-semibold">{t(`kind.${each}`)}</span>
              <span className="block text-14 text-quiet">{t(`kindText.${each}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <ConnectionForm
        key={kind}
        kind={kind}
        connection={null}
        onSaved={({ id }) => router.push(`/admin/connections/${id}`)}
      />
    </div>
  );
}
