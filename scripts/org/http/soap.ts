/** SOAP envelopes: reading calls; writing answers and faults of the Metadata API. */
import { escapeXml, parseXml, XmlError, type XmlNode } from '../metadata/xml.ts';

/** A call: the operation's element, and the zip that came with it. */
export interface SoapCall {
  operation: string;
  sessionId: string;
  body: XmlNode;
  /** The envelope's Header, if it has one. */
  headers: XmlNode | undefined;
  zipFile?: string;
}

/** A fault in the words of the API: `sf:INVALID_SESSION_ID` and the like. */
export class SoapFault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** First child with a local name; prefixes are the client's choice. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((candidate) => localName(candidate.name) === name);
}

export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return (node?.children ?? []).filter((candidate) => localName(candidate.name) === name);
}

/** Text of a child, or undefined when it is missing or empty. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  const text = child(node, name)?.text.trim();
  return text === '' ? undefined : text;
}

/**
 * Cuts the zip out of the text before anything parses it: it can be 39 MB of base64 in one element.
 * Plain index searches only, since a pattern could backtrack over all of it.
 */
function cutZip(text: string): { rest: string; zipFile?: string } {
  const open = text.indexOf('ZipFile>');
  const close = text.lastIndexOf('ZipFile>');
  if (open < 0 || close <= open) return { rest: text };
  const start = open + 'ZipFile>'.length;
  const end = text.lastIndexOf('</', close);
  return { rest: text.slice(0, start) + text.slice(end), zipFile: text.slice(start, end) };
}

/**
 * Reads a request.
 * @throws SoapFault when it is no SOAP call
 */
export function readCall(text: string): SoapCall {
  const { rest, zipFile } = cutZip(text);
  let envelope: XmlNode;
  try {
    envelope = parseXml(rest);
  } catch (error) {
    if (error instanceof XmlError)
      throw new SoapFault('INVALID_SOAP', `Error reading the request: ${error.message} (${error.line}:${error.column})`);
    throw error;
  }
  const body = child(envelope, 'Body')?.children[0];
  if (!body) throw new SoapFault('INVALID_SOAP', 'No operation available for request');
  const headers = child(envelope, 'Header');
  const sessionId = textOf(child(headers, 'SessionHeader'), 'sessionId') ?? '';
  return { operation: localName(body.name), sessionId, body, headers, ...(zipFile === undefined ? {} : { zipFile }) };
}

/** Objects → elements, arrays → repeated elements, null and undefined → nothing. */
export function writeValue(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((entry) => writeValue(name, entry)).join('');
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const inner = Object.entries(value)
    .map(([key, entry]) => writeValue(key, entry))
    .join('');
  return `<${name}>${inner}</${name}>`;
}

function envelope(content: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:sf="http://soap.sforce.com/2006/04/metadata">' +
    `<soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`
  );
}

export function writeAnswer(operation: string, result: unknown): string {
  return envelope(`<${operation}Response>${writeValue('result', result)}</${operation}Response>`);
}

export function writeFault(code: string, message: string): string {
  return envelope(
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${escapeXml(`${code}: ${message}`)}</faultstring></soapenv:Fault>`
  );
}
