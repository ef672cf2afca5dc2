import { lookAtEveryPage } from '@/tests/e2e/look-at-every-page';

lookAtEveryPage('a tablet, in German', 'de', { screen: 768, locale: 'de-DE' });
