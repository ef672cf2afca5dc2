import { languageNames } from '@/app/_components/language-names';
import { locales } from '@/lib/i18n/locales';

/** The languages that the pages speak, each in its own. */
export function LanguageOptions() {
  return locales.map((code) => (
    <option key={code} value={code} lang={code}>
      {languageNames[code]}
    </option>
  ));
}
