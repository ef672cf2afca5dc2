import {
  Accessibility,
  AirVent,
  Camera,
  Coffee,
  Ear,
  Laptop,
  type LucideIcon,
  Mic,
  Monitor,
  Phone,
  Plug,
  Presentation,
  Projector,
  Speaker,
  SquareCheck,
  SquarePen,
  Utensils,
  Video,
  Wifi,
} from 'lucide-react';

/** A word in a feature's key, most telling first, and the picture that people know for it. */
const icons: readonly (readonly [string, LucideIcon])[] = [
  ['hearing', Ear],
  ['loop', Ear],
  ['whiteboard', SquarePen],
  ['flipchart', Presentation],
  ['projector', Projector],
  ['video', Video],
  ['visio', Video],
  ['camera', Camera],
  ['display', Monitor],
  ['screen', Monitor],
  ['tv', Monitor],
  ['microphone', Mic],
  ['speaker', Speaker],
  ['sound', Speaker],
  ['phone', Phone],
  ['wifi', Wifi],
  ['power', Plug],
  ['computer', Laptop],
  ['coffee', Coffee],
  ['catering', Utensils],
  ['kitchen', Utensils],
  ['air', AirVent],
  ['access', Accessibility],
];

/** The icon for a feature; unfamiliar ones share a plain one, since the name stands beside it. */
export function featureIcon(key: string): LucideIcon {
  return icons.find(([word]) => key.includes(word))?.[1] ?? SquareCheck;
}
