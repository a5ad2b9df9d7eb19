/** What the request API is handed by the hall, what its routes share, and who may call them. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Registry } from 'prom-client';
import type { CallDesk } from './contract/call.ts';
import type { FindCard } from './contract/card.ts';
import type { Classification } from './contract/classification.ts';
import type { Database } from './contract/database.ts';
import type { DeskDoor } from './contract/desk.ts';
import type { Directory } from './contract/directory.ts';
import type { CitizenEvent } from './contract/events.ts';
import type { OutboxDesk } from './contract/outbox.ts';
import type { Attachment } from './contract/request.ts';
import type { Staff, StaffRole } from './contract/staff.ts';
import type { Lang } from './contract/vocabulary.ts';
import type { Policy } from './domain/due.ts';
import type { Identity } from './plugins/identity.ts';
import type { Vault } from './store/vault.ts';

export interface Files {
  keep(file: { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }): Promise<Attachment>;
  describe(id: string): Promise<Attachment | undefined>;
  open(id: string): Promise<{ readonly upload: Attachment; readonly bytes: Uint8Array } | undefined>;
}

export interface CodeText {
  readonly key: string;
  /** E.164. */
  readonly phone: string;
  readonly code: string;
  readonly lang: Lang;
}

export interface ApiDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  /** Bearer keys: `admin` may do everything, `bot` is the conversation's own. */
  readonly keys: { readonly admin: string; readonly bot: string };
  readonly dataKey: string | Uint8Array;
  /** Where people reach it; null: wherever they asked. */
  readonly publicUrl: string | null;
  readonly version: string;
  readonly classify: (text: string, lang?: Lang) => Classification | Promise<Classification>;
  /** The text without anything that tells whose it is: names, numbers, addresses. */
  readonly strip: (text: string) => Promise<string>;
  /** The current directory: `keepDirectory` of store/current.ts. */
  readonly directory: () => Promise<Directory>;
  readonly files: Files;
  /** Hands an event to the citizen's conversation; resolves once it is durably taken. Repeats carry the same id. */
  readonly tell: (event: CitizenEvent) => Promise<void>;
  /** Texts a one-time code, once a key; left out, there is no way to text anybody. */
  readonly sendCode?: (text: CodeText) => Promise<void>;
  /** What was handed to platforms, for the administrator. */
  readonly outbox?: OutboxDesk;
  /** Calls that are listened to; left out: none are. */
  readonly calls?: CallDesk;
  /** Public answers that are known; left out: none are. */
  readonly findCard?: FindCard;
  /** Other things /readyz names; each throws when away, and the house is ready without them. */
  readonly checks?: Readonly<Record<string, () => Promise<void>>>;
  /** Where everybody's figures are collected; one is made when left out. */
  readonly registry?: Registry;
  /** Calls a minute and address on routes that need no key. */
  readonly publicLimit?: number;
  /** How staff sign in; left out: nobody does. */
  readonly identity?: Identity;
  /** Conversations handed to people. */
  readonly desk?: DeskDoor;
}

/** What the routes work with. */
export interface Api extends ApiDeps {
  readonly vault: Vault;
  readonly policy: () => Promise<Policy>;
  /** An event for a citizen was committed: deliver it now. */
  readonly announce: () => void;
  readonly figures: Figures;
}

export interface Figures {
  readonly registry: Registry;
  filed(channel: string, type: string): void;
}

/** A Fastify scope whose schemas give handlers their types. */
export type Scope = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Who may call a route: nobody is asked, or one of these keys or people is there. */
export type Role = 'admin' | 'bot' | StaffRole;
export type Access = 'public' | readonly Role[];

/** Whoever works on requests; an officer only on those of their departments. */
export const OFFICE: readonly Role[] = ['admin', 'administrator', 'operations', 'officer'];
/** Whoever takes requests down for others. */
export const DESK: readonly Role[] = ['admin', 'administrator', 'operations', 'agent'];

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** An Idempotency-Key must be sent; elsewhere it may be. */
    keyed?: 'always';
  }
  interface FastifyRequest {
    role: Role | null;
    /** The person signed in, when it is one. */
    staff: Staff | null;
  }
}
