'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { ErrorLine } from '@/app/_components/error-line';
import { LoadError } from '@/app/_components/load-error';
import { useReaderZone } from '@/app/_components/reader';
import { useErrorText } from '@/app/_components/use-error-text';
import { NewToken } from '@/app/(employee)/settings/new-token';
import { dateOf } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import { removeToken, tokensQuery } from '@/lib/http/client/account';
import { readInstant } from '@/lib/http/client/read-instant';
import type { TokenAnswer } from '@/lib/http/contract/me';
import { formatCalendarDate } from '@/lib/i18n/format-date';

/** The reader's tokens for programs: made here, shown once, revoked at once. */
export function TokensSection() {
  const t = useTranslations('settings');
  const zone = useReaderZone();
  const { data, error, refetch } = useQuery(tokensQuery());
  return (
    <section aria-labelledby="tokens" className="grid gap-3">
      <h2 id="tokens" className="text-16 font-semibold">
        {t('tokens')}
      </h2>
      <p className="text-quiet">{t('tokensText')}</p>
      {error && !data && (
        <LoadError title={t('tokensError')} error={error} onRetry={() => void refetch()} />
      )}
      {!error && (!data || zone === null) && <div aria-hidden className="skeleton h-14" />}
      {data?.length === 0 && <p>{t('noTokens')}</p>}
      {data && zone !== null && data.length > 0 && (
        <ul className="border-b border-hairline">
          {data.map((token) => (
            <TokenRow key={token.id} token={token} zone={zone} />
          ))}
        </ul>
      )}
      <NewToken />
    </section>
  );
}

interface TokenRowProps {
  readonly token: TokenAnswer;
  readonly zone: ZoneId;
}

function TokenRow({ token, zone }: TokenRowProps) {
  const t = useTranslations('settings');
  const locale = useLocale();
  const client = useQueryClient();
  const errorText = useErrorText();
  const removing = useMutation({
    mutationFn: removeToken,
    retry: false,
    onSettled: () => client.invalidateQueries(tokensQuery()),
  });
  const day = (text: string) =>
    formatCalendarDate(dateOf(readInstant(text), zone), 'plain', locale);
  const { id, label, createdAt, expiresAt, lastUsedAt } = token;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-hairline py-2">
      <div className="min-w-0 grow">
        <p className="font-semibold break-words">{label}</p>
        <p className="text-12 text-quiet">
          {t('tokenMade', { date: day(createdAt) })}
          {expiresAt && `, ${t('tokenExpires', { date: day(expiresAt) })}`}
          {', '}
          {lastUsedAt ? t('tokenUsed', { date: day(lastUsedAt) }) : t('tokenUnused')}
        </p>
        {removing.error && <ErrorLine>{errorText(removing.error)}</ErrorLine>}
      </div>
      <Button
        aria-label={t('revokeNamed', { label })}
        disabled={removing.isPending}
        onClick={() => removing.mutate(id)}
      >
        {t('revoke')}
      </Button>
    </li>
  );
}
