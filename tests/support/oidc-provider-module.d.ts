/** The little of oidc-provider 8 that the tests use; the package brings no types. */
declare module 'oidc-provider' {
  type Incoming = import('node:http').IncomingMessage;
  type Outgoing = import('node:http').ServerResponse;

  export interface Grant {
    addOIDCScope(scopes: string): void;
    save(): Promise<string>;
  }

  export interface Context {
    readonly oidc: {
      readonly provider: Provider;
      readonly client: { readonly clientId: string };
      readonly session: { readonly accountId: string };
    };
  }

  export default class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    readonly Grant: new (of: {
      clientId: string;
      accountId: string;
    }) => Grant;
    callback(): (request: Incoming, response: Outgoing) => Promise<void>;
    interactionFinished(
      request: Incoming,
      response: Outgoing,
      result: { readonly login: { readonly accountId: string } },
    ): Promise<void>;
  }
}
