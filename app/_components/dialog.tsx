'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from '@/app/_components/icon-button';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly role?: 'dialog' | 'alertdialog';
  readonly children: ReactNode;
}

/** A window over the page that keeps the focus until it closes and then gives it back. */
export function Dialog({ title, onClose, role = 'dialog', children }: DialogProps) {
  const t = useTranslations('common');
  return (
    <ModalOverlay
      isOpen
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto bg-scrim p-4 sm:py-16"
    >
      <Modal className="w-full max-w-xl rounded-control border border-hairline bg-surface shadow-float">
        <AriaDialog role={role} className="p-6 outline-none">
          <div className="mb-4 flex items-start justify-between gap-4">
            <Heading slot="title" className="text-20 font-semibold">
              {title}
            </Heading>
            <IconButton icon={X} label={t('close')} onClick={onClose} />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
