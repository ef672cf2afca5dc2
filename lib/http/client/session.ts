import { RequestFailure } from '@/lib/http/client/request-failure';

const base = '/api/auth';

export type SignInWay =
  | { readonly way: 'oidc' }
  | { readonly way: 'demo'; readonly personId: string };

/**
 * Starts a sign-in and tells where to go next: the identity provider's page, the page asked for, or
 * the sign-in page with an error in its address.
 * @throws RequestFailure
 */
export async function startSignIn(wish: SignInWay, callbackUrl: string): Promise<string> {
  if (wish.way === 'oidc') return post('signin/oidc', { callbackUrl });
  return post('callback/demo', { callbackUrl, personId: wish.personId });
}

/**
 * Ends the session and tells where to go next.
 * @throws RequestFailure
 */
export function signOut(): Promise<string> {
  return post('signout', { callbackUrl: '/sign-in' });
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const token = await csrfToken();
  const body = new URLSearchParams({ ...fields, csrfToken: token, json: 'true' });
  const answer = await read(`${base}/${path}`, { method: 'POST', body });
  return textField(answer, 'url');
}

async function csrfToken(): Promise<string> {
  return textField(await read(`${base}/csrf`, {}), 'csrfToken');
}

async function read(address: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, cache: 'no-store' });
  } catch (error) {
    throw new RequestFailure('offline', null, error);
  }
  try {
    return await response.json();
  } catch (error) {
    throw new RequestFailure('unreadable', null, error);
  }
}

function textField(answer: unknown, name: string): string {
  const value = typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : null;
  if (typeof value === 'string') return value;
  throw new RequestFailure('unreadable', null);
}
