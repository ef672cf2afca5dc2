'use client';

import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { controlClass } from '@/app/_components/control-class';
import type { ControlIds } from '@/app/_components/field';
import { IconButton } from '@/app/_components/icon-button';

interface NumberStepperProps {
  readonly control: ControlIds;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly least: number;
  readonly most: number;
  readonly lessLabel: string;
  readonly moreLabel: string;
}

/** A whole number to type or to step. While the text is no number in range, the value stays. */
export function NumberStepper(props: NumberStepperProps) {
  const { control, value, onChange, least, most, lessLabel, moreLabel } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string) => {
    setTyped(text);
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) onChange(number);
  };
  const step = (next: number) => {
    setTyped(null);
    onChange(next);
  };
  return (
    <div className="flex gap-1">
      <IconButton
        icon={Minus}
        label={lessLabel}
        disabled={value <= least}
        onClick={() => step(value - 1)}
      />
      <input
        {...control}
        inputMode="numeric"
        autoComplete="off"
        value={typed ?? String(value)}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        className={`${controlClass} min-w-12 text-center`}
      />
      <IconButton
        icon={Plus}
        label={moreLabel}
        disabled={value >= most}
        onClick={() => step(value + 1)}
      />
    </div>
  );
}
