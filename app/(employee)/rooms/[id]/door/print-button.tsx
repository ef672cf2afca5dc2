'use client';

import { Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';

export function PrintButton() {
  const t = useTranslations('room');
  return (
    <Button variant="primary" onClick={() => window.print()}>
      <Printer aria-hidden size={16} />
      {t('doorPrint')}
    </Button>
  );
}
