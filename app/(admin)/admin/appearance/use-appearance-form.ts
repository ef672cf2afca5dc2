import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import {
  type AppearanceDraft,
  fromAppearance,
  readAccent,
  toWish,
} from '@/app/(admin)/admin/appearance/appearance-draft';
import { appearanceQuery, saveAppearance } from '@/lib/http/client/appearance';
import type { AppearanceAnswer } from '@/lib/http/contract/appearance';

/** The state of the form, and saving it; the pages are painted anew then. */
export function useAppearanceForm(saved: AppearanceAnswer) {
  const t = useTranslations('appearance');
  const client = useQueryClient();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<AppearanceDraft>(() => fromAppearance(saved));
  const [nameError, setNameError] = useState<string | null>(null);
  const accent = readAccent(draft.accent);
  const isRefused = accent.state === 'colour' && !accent.derived.ok;
  const saving = useMutation({
    mutationFn: () => saveAppearance(toWish(draft, saved)),
    onSuccess: (answer) => {
      client.setQueryData(appearanceQuery().queryKey, answer);
      setDraft(fromAppearance(answer));
      router.refresh();
    },
    // Part of it may have been saved.
    onError: () => client.invalidateQueries(appearanceQuery()),
  });
  const focus = (name: string) => {
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  };
  return {
    form,
    draft,
    accent,
    nameError,
    saving,
    change: (change: Partial<AppearanceDraft>) => {
      saving.reset();
      if (change.name !== undefined) setNameError(null);
      setDraft({ ...draft, ...change });
    },
    submit: () => {
      const isNameless = draft.name.trim() === '';
      setNameError(isNameless ? t('nameMissing') : null);
      if (isNameless) return focus('name');
      if (accent.state === 'malformed' || isRefused) return focus('accent');
      saving.mutate();
    },
  };
}
