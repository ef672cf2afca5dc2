import type { Suggestion } from '@/lib/core/errors';
import { toSlot } from '@/lib/http/server/presenters/slot';

export function presentSuggestion(suggestion: Suggestion) {
  return { ...toSlot(suggestion), reason: suggestion.reason };
}
