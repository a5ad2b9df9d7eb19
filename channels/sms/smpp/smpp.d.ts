/** Of the `smpp` package, what is used here: it ships no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  export interface Message {
    readonly message: string | Buffer;
    readonly udh?: readonly Buffer[];
  }
  export interface PDU {
    readonly command: string;
    readonly command_id: number;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly [field: string]: unknown;
    isResponse(): boolean;
    response(options?: Readonly<Record<string, unknown>>): PDU;
    toBuffer(): Buffer;
  }
  export type Fields = Readonly<Record<string, unknown>>;
  export interface Session extends EventEmitter {
    readonly socket: Socket;
    send(pdu: PDU, onResponse?: (pdu: PDU) => void): boolean;
    bind_transceiver(fields: Fields, onResponse: (pdu: PDU) => void): boolean;
    submit_sm(fields: Fields, onResponse: (pdu: PDU) => void): boolean;
    deliver_sm(fields: Fields, onResponse: (pdu: PDU) => void): boolean;
    enquire_link(fields: Fields, onResponse: (pdu: PDU) => void): boolean;
    unbind(fields: Fields, onResponse: (pdu: PDU) => void): boolean;
    generic_nack(fields: Fields): boolean;
    close(onClosed?: () => void): void;
    destroy(onClosed?: () => void): void;
  }
  export interface Server extends NetServer {
    readonly sessions: readonly Session[];
  }
  interface Smpp {
    connect(options: {
      readonly host: string;
      readonly port: number;
      readonly tls: boolean;
      readonly ca?: string;
    }): Session;
    createServer(listener: (session: Session) => void): Server;
    readonly errors: Readonly<Record<string, number>>;
    readonly encodings: {
      readonly ASCII: { match(text: string): boolean; encode(text: string): Buffer; decode(bytes: Buffer): string };
    };
    readonly PDU: new (command: string | Buffer, options?: Fields) => PDU;
  }
  const smpp: Smpp;
  // biome-ignore lint/style/noDefaultExport: it is what the package is
  export default smpp;
}
