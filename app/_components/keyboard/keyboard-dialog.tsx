'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '@/app/_components/dialog';
import { KeyboardHelp } from '@/app/_components/keyboard/keyboard-help';

/** The keys over the page, so that whoever asks for them keeps their place. */
export function KeyboardDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('keyboard');
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <KeyboardHelp headings="h3" />
    </Dialog>
  );
}
