'use client';

import { ArrowRight, LogIn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_components/button';
import { Notice } from '@/app/_components/notice';
import type { Role } from '@/lib/core/places/role';
import { type SignInWay, startSignIn } from '@/lib/http/client/session';

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

interface SignInChoicesProps {
  readonly hasOidc: boolean;
  readonly people: readonly DemoPerson[];
  readonly callbackUrl: string;
}

/** The ways to sign in that this Foyer offers. */
export function SignInChoices({ hasOidc, people, callbackUrl }: SignInChoicesProps) {
  const t = useTranslations('signIn');
  const [state, setState] = useState<'idle' | 'leaving' | 'failed'>('idle');
  const start = async (wish: SignInWay) => {
    setState('leaving');
    try {
      window.location.assign(await startSignIn(wish, callbackUrl));
    } catch {
      setState('failed');
    }
  };
  const disabled = state === 'leaving';
  return (
    <div className="grid gap-6" aria-busy={disabled}>
      {state === 'failed' && (
        <Notice tone="danger" role="alert">
          {t('unreachable')}
        </Notice>
      )}
      {hasOidc && (
        <Button
          variant="primary"
          size="large"
          disabled={disabled}
          onClick={() => void start({ way: 'oidc' })}
        >
          <LogIn aria-hidden size={16} />
          {t('oidc')}
        </Button>
      )}
      {people.length > 0 && (
        <section aria-labelledby="demo-people">
          <h2 id="demo-people" className="text-16 font-semibold">
            {t('demoTitle')}
          </h2>
          <p className="mb-3 text-quiet">{t('demoLead')}</p>
          <ul className="border-b border-hairline">
            {people.map((person) => (
              <li key={person.id} className="border-t border-hairline">
                <PersonChoice
                  person={person}
                  disabled={disabled}
                  onChoose={() => void start({ way: 'demo', personId: person.id })}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface PersonChoiceProps {
  readonly person: DemoPerson;
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

function PersonChoice({ person, disabled, onChoose }: PersonChoiceProps) {
  const t = useTranslations();
  return (
    <button
      type="button"
      disabled={disabled}
      aria-label={t('signIn.demoAs', { name: person.name })}
      onClick={onChoose}
      className="group flex w-full items-center justify-between gap-4 px-2 py-3 text-start hover:bg-accent-soft disabled:opacity-60"
    >
      <span className="min-w-0">
        <span className="block truncate text-16 font-semibold">{person.name}</span>
        <span className="block truncate text-12 text-quiet">
          {t(`role.${person.role}`)}, {person.email}
        </span>
      </span>
      <ArrowRight aria-hidden size={16} className="shrink-0 text-accent" />
    </button>
  );
}
