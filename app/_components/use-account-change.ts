'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import { chooseLocale } from '@/app/_components/preferences';
import { changeMe } from '@/lib/http/client/account';
import { isLocale } from '@/lib/i18n/locales';

/** Changes what Foyer keeps with the reader, and paints the page anew; a language also for signing in here. */
export function useAccountChange() {
  const locale = useLocale();
  const router = useRouter();
  return useMutation({
    mutationFn: changeMe,
    retry: false,
    onSuccess: async ({ locale: chosen }) => {
      if (isLocale(chosen) && chosen !== locale) await chooseLocale(chosen);
      router.refresh();
    },
  });
}
