// What cannot even be read as a request still gets a clear answer: a page with the crisis numbers for people,
// JSON for programs. The connection then ends, after whatever is still arriving has been let through for a
// moment, because a connection cut at once would take the answer with it.
import type { Server as HttpServer, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Fault, faultOf } from './fault.ts';
import { protective } from './headers.ts';

/** Makes the body of the answer. `path` is as much of the address as could be read; it may be empty. */
export type FaultBody = (fault: Fault, path: string) => { readonly type: string; readonly body: string };

type ReadError = Error & { readonly code?: string; readonly rawPacket?: Buffer };

const lingerMs = 2000;

/** Asked for, not imported: an import of this module by name also loads a whole client for HTTP, some 60 ms. */
const statusCodes = process.getBuiltinModule('node:http').STATUS_CODES;

/** Answers requests on `server` that cannot be read; `note` hears of the status of each. */
export function answerUnreadable(server: HttpServer, bodyOf: FaultBody, note: (status: number) => void): void {
  const responses = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => responses.set(request.socket, response));
  server.removeAllListeners('clientError');
  server.on('clientError', (error: ReadError, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET' || responses.get(socket)?.headersSent === true) {
      socket.destroy();
      return;
    }
    const fault = faultOf(statusOf(error));
    note(fault.status);
    const { type, body } = bodyOf(fault, pathOf(error.rawPacket));
    endGently(socket, answerText(fault.status, type, body));
  });
}

function statusOf(error: ReadError): number {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  if (error.code !== 'HPE_HEADER_OVERFLOW') return 400;
  return error.rawPacket?.includes('\r\n') === true ? 431 : 414;
}

function pathOf(packet: Buffer | undefined): string {
  const start = packet?.subarray(0, 200).toString('latin1') ?? '';
  return /^[A-Z]+ (\/[\w./-]*)/.exec(start)?.[1] ?? '';
}

function answerText(status: number, type: string, body: string): string {
  const headers = Object.entries(protective).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status} ${statusCodes[status] ?? ''}\r\n${headers.join('')}content-type: ${type}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`;
}

function endGently(socket: Duplex, text: string): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket
    .removeAllListeners('data')
    .on('data', () => undefined)
    .once('end', () => socket.destroy())
    .once('error', () => socket.destroy())
    .once('close', () => clearTimeout(timer))
    .end(text);
}
