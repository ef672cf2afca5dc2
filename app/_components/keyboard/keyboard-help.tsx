'use client';

import { useTranslations } from 'next-intl';
import {
  isSingleKey,
  type KeyGroup,
  type KeyLine,
  keyLines,
} from '@/app/_components/keyboard/key-lines';
import { turnSingleKeys, useSingleKeys } from '@/app/_components/keyboard/single-keys';
import { Switch } from '@/app/_components/switch';

const groups: readonly KeyGroup[] = ['everywhere', 'grid', 'own', 'week'];

interface KeyboardHelpProps {
  /** On a page its parts stand under the page's title, in a dialog under the dialog's. */
  readonly headings: 'h2' | 'h3';
}

/** Every key and what it does, and the switch for those that are one character alone. */
export function KeyboardHelp({ headings: Heading }: KeyboardHelpProps) {
  const t = useTranslations('keyboard');
  const isOn = useSingleKeys();
  return (
    <div className="grid gap-6">
      <section className="grid justify-items-start gap-2">
        <Heading className="text-16 font-semibold">{t('singleTitle')}</Heading>
        <p>{t('singleText')}</p>
        <Switch checked={isOn} onChange={turnSingleKeys}>
          {t('singleSwitch')}
        </Switch>
      </section>
      {groups.map((group) => (
        <section key={group}>
          <Heading className="mb-2 text-16 font-semibold">{t(`group.${group}`)}</Heading>
          <dl className="border-b border-hairline text-14">
            {keyLines[group].map((line) => (
              <Line key={line} line={line} isOff={!isOn && isSingleKey(line)} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

interface LineProps {
  readonly line: KeyLine;
  readonly isOff: boolean;
}

function Line({ line, isOff }: LineProps) {
  const t = useTranslations('keyboard');
  return (
    <div className="grid gap-x-4 border-t border-hairline py-2 sm:grid-cols-[12rem_1fr]">
      <dt className="font-semibold">
        <kbd className="font-sans">{t(`keys.${line}`)}</kbd>
      </dt>
      <dd>
        {isOff ? <s className="text-quiet">{t(`does.${line}`)}</s> : t(`does.${line}`)}
        {isOff && ` (${t('isOff')})`}
      </dd>
    </div>
  );
}
