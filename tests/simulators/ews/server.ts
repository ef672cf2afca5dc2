import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { taking } from '../support/taking';
import type { ServerIdentity } from '../support/throw-away-authority';
import { answerSoap, envelopeOf, faultOf, operationOf, type SoapAnswer } from './answer';
import type { Authentication } from './authentication';
import { EwsFailure } from './ews-failure';
import type { Fault, FaultKind, Faults } from './faults';
import { failed, type World } from './operations/operation';
import type { BodyStream } from './operations/streaming';
import { tag } from './xml';

/** One request that was answered, for whoever holds the messages to the schema. */
export interface Exchange {
  readonly operation: string | null;
  readonly request: string;
  readonly response: string;
  readonly status: number;
}

export interface EwsServer {
  readonly port: number;
  /** Connections are broken, those that stand and those that come. */
  refuse(refusing: boolean): void;
  setLatency(latencyMs: number): void;
  stop(): Promise<void>;
}

export interface ServerParts {
  readonly identity: ServerIdentity;
  readonly authentication: Authentication;
  readonly world: World;
  readonly faults: Faults;
  readonly onExchange: (exchange: Exchange) => void;
  /** What is wrong with a request by the schema, or null. */
  readonly problemOf: (message: string) => string | null;
}

export async function startServer(parts: ServerParts): Promise<EwsServer> {
  const state = { refusing: false, latencyMs: 0 };
  const { certificate, privateKey } = parts.identity;
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    serve(request, response, parts, state).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  server.keepAliveTimeout = 5_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    if (state.refusing) {
      socket.resetAndDestroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    refuse(refusing) {
      state.refusing = refusing;
      if (refusing) for (const socket of sockets) socket.destroy();
    },
    setLatency(latencyMs) {
      state.latencyMs = latencyMs;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ServerParts,
  { latencyMs }: { readonly latencyMs: number },
): Promise<void> {
  const text = await readBody(request);
  if (request.url !== '/EWS/Exchange.asmx' || request.method !== 'POST') {
    send(response, request.url === '/EWS/Exchange.asmx' ? 405 : 404, '', 'text/plain');
    return;
  }
  const signIn = parts.authentication.signIn(request);
  if (!signIn.ok) {
    response.setHeader('www-authenticate', [...signIn.challenges]);
    send(response, 401, '', 'text/plain');
    return;
  }
  const operation = operationOf(text);
  const requestId = headerOf(request, 'client-request-id');
  const fault = parts.faults.take(operation ?? '', requestId);
  if (fault && fails(fault, operation ?? '', request, response)) return;
  const answer = await taking(latencyMs, () => {
    const problem = parts.problemOf(text);
    return problem === null ? answerSoap(text, signIn.account, parts.world) : invalid(problem);
  });
  if (requestId !== null) response.setHeader('request-id', requestId);
  const note = (said: string) =>
    parts.onExchange({ operation, request: text, response: said, status: answer.status });
  if (answer.stream) {
    follow(answer.stream, response, note);
    return;
  }
  note(answer.text);
  if (fault?.kind === 'hang-after') return;
  if (fault?.kind === 'reset-after') request.socket.resetAndDestroy();
  else if (fault?.kind === 'truncated') truncate(response, answer);
  else send(response, answer.status, answer.text);
}

const before: Partial<Record<FaultKind, (fault: Fault, operation: string) => SoapAnswer>> = {
  'empty-500': () => ({ status: 500, text: '' }),
  'html-200': () => ({ status: 200, text: html }),
  'html-502': () => ({ status: 502, text: html }),
  'fault-200': () => ({ status: 200, text: faultOf(internal()) }),
  'fault-500': () => ({ status: 500, text: faultOf(internal()) }),
  'server-busy-500': (fault) => ({ status: 500, text: faultOf(busy(fault)) }),
  'server-busy-200': (fault, operation) => ({
    status: 200,
    text: envelopeOf(busyInside(fault, operation)),
  }),
  'server-busy-503': () => ({ status: 503, text: '' }),
  'too-many-connections': () => ({
    status: 500,
    text: faultOf(new EwsFailure('ErrorExceededConnectionCount', 'Too many connections are open.')),
  }),
  unauthorized: () => ({ status: 401, text: '' }),
};

const html = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Proxy</body></html>';

/** True when the request ends here, nothing done. */
function fails(
  fault: Fault,
  operation: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (fault.kind === 'hang') return true;
  if (fault.kind === 'reset-before') {
    request.socket.resetAndDestroy();
    return true;
  }
  const answer = before[fault.kind]?.(fault, operation);
  if (!answer) return false;
  send(response, answer.status, answer.text, answer.text === html ? 'text/html' : undefined);
  return true;
}

function invalid(problem: string): SoapAnswer {
  return { status: 500, text: faultOf(new EwsFailure('ErrorSchemaValidation', problem)) };
}

function internal(): EwsFailure {
  return new EwsFailure('ErrorInternalServerError', 'An internal server error occurred.');
}

function busy({ backOffMs = 1_000 }: Fault): EwsFailure {
  const values = { BackOffMilliseconds: String(backOffMs) };
  return new EwsFailure('ErrorServerBusy', 'The server cannot service this request right now.', {
    values,
  });
}

function busyInside(fault: Fault, operation: string): string {
  if (operation === 'GetUserAvailabilityRequest') {
    const message = failed('m:ResponseMessage', busy(fault));
    const inside = tag('m:FreeBusyResponse', {}, message);
    return tag('m:GetUserAvailabilityResponse', {}, tag('m:FreeBusyResponseArray', {}, inside));
  }
  if (operation === 'GetRoomLists' || operation === 'GetRooms') {
    return failed(`m:${operation}Response`, busy(fault));
  }
  const empty =
    /Item$/.test(operation) && !/^(Find|Delete)/.test(operation) ? tag('m:Items', {}) : '';
  const message = failed(`m:${operation}ResponseMessage`, busy(fault), empty);
  return tag(`m:${operation}Response`, {}, tag('m:ResponseMessages', {}, message));
}

/** Each envelope is a whole document; they follow each other in one answer that has no length. */
function follow(
  stream: BodyStream,
  response: ServerResponse,
  note: (envelope: string) => void,
): void {
  response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' });
  response.once('close', () => stream.stop());
  stream.open(
    (body) => {
      const envelope = envelopeOf(body);
      note(envelope);
      response.write(envelope);
    },
    () => response.end(),
  );
}

function truncate(response: ServerResponse, { status, text }: SoapAnswer): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    'content-type': 'text/xml; charset=utf-8',
    'content-length': bytes.length,
  });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/xml; charset=utf-8',
): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length });
  response.end(bytes);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
