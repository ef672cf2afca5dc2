import NextAuth from 'next-auth';

/** next-auth is CommonJS: plain Node.js finds its function one level deeper than bundlers do. */
export const nextAuth: typeof NextAuth =
  'default' in NextAuth ? (NextAuth.default as typeof NextAuth) : NextAuth;
