'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { LoadError } from '@/app/_components/load-error';
import { Notice } from '@/app/_components/notice';
import { AbilityList } from '@/app/(admin)/admin/connections/[id]/ability-list';
import {
  groupProblems,
  type ProblemGroup,
} from '@/app/(admin)/admin/connections/[id]/group-problems';
import { LastTrial } from '@/app/(admin)/admin/connections/[id]/last-trial';
import { sendForAnswer } from '@/lib/http/client/send';
import {
  type ConnectionAnswer,
  type TestAnswer,
  testConnection,
} from '@/lib/http/contract/admin-connections';
import { formatList } from '@/lib/i18n/format-list';

/** Tries the connection as bookings would use it, and says in words what is wrong and what to do. */
export function ConnectionTest({ connection }: { readonly connection: ConnectionAnswer }) {
  const t = useTranslations('connections');
  const client = useQueryClient();
  const { id } = connection;
  const testing = useMutation({
    mutationFn: (write: boolean) =>
      sendForAnswer(testConnection, { params: { id }, body: { write } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
  return (
    <section aria-labelledby="test" className="grid justify-items-start gap-3">
      <h2 id="test" className="text-16 font-semibold">
        {t('testTitle')}
      </h2>
      <p className="max-w-prose text-quiet">{t('testText')}</p>
      <div className="flex flex-wrap gap-2">
        <Button disabled={testing.isPending} onClick={() => testing.mutate(false)}>
          {testing.isPending && !testing.variables ? t('testing') : t('test')}
        </Button>
        {connection.roomCount > 0 && (
          <Button disabled={testing.isPending} onClick={() => testing.mutate(true)}>
            {testing.isPending && testing.variables ? t('testing') : t('testWriting')}
          </Button>
        )}
      </div>
      {testing.error && (
        <LoadError
          title={t('testBroken')}
          error={testing.error}
          onRetry={() => testing.mutate(testing.variables ?? false)}
        />
      )}
      {testing.data && <TestResult result={testing.data} />}
      <LastTrial connectionId={id} />
    </section>
  );
}

function TestResult({ result }: { readonly result: TestAnswer }) {
  const t = useTranslations('connections');
  const { ok, latencyMs, problems, capabilities } = result;
  return (
    <div className="grid w-full gap-4">
      {ok ? (
        <p role="status" className="flex items-start gap-2 font-semibold">
          <CircleCheck aria-hidden size={20} className="shrink-0 text-accent" />
          {t('testOk', { ms: Math.round(latencyMs) })}
        </p>
      ) : (
        <Notice tone="danger" role="alert" title={t('testFailed')}>
          <ul className="grid gap-2">
            {groupProblems(problems).map((problem) => (
              <Problem key={`${problem.step} ${problem.code}`} problem={problem} />
            ))}
          </ul>
        </Notice>
      )}
      <AbilityList capabilities={capabilities} />
    </div>
  );
}

const roomsNamed = 5;

function Problem({ problem }: { readonly problem: ProblemGroup }) {
  const t = useTranslations('connections');
  const locale = useLocale();
  const { step, code, message, roomNames } = problem;
  const others = roomNames.length - roomsNamed;
  const named = [
    ...roomNames.slice(0, roomsNamed),
    ...(others > 0 ? [t('otherRooms', { count: others })] : []),
  ];
  const stepText = () => {
    if (step === 'open') return '';
    if (step === 'list-rooms') return t('step.listRooms');
    const rooms = formatList(named, locale);
    return t(step === 'read-room' ? 'step.readRoom' : 'step.writing', { rooms });
  };
  return (
    <li>
      <p>
        {stepText()} {t(`problem.${code}`)}
      </p>
      <p className="text-12 break-words text-quiet">{t('detail', { message })}</p>
    </li>
  );
}
