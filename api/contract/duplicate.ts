/** "Is this known already?": a draft on its way, and the open request of the same citizen that it repeats. */
import Type, { type Static } from 'typebox';
import { NewRequest } from './request.ts';
import { REQUEST_TYPES, STAGES } from './vocabulary.ts';

const { type, description, department, governorate, location, requester } = NewRequest.properties;

/**
 * `sender`: one that the platform vouches for, or that has proven a phone: nothing else proves anything. `phone`: the number
 * of somebody whom a person of staff listens to. The conversation asks with the one, staff with the other.
 */
export const DuplicateQuestion = Type.Object(
  {
    sender: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    draft: Type.Object(
      { type, description, department, governorate, location, requester },
      { additionalProperties: false },
    ),
    /** Filed out of the same message: its words are theirs, too. */
    except: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 100 })),
  },
  { additionalProperties: false },
);
export type DuplicateQuestion = Static<typeof DuplicateQuestion>;

/** What its own citizen may be told of it. */
export const Duplicate = Type.Object({
  reference: Type.String(),
  type: Type.Enum([...REQUEST_TYPES]),
  department: Type.Union([Type.String(), Type.Null()]),
  status: Type.Enum([...STAGES]),
  dueAt: Type.String(),
  /** For staff. False: a name is missing on one side, so that it may be a relative's; ask before telling. */
  sure: Type.Optional(Type.Boolean()),
});
export type Duplicate = Static<typeof Duplicate>;

/** The likeliest first, three at most. */
export const Duplicates = Type.Object({ items: Type.Array(Duplicate) });
export type Duplicates = Static<typeof Duplicates>;
