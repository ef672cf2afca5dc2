'use client';

import { Accessibility } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { featureIcon } from '@/app/_components/feature-icon';
import { type FeatureNames, useFeatureNames } from '@/app/_components/use-feature-names';

interface FeatureListProps {
  readonly features: readonly string[];
  readonly accessible: boolean;
  /** Icons alone, each with its name as tooltip and for screen readers. */
  readonly compact?: boolean;
}

/** A room's equipment, each piece an icon with its name. */
export function FeatureList(props: FeatureListProps) {
  return <NamedFeatureList {...props} names={useFeatureNames()} />;
}

interface NamedFeatureListProps extends FeatureListProps {
  readonly names: FeatureNames;
}

/** The same for one of many rooms, whose list has asked for the names. */
export function NamedFeatureList(props: NamedFeatureListProps) {
  const { features, accessible, compact = false, names } = props;
  const t = useTranslations('common');
  const pieces = features.map((key) => ({
    key,
    name: names.get(key) ?? key,
    icon: featureIcon(key),
  }));
  if (accessible) pieces.push({ key: '', name: t('accessible'), icon: Accessibility });
  if (pieces.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-12 text-quiet">
      {pieces.map(({ key, name, icon: Icon }) => (
        <li key={key} className="flex items-center gap-1" title={compact ? name : undefined}>
          <Icon aria-hidden size={14} />
          <span className={compact ? 'sr-only' : undefined}>{name}</span>
        </li>
      ))}
    </ul>
  );
}
