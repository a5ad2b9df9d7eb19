/**
 * What a door is to the conversation: messages in, messages out, and a record of what it can show.
 * Imports nothing; nobody behind it learns which platform a person writes from except through `Capabilities`.
 */

export interface Option {
  /** A vocabulary or department code, `yes`, `no`, `confirm`, `skip`, `1`...; what a tap sends back. */
  readonly id: string;
  readonly label: string;
}

export interface AttachmentRef {
  /** Id of the kept bytes. */
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What a channel can show; the rest of the house asks this record, never the channel's name. */
export interface Capabilities {
  /** How many quick replies it shows; 0: options become numbered lines. */
  readonly quickReplies: number;
  /** Longest quick-reply label, in characters. */
  readonly labelLength: number;
  /** Longest single message, in characters; longer text is split at sentence ends. */
  readonly textLength: number;
  /** People hear it: short sentences, numbers grouped, at most three options. */
  readonly spoken: boolean;
  /**
   * Every few dozen characters cost: short wordings, a turn in one message, and a summary of at most so many characters, in
   * Arabic letters or in Latin ones alone. Left out: they cost nothing.
   */
  readonly brief?: { readonly arabic: number; readonly latin: number };
  /** Can be written to when the person has not just written. */
  readonly proactive: boolean;
  /** A greeting is sent when the conversation opens, before the person writes. */
  readonly greets: boolean;
}

/** `<channel>:<platform user id>`. `proven`: the platform vouches for it; false for an id that anyone could have typed. */
export interface Sender {
  readonly key: string;
  readonly proven: boolean;
}

/** One thing that reached us: `message` a person wrote, `start` a conversation opened, `event` nobody typed. */
export interface Inbound {
  readonly conversationId: string;
  readonly channel: string;
  readonly sender: Sender;
  /** The platform's id of this message: a repeat of it is dropped. */
  readonly messageId: string;
  readonly kind: 'message' | 'start' | 'event';
  readonly body: InboundBody;
}

export interface InboundBody {
  /** Verbatim, but NUL and lone surrogates are already U+FFFD (no database keeps them). */
  readonly text: string;
  /** Set when the person tapped an option: its id. */
  readonly optionId?: string;
  readonly attachments?: readonly AttachmentRef[];
  readonly point?: Point;
  /** So many files came with it that could not be received: the person is told. */
  readonly lost?: number;
  /** This is the newer text of an earlier message of theirs, which read so. */
  readonly edits?: string;
  /** BCP 47, as the client declares it. */
  readonly locale?: string;
  /** `kind: 'event'`: what happened to a request, or a timer. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** The platform's own fields that must come back with the message (Direct Line's `channelData`, `from.name`). */
  readonly echo?: Readonly<Record<string, unknown>>;
}

/** What the bot says, before a channel encodes it. */
export interface OutboundBody {
  readonly text: string;
  readonly lang: 'ar' | 'en';
  readonly options?: readonly Option[];
  readonly inputHint: 'expectingInput' | 'acceptingInput' | 'ignoringInput';
  /** It was spoken and interrupted: so much of it was heard. */
  readonly heard?: string;
  /** Travels as `channelData.sawt`. */
  readonly sawt?: {
    readonly flow?: string;
    readonly ask?: string;
    readonly options?: readonly Option[];
    /** Offered beside the answers: the lines of a summary that a change may be about. */
    readonly topics?: readonly Option[];
    readonly reference?: string;
    readonly dueAt?: string;
    readonly followUpCode?: string;
    readonly notice?: string;
    /** A person of staff wrote this, by the name people see. */
    readonly human?: string;
  };
}

/** A message of the transcript as it is kept. `seq` counts from 1 within the conversation, in the order of commits. */
export type Kept = { readonly conversationId: string; readonly seq: number; readonly at: string } & (
  | { readonly direction: 'in'; readonly kind: Inbound['kind']; readonly messageId: string; readonly body: InboundBody }
  | { readonly direction: 'out'; readonly kind: 'message'; readonly replyTo: number; readonly body: OutboundBody }
);

export type KeptInbound = Extract<Kept, { direction: 'in' }>;
export type KeptOutbound = Extract<Kept, { direction: 'out' }>;

/** Whom a reply goes to. */
export interface Recipient {
  /** The platform's own id of the person, as a string: `<channel>:` is cut off. */
  readonly id: string;
  readonly conversationId: string;
  /** When this person last wrote to us, ISO 8601: platforms close a window after it. */
  readonly heardAt: string;
}

/** What became of one message handed to a platform. `why` is for operators and holds nobody's words. */
export type Delivery =
  | { readonly kind: 'sent'; readonly platformId?: string }
  /** Surely not delivered; later it may be, but not before `afterMs`. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs?: number }
  /** No answer came: it may have been delivered. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** This person cannot be reached here (now): another way is needed. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** Will never be taken as it is: a dead letter. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The whole channel rests until somebody looks (a bad token, a restricted page); nothing is lost. */
  | { readonly kind: 'stopped'; readonly why: string };

/** A text to a telephone that is in no conversation: a one-time code, news by another way. */
export interface PhoneText {
  /** E.164. */
  readonly phone: string;
  readonly text: string;
  readonly lang: 'ar' | 'en';
}

/** A letter to an e-mail address that is in no conversation. The same `id` again is the same letter. */
export interface Mail {
  readonly id: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly lang: 'ar' | 'en';
}

/** A door. `deliver` hands one message to the platform, in order within a conversation; undefined when people fetch for themselves. */
export interface Channel {
  readonly name: string;
  readonly capabilities: Capabilities;
  deliver?(message: KeptOutbound, to: Recipient): Promise<Delivery>;
  /** Only of a door that can write to any telephone. */
  text?(text: PhoneText): Promise<Delivery>;
  /** Only of a door that can write to any e-mail address. */
  mail?(mail: Mail): Promise<Delivery>;
}

/** The doors that are open. */
export interface Channels {
  named(name: string): Channel | undefined;
  /** Doors that we hand messages to. */
  readonly delivering: readonly string[];
  /** Doors whose people may be written to first. */
  readonly proactive: readonly string[];
  /** Messages of this channel are handed over by us; else people fetch them. */
  pushes(name: string): boolean;
  /** The door that writes to telephones: the first that can. */
  readonly texting: Channel | undefined;
  /** The door that writes to e-mail addresses. */
  readonly mailing: Channel | undefined;
}
