import { lookAtEveryPage } from '@/tests/e2e/look-at-every-page';

// The narrow screen in the language of the longer words.
lookAtEveryPage('a phone, in French', 'fr', { screen: 390, locale: 'fr-FR' });
