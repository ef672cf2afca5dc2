import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Mailbox } from './model';
import { createNtlmHandshake, messageType, type NtlmHandshake } from './ntlm';
import type { Store } from './store';

export type SignIn =
  | { readonly ok: true; readonly account: Mailbox }
  | { readonly ok: false; readonly challenges: readonly string[] };

export interface Authentication {
  signIn(request: IncomingMessage): SignIn;
  readonly tokens: Map<string, string>;
}

/** NTLM signs in a connection rather than a request. */
interface Connection {
  readonly handshake: NtlmHandshake;
  account: Mailbox | null;
}

/** Basic, NTLM and bearer, as the front end of Exchange offers them. */
export function createAuthentication(store: Store): Authentication {
  const connections = new WeakMap<Socket, Connection>();
  const tokens = new Map<string, string>();
  const refuse = (...challenges: readonly string[]): SignIn => ({ ok: false, challenges });
  const everyWay = () => refuse('NTLM', 'Basic realm="EWS"', 'Bearer');

  const ntlm = (socket: Socket, message: string): SignIn => {
    if (messageType(message) === 1) {
      const connection = { handshake: createNtlmHandshake(), account: null };
      connections.set(socket, connection);
      return refuse(connection.handshake.challenge());
    }
    const connection = connections.get(socket);
    const user = connection?.handshake.verify(message, (name) => byAccount(name)?.password ?? null);
    const account = user === null || user === undefined ? null : byAccount(user);
    if (!connection || !account) return everyWay();
    connection.account = account;
    return { ok: true, account };
  };

  /** By address, or by the part before the sign as in FOYER\\alice. */
  const byAccount = (name: string): Mailbox | null => {
    const plain = name.slice(name.indexOf('\\') + 1).toLowerCase();
    const found = [...store.mailboxes.values()].find(
      ({ email }) => email === plain || email.split('@')[0] === plain,
    );
    return found ?? null;
  };

  return {
    tokens,
    signIn(request) {
      const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
      const signedIn = connections.get(request.socket)?.account;
      switch (scheme.toLowerCase()) {
        case 'basic': {
          const text = Buffer.from(value, 'base64').toString('utf8');
          const colon = text.indexOf(':');
          const account = byAccount(text.slice(0, colon));
          const fits = account !== null && account.password === text.slice(colon + 1);
          return fits ? { ok: true, account } : everyWay();
        }
        case 'bearer': {
          const account = byAccount(tokens.get(value) ?? '');
          return account ? { ok: true, account } : everyWay();
        }
        case 'ntlm':
        case 'negotiate':
          return ntlm(request.socket, value);
        default:
          return signedIn ? { ok: true, account: signedIn } : everyWay();
      }
    },
  };
}
