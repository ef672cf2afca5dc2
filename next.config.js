import createNextIntlPlugin from 'next-intl/plugin';

const root = import.meta.dirname;
const development = process.env.NODE_ENV === 'development';

/**
 * Next puts the page's data into inline scripts, so scripts allow 'unsafe-inline'; everything else
 * comes from this origin. No form-action: signing in with a plain form redirects to the identity
 * provider, whose address is not known when this is built.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self'",
  `connect-src 'self'${development ? ' ws:' : ''}`,
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

const noSniffing = { key: 'X-Content-Type-Options', value: 'nosniff' };

/** What a browser heeds only of a page; scripts, styles and fonts would each carry it in vain. */
const pageHeaders = [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: { root },
  serverExternalPackages: ['ews-javascript-api', 'pg', 'pino'],
  outputFileTracingIncludes: { '/*': ['./prisma/migrations/**/*'] },
  outputFileTracingExcludes: { '/*': ['./.foyer/**/*', './tests/**/*', './docs/**/*'] },
  // The whole test run checks them as a part of its own; every other build checks them here.
  typescript: { ignoreBuildErrors: process.env.FOYER_TYPES_CHECKED === '1' },
  poweredByHeader: false,
  compress: true,
  headers: async () => [
    { source: '/:path*', headers: [noSniffing] },
    // A logo has a policy of its own, which this one would replace.
    { source: '/((?!_next/static/|api/v1/logo/).*)', headers: pageHeaders },
  ],
};

const withMessages = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    // Pages get messages that are parsed already, so that none of them carries the parser.
    messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', precompile: true },
  },
});

export default withMessages(nextConfig);
