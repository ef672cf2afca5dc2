'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useOnline } from '@/app/_components/use-online';

/** Says that the network is gone, for as long as it is. */
export function OfflineBanner() {
  const t = useTranslations('app');
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <p className="flex items-center justify-center gap-2 border-b border-notice-edge bg-notice-soft px-4 py-2">
          <WifiOff aria-hidden size={16} className="shrink-0" />
          {t('offline')}
        </p>
      )}
    </div>
  );
}
