import { lookAtEveryPage } from '@/tests/e2e/look-at-every-page';

lookAtEveryPage('a laptop, in English', 'en', { screen: 1280, locale: 'en-GB' });
