import { Ear, Projector, SquareCheck, SquarePen, Video } from 'lucide-react';
import { expect, test } from 'vitest';
import { featureIcon } from '@/app/_components/feature-icon';

test.each([
  ['whiteboard', SquarePen],
  ['hearing-loop', Ear],
  ['video-conference', Video],
  ['4k-projector', Projector],
  ['piano', SquareCheck],
])('%s has its picture', (key, icon) => {
  expect(featureIcon(key)).toBe(icon);
});
