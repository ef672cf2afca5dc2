import type { MetadataRoute } from 'next';
import { getTranslations } from 'next-intl/server';

/** What a device needs to keep Foyer as an application (https://www.w3.org/TR/appmanifest/). */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations('app');
  return {
    id: '/',
    start_url: '/',
    scope: '/',
    name: t('name'),
    short_name: t('name'),
    description: t('description'),
    display: 'standalone',
    background_color: '#fafaf8',
    theme_color: '#ffffff',
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
