'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from '@/app/_components/button';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';

/** The address, this once, to be taken over by hand or by a button. */
export function FeedAddress({ url }: { readonly url: string }) {
  const t = useTranslations('room');
  const field = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<'feedCopied' | 'feedSelected' | null>(null);
  const copy = async () => {
    const isCopied = await copyText(url);
    if (!isCopied) field.current?.focus();
    setOutcome(isCopied ? 'feedCopied' : 'feedSelected');
  };
  return (
    <div className="grid gap-2">
      <Field label={t('feedAddress')} hint={t('feedOnce')}>
        {(control) => (
          <input
            {...control}
            ref={field}
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
            className={controlClass}
          />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <Button onClick={() => void copy()}>{t('feedCopy')}</Button>
        <span role="status">{outcome && t(outcome)}</span>
      </div>
    </div>
  );
}

/** False where the browser does not let a page copy, as it does not without TLS. */
async function copyText(text: string): Promise<boolean> {
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
