'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_components/button';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';

/** The address, this once, to be taken over by hand or by a button. */
export function FeedAddress({ url }: { readonly url: string }) {
  const t = useTranslations('room');
  const [copied, setCopied] = useState(false);
  // Where the browser does not let a page copy, the address is still there to be selected.
  const copy = () =>
    navigator.clipboard?.writeText(url).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="grid gap-2">
      <Field label={t('feedAddress')} hint={t('feedOnce')}>
        {(control) => (
          <input
            {...control}
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
            className={controlClass}
          />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <Button onClick={() => void copy()}>{t('feedCopy')}</Button>
        {copied && <span>{t('feedCopied')}</span>}
      </div>
    </div>
  );
}
