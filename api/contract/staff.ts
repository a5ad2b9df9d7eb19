/** The people behind the counter: what they may be, and how one is known after signing in. */
import Type, { type Static } from 'typebox';

/**
 * `agent` answers people at the contact centre and in the chat; `officer` works on the requests of their departments;
 * `operations` sees every request; `administrator` may do whatever a person may.
 */
export const STAFF_ROLES = ['agent', 'officer', 'operations', 'administrator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export const Staff = Type.Object({
  /** The identity provider's own id. */
  subject: Type.String(),
  name: Type.String(),
  role: Type.Enum([...STAFF_ROLES]),
  /** An officer's departments, by code; others' are empty. */
  departments: Type.Array(Type.String()),
});
export type Staff = Static<typeof Staff>;

/** What a page knows of who sits before it. `csrf` goes back in `x-sawt-csrf` with everything that changes something. */
export const Session = Type.Object({ staff: Staff, csrf: Type.String(), idleSeconds: Type.Integer() });
export type Session = Static<typeof Session>;

export const CSRF_HEADER = 'x-sawt-csrf';
