'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_components/button';
import { Dialog } from '@/app/_components/dialog';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { send } from '@/lib/http/client/send';
import { type ConnectionAnswer, deleteConnection } from '@/lib/http/contract/admin-connections';

/** The way to be rid of a connection, asked once more. */
export function RemoveConnection({ connection }: { readonly connection: ConnectionAnswer }) {
  const t = useTranslations('connections');
  const [isAsked, setAsked] = useState(false);
  return (
    <div className="border-t border-hairline pt-6">
      <Button onClick={() => setAsked(true)}>{t('remove')}</Button>
      {isAsked && <RemoveDialog connection={connection} onClose={() => setAsked(false)} />}
    </div>
  );
}

interface RemoveDialogProps {
  readonly connection: ConnectionAnswer;
  readonly onClose: () => void;
}

function RemoveDialog({ connection: { id, name }, onClose }: RemoveDialogProps) {
  const t = useTranslations('connections');
  const errorText = useErrorText();
  const router = useRouter();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => send(deleteConnection, { params: { id } }),
    onSuccess: async () => {
      client.removeQueries({ queryKey: ['connections', id] });
      await client.invalidateQueries({ queryKey: ['connections'], exact: true });
      router.push('/admin/connections');
    },
  });
  return (
    <Dialog title={t('removeTitle')} role="alertdialog" onClose={onClose}>
      <div className="grid gap-4">
        <p>{t('removeText', { name })}</p>
        {removing.error && (
          <Notice tone="danger" role="alert" title={t('removeFailed')}>
            {errorText(removing.error)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('removeKeep')}</Button>
          <Button variant="danger" disabled={removing.isPending} onClick={() => removing.mutate()}>
            {t('remove')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
