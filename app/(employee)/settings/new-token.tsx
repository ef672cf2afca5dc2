'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_components/button';
import { controlClass } from '@/app/_components/control-class';
import { ErrorLine } from '@/app/_components/error-line';
import { Field } from '@/app/_components/field';
import { useErrorText } from '@/app/_components/use-error-text';
import { createToken, tokensQuery } from '@/lib/http/client/account';

const longestLabel = 100;

/** Asks what the token is for, makes it, and shows its text this once. */
export function NewToken() {
  const t = useTranslations('settings');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [label, setLabel] = useState('');
  const making = useMutation({
    mutationFn: createToken,
    retry: false,
    onSuccess: () => setLabel(''),
    onSettled: () => client.invalidateQueries(tokensQuery()),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (label.trim() !== '') making.mutate(label);
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <div className="flex items-end gap-2">
        <Field label={t('tokenLabel')} className="grow">
          {(control) => (
            <input
              {...control}
              value={label}
              required
              maxLength={longestLabel}
              autoComplete="off"
              onChange={(event) => setLabel(event.currentTarget.value)}
              className={controlClass}
            />
          )}
        </Field>
        <Button type="submit" disabled={making.isPending}>
          {t('makeToken')}
        </Button>
      </div>
      <div role="status">
        {making.data && (
          <Field label={t('tokenText', { label: making.data.label })} hint={t('tokenOnce')}>
            {(control) => (
              <input
                {...control}
                readOnly
                value={making.data.token}
                onFocus={(event) => event.currentTarget.select()}
                className={controlClass}
              />
            )}
          </Field>
        )}
      </div>
      {making.error && <ErrorLine>{errorText(making.error)}</ErrorLine>}
    </form>
  );
}
