'use client';

import dynamic from 'next/dynamic';
import { Suspense, useEffect, useState } from 'react';
import { singleKeyOf } from '@/app/_components/keyboard/single-key-of';
import { areSingleKeysOn } from '@/app/_components/keyboard/single-keys';

const KeyboardDialog = dynamic(async () => {
  const loaded = await import('@/app/_components/keyboard/keyboard-dialog');
  return loaded.KeyboardDialog;
});

/** Opens the list of keys when `?` is pressed anywhere but where one types or in a dialog. */
export function HelpKey() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (singleKeyOf(event) !== '?' || event.defaultPrevented || !areSingleKeysOn()) return;
      if (isTyping(event.target) || isDialogOpen()) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <KeyboardDialog onClose={() => setOpen(false)} />
    </Suspense>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const typed = 'input:not([type="checkbox"], [type="radio"]), select, textarea';
  return target.isContentEditable || target.matches(typed);
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
