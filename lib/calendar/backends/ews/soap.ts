import {
  badAnswer,
  type EwsOperation,
  fromResponseCode,
  fromStatus,
} from '@/lib/calendar/backends/ews/native-errors';
import {
  element,
  messageAt,
  messagesNamespace,
  soapNamespace,
  typesNamespace,
} from '@/lib/calendar/backends/ews/xml';
import type { HttpAnswer } from '@/lib/calendar/backends/shared/http-sender';
import { childOf, readXml, type XmlElement } from '@/lib/calendar/backends/shared/xml-reader';

/** Understood by Exchange 2013 SP1 and everything later. */
export const requestVersion = 'Exchange2013_SP1';

/** @param actor address of the mailbox that is impersonated; null: the account itself */
export function toEnvelope(body: string, actor: string | null): string {
  const version = element('t:RequestServerVersion', { Version: requestVersion });
  const header = [version, actor === null ? '' : toImpersonation(actor)];
  const spaces = {
    'xmlns:s': soapNamespace,
    'xmlns:m': messagesNamespace,
    'xmlns:t': typesNamespace,
  };
  const parts = [element('s:Header', {}, ...header), element('s:Body', {}, body)];
  return `<?xml version="1.0" encoding="utf-8"?>${element('s:Envelope', spaces, ...parts)}`;
}

function toImpersonation(actor: string): string {
  const address = element('t:SmtpAddress', {}, escapeAddress(actor));
  return element('t:ExchangeImpersonation', {}, element('t:ConnectingSID', {}, address));
}

function escapeAddress(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/**
 * The answer that is in the body of a complete envelope. Everything else, whatever it is, becomes one
 * BackendError here.
 */
export function readAnswer(answer: HttpAnswer, operation: EwsOperation): XmlElement {
  const body = bodyOf(answer, operation);
  const [content] = body.children;
  if (!content) throw badAnswer(operation, 'the body is empty');
  if (content.namespace === soapNamespace && content.name === 'Fault') {
    throw fromFault(content, operation);
  }
  if (answer.status !== 200) throw fromStatus(answer, operation);
  return content;
}

function bodyOf(answer: HttpAnswer, operation: EwsOperation): XmlElement {
  // Faults come with 500; whatever else has another status was not said by Exchange.
  if (answer.status !== 200 && answer.status !== 500) throw fromStatus(answer, operation);
  try {
    const envelope = readXml(answer.text);
    const body = childOf(envelope, soapNamespace, 'Body');
    if (body) return body;
  } catch (error) {
    if (answer.status === 200) throw badAnswer(operation, 'it is no SOAP', error);
  }
  if (answer.status === 200) throw badAnswer(operation, 'it is no SOAP');
  throw fromStatus(answer, operation);
}

function fromFault(fault: XmlElement, operation: EwsOperation) {
  const detail = fault.children.find(({ name }) => name === 'detail');
  const code =
    detail?.children.find(({ name }) => name === 'ResponseCode')?.text.trim() ??
    fault.children
      .find(({ name }) => name === 'faultcode')
      ?.text.trim()
      .split(':')
      .at(-1) ??
    'fault';
  const text = fault.children.find(({ name }) => name === 'faultstring')?.text ?? '';
  const values = detail?.children.find(({ name }) => name === 'MessageXml') ?? null;
  return fromResponseCode(code, operation, saidBy(text, values));
}

/** Every ResponseMessage of an answer, in order, those that failed among them. */
export function responseMessages(
  answer: XmlElement,
  operation: EwsOperation,
): readonly XmlElement[] {
  const messages = messageAt(answer, 'ResponseMessages')?.children;
  if (!messages || messages.length === 0) throw badAnswer(operation, 'it holds no response');
  return messages;
}

/** The one ResponseMessage of an answer. @throws BackendError when it is a failure */
export function onlyMessage(answer: XmlElement, operation: EwsOperation): XmlElement {
  const [message, ...more] = responseMessages(answer, operation);
  if (!message || more.length > 0) throw badAnswer(operation, 'it holds several responses');
  return succeeded(message, operation);
}

/** A message that tells of a success. @throws BackendError for any other */
export function succeeded(message: XmlElement, operation: EwsOperation): XmlElement {
  const code = messageAt(message, 'ResponseCode')?.text.trim() ?? '';
  const succeeds = message.attributes.get('ResponseClass') === 'Success';
  if (succeeds && code === 'NoError') return message;
  const text = messageAt(message, 'MessageText')?.text ?? '';
  const said = saidBy(text, messageAt(message, 'MessageXml'));
  throw fromResponseCode(code === '' ? 'no response code' : code, operation, said);
}

function saidBy(text: string, values: XmlElement | null) {
  const backOff = values?.children.find(
    (value) => value.attributes.get('Name') === 'BackOffMilliseconds',
  );
  const [, days] = /allowed limit = (\d{1,4})/.exec(text) ?? [];
  return {
    allowedDays: days === undefined ? null : Number(days),
    backOffMs: backOff && /^\d{1,9}$/.test(backOff.text.trim()) ? Number(backOff.text) : null,
  };
}
