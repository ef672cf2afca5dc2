'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { ErrorLine } from '@/app/_components/error-line';
import { useErrorText } from '@/app/_components/use-error-text';
import { endSessions } from '@/lib/http/client/account';

/** Ends every session, this one too: for a device that was lost or left signed in. */
export function SessionsSection() {
  const t = useTranslations('settings');
  const errorText = useErrorText();
  const ending = useMutation({
    mutationFn: endSessions,
    retry: false,
    onSuccess: () => window.location.assign('/sign-in'),
  });
  return (
    <section aria-labelledby="sessions" className="grid justify-items-start gap-3">
      <h2 id="sessions" className="text-16 font-semibold">
        {t('sessions')}
      </h2>
      <p className="text-quiet">{t('sessionsText')}</p>
      <Button disabled={ending.isPending || ending.isSuccess} onClick={() => ending.mutate()}>
        {t('endSessions')}
      </Button>
      {ending.error && <ErrorLine>{errorText(ending.error)}</ErrorLine>}
    </section>
  );
}
