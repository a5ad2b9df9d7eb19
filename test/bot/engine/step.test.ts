import { describe, expect, it } from 'vitest';
import { asked, FLOWS, label, message, type Said, talk, WORLD, words } from './said.ts';

const COMPLAINT: Said = { type: 'complaint', department: 'CSPD', governorate: 'IRBID' };
const STORY = 'I have waited three months for my passport';
const PHONE = { entities: [{ kind: 'phone' as const, value: '+962790000000' }] };

const told = (said: Said = COMPLAINT) => {
  const conversation = talk();
  conversation.hear(message(STORY, said));
  return conversation;
};

const atSummary = (said: Said = COMPLAINT) => {
  const conversation = told(said);
  conversation.hear(message('Sara Haddad', { act: 'request' }));
  conversation.hear(message('0790000000', PHONE));
  return conversation;
};

const yes = (id = 'yes') => message('ok', { act: 'affirm' }, { optionId: id });
const filed = (conversation: ReturnType<typeof talk>) =>
  conversation.effects.filter((effect) => effect.kind === 'file_request');

describe('a clear complaint', () => {
  it('is filed in four turns, with every fact as it was said', () => {
    const conversation = talk();
    expect(asked(conversation.hear(message(STORY, COMPLAINT)))).toBe('name');
    expect(asked(conversation.hear(message('Sara Haddad')))).toBe('phone');
    expect(asked(conversation.hear(message('0790000000', PHONE)))).toBe('confirm');
    const last = conversation.hear(yes());
    expect(last.some((reply) => reply.kind === 'say' && reply.filed?.reference === '264817309242')).toBe(true);
    expect(filed(conversation)).toMatchObject([
      {
        request: {
          type: 'complaint',
          description: STORY,
          department: 'CSPD',
          governorate: 'IRBID',
          requester: { name: 'Sara Haddad', phone: '+962790000000' },
        },
      },
    ]);
  });

  it('is filed under the key of its first message, so that a turn run again files nothing twice', () => {
    const conversation = talk();
    const first = message(STORY, COMPLAINT);
    conversation.hear(first);
    conversation.hear(message('Sara Haddad'));
    conversation.hear(message('0790000000', PHONE));
    conversation.hear(yes());
    expect(filed(conversation)).toMatchObject([{ key: first.id }]);
  });
});

/** Each row: what the first message determined, and the first question that follows. */
describe.each([
  ['nothing but a matter', {}, 'type'],
  ['a type it is not sure of', { type: ['complaint', 0.4] }, 'type'],
  ['a type and no department', { type: 'complaint' }, 'department'],
  ['a type and a department it is not sure of', { type: 'complaint', department: ['CSPD', 0.4] }, 'department'],
  [
    'a name that several departments share',
    {
      type: 'complaint',
      more: { ambiguous: { term: 'البلدية', candidates: ['GAM', 'MUN_IRBID'], byGovernorate: true } },
    },
    'governorate',
  ],
  ['all of it', COMPLAINT, 'name'],
  ['a question and its department', { type: 'inquiry', department: 'CSPD' }, 'confirm'],
  ['a report and its department', { type: 'violation_report', department: 'MOENV' }, 'confirm'],
  ['an idea and its department', { type: 'suggestion', department: 'GAM' }, 'confirm'],
  ['praise and its department', { type: 'compliment', department: 'PHH' }, 'confirm'],
  ['an appeal and its department', { type: 'grievance', department: 'ISTD' }, 'name'],
  ['ill-treatment and its department', { type: 'human_rights', department: 'CRD' }, 'name'],
] as [string, Said, string][])('a message with %s', (_name, said, question) => {
  it(`is asked: ${question}`, () => {
    expect(asked(talk().hear(message(STORY, said)))).toBe(question);
  });
});

describe('a guess', () => {
  it('is asked about first, with the runners-up and a way out', () => {
    const type = {
      ...label('complaint' as const, 0.45),
      alternatives: [{ value: 'inquiry' as const, confidence: 0.3 }],
    };
    const replies = talk().hear(message(STORY, { more: { type } }));
    const last = replies.at(-1);
    expect(last?.kind === 'ask' && last.offers.map((offer) => offer.id)).toEqual(['complaint', 'inquiry', 'other']);
  });

  it('is filled by a yes', () => {
    const conversation = talk();
    conversation.hear(message(STORY, { type: ['complaint', 0.45], department: 'CSPD' }));
    expect(asked(conversation.hear(message('yes', { act: 'affirm' })))).toBe('name');
  });

  it('opens the whole list when it is none of these', () => {
    const conversation = talk();
    conversation.hear(message(STORY, { type: ['complaint', 0.45] }));
    const last = conversation.hear(message('none', {}, { optionId: 'other' })).at(-1);
    expect(last?.kind === 'ask' && last.offers.length).toBe(7);
  });
});

describe('the department', () => {
  it('is asked at most twice, then left open', () => {
    const conversation = talk();
    expect(asked(conversation.hear(message(STORY, { type: 'complaint' })))).toBe('department');
    expect(
      asked(conversation.hear(message('hmm', { act: 'out_of_scope', more: { act: label('request', 0.4) } }))),
    ).toBe('department');
    expect(asked(conversation.hear(message('hmm', { more: { act: label('request', 0.4) } })))).toBe('name');
  });

  it('may be skipped at once', () => {
    const conversation = talk();
    conversation.hear(message(STORY, { type: 'complaint' }));
    const replies = conversation.hear(message('no idea', { moves: [{ kind: 'unknown' }] }));
    expect(words(replies)).toContain('operations room');
    expect(asked(replies)).toBe('name');
  });
});

describe('name and phone', () => {
  it('are refused twice and then left, with the consequence said', () => {
    const conversation = told();
    const refuse = () => conversation.hear(message('skip', { moves: [{ kind: 'skip' }] }));
    expect(asked(refuse())).toBe('name');
    expect(asked(refuse())).toBe('phone');
    const replies = refuse();
    expect(asked(replies)).toBe('confirm');
    expect(words(replies)).toContain('without full contact details');
    conversation.hear(yes());
    expect(filed(conversation)[0]).not.toHaveProperty('request.requester');
  });

  it('are both taken from one answer', () => {
    const conversation = told();
    const both = {
      entities: [
        { kind: 'name' as const, value: 'Sara' },
        { kind: 'phone' as const, value: '+962790000000' },
      ],
    };
    expect(asked(conversation.hear(message('Sara 0790000000', both)))).toBe('confirm');
  });

  it('are not asked again for the next request', () => {
    const conversation = atSummary();
    conversation.hear(yes());
    expect(asked(conversation.hear(message('Another matter altogether', COMPLAINT)))).toBe('confirm');
  });

  it('answer with a wrong number: told, and asked again', () => {
    const conversation = told();
    conversation.hear(message('Sara'));
    const replies = conversation.hear(
      message('12345678', { entities: [{ kind: 'phone', value: '12345678', valid: false }] }),
    );
    expect(words(replies)).toContain('not a valid number');
    expect(asked(replies)).toBe('phone');
  });
});

describe('at the summary', () => {
  const correct = (instead: string, more: object = {}) => ({ kind: 'correct' as const, slots: [], instead, ...more });

  it('another department is taken and the rest kept', () => {
    const conversation = atSummary();
    const replies = conversation.hear(
      message('no, the licensing department', { department: 'DVLD', moves: [correct('the licensing department')] }),
    );
    expect(asked(replies)).toBe('confirm');
    conversation.hear(yes());
    expect(filed(conversation)).toMatchObject([
      { request: { department: 'DVLD', description: STORY, requester: { name: 'Sara Haddad' } } },
    ]);
  });

  it('another type changes the flow and keeps the answers', () => {
    const conversation = atSummary();
    const replies = conversation.hear(
      message("actually it's a suggestion", { moves: [correct('suggestion', { type: 'suggestion' })] }),
    );
    expect(replies.at(-1)).toMatchObject({ kind: 'ask', slot: 'confirm', flow: 'suggestion' });
  });

  it('"change the phone" asks for the phone, and comes back', () => {
    const conversation = atSummary();
    expect(asked(conversation.hear(message('change the phone', { moves: [correct('', { slots: ['phone'] })] })))).toBe(
      'phone',
    );
    expect(
      asked(conversation.hear(message('0790000001', { entities: [{ kind: 'phone', value: '+962790000001' }] }))),
    ).toBe('confirm');
  });

  it('more of the story is added, verbatim', () => {
    const conversation = atSummary();
    expect(asked(conversation.hear(message('and the clerk shouted at my mother in front of everybody')))).toBe(
      'confirm',
    );
    conversation.hear(yes());
    expect(filed(conversation)).toMatchObject([
      { request: { description: `${STORY}\nand the clerk shouted at my mother in front of everybody` } },
    ]);
  });

  it('"change" asks what to change', () => {
    expect(words(atSummary().hear(yes('change')))).toContain('What should be different');
  });

  it('"cancel" sends nothing and says so', () => {
    const conversation = atSummary();
    expect(conversation.hear(yes('cancel')).at(-1)).toMatchObject({ notice: 'cancelled' });
    expect(filed(conversation)).toEqual([]);
  });
});

describe('repair', () => {
  it.each([
    ['greeting', 'Hello again'],
    ['thanks', 'welcome'],
    ['help', 'I can register'],
    ['human_agent', 'Nobody is free'],
  ] as const)('%s inside a step is answered and the question stays', (act, said) => {
    const conversation = told();
    const replies = conversation.hear(message('...', { act }));
    expect(words(replies)).toContain(said);
    expect(asked(replies)).toBe('name');
  });

  it('back undoes the last answer', () => {
    const conversation = told();
    conversation.hear(message('Sara'));
    expect(asked(conversation.hear(message('back', { act: 'back' })))).toBe('name');
  });

  it('an emergency is told 911 first and the request is kept', () => {
    const conversation = told();
    const replies = conversation.hear(message('fire!', { act: 'emergency' }));
    expect(replies[0]).toMatchObject({ notice: 'emergency' });
    expect(asked(replies)).toBe('name');
  });

  it('a status question in mid-draft is answered, and the draft offered again', () => {
    const conversation = atSummary();
    conversation.hear(yes());
    conversation.hear(
      message('Another matter altogether, told whole', { ...COMPLAINT, type: 'complaint', department: ['X', 0.3] }),
    );
    const replies = conversation.hear(message('where is my request?', { act: 'status_query' }));
    expect(words(replies)).toContain('Last update');
    expect(asked(replies)).toBe('resume');
    expect(asked(conversation.hear(message('yes', { act: 'affirm' }, { optionId: 'yes' })))).toBe('department');
  });

  it('not understood: two re-prompts, each more explicit, then a human', () => {
    const conversation = talk();
    const miss = () =>
      words(
        conversation.hear(message('%%', { more: { act: label('request', 0.3), type: label<'complaint'>(null, 0.1) } })),
      );
    expect(miss()).toContain('another way');
    expect(miss()).toContain('pick what comes closest');
    expect(miss()).toContain('065008080');
  });
});

describe('when filing fails', () => {
  it('says so, keeps the draft, and files under the same key on the next yes', () => {
    const away = { file_request: { kind: 'failed' as const, effect: 'file_request' as const, why: 'away' as const } };
    const before = atSummary();
    const broken = talk(FLOWS, away, before.state());
    const replies = broken.hear(yes());
    expect(words(replies)).toContain('nothing has been sent');
    expect(asked(replies)).toBe('confirm');
    const mended = talk(FLOWS, WORLD, broken.state());
    expect(mended.hear(yes()).some((reply) => reply.kind === 'say' && reply.filed)).toBe(true);
    expect(filed(mended)[0]).toMatchObject({ key: (filed(broken)[0] as { key: string }).key });
  });
});

describe('several requests in one message', () => {
  const part = (text: string, type: 'complaint' | 'suggestion', department: string) => ({
    ...message(text, { type, department }).understanding,
    start: 0,
    end: text.length,
  });

  it('are filed one by one, each with the whole message, one contact block for all', () => {
    const conversation = talk();
    const text = 'My passport is late. Also please add benches to the park.';
    const parts = [part('My passport is late.', 'complaint', 'CSPD'), part('add benches', 'suggestion', 'GAM')];
    conversation.hear(message(text, { type: 'complaint', department: 'CSPD', more: { parts } }));
    conversation.hear(message('Sara'));
    conversation.hear(message('0790000000', PHONE));
    expect(asked(conversation.hear(yes()))).toBe('next_request');
    expect(asked(conversation.hear(yes()))).toBe('confirm');
    conversation.hear(yes());
    expect(filed(conversation)).toMatchObject([
      { request: { type: 'complaint', description: text } },
      { request: { type: 'suggestion', description: text, requester: { name: 'Sara' } } },
    ]);
  });
});

describe('what was given for one request', () => {
  it('is not carried into a report that needs no name', () => {
    const conversation = atSummary();
    conversation.hear(yes());
    conversation.hear(message('Somebody dumps rubble in the wadi', { type: 'violation_report', department: 'MOENV' }));
    conversation.hear(yes());
    expect(filed(conversation)[1]).toMatchObject({ request: { anonymous: true } });
    expect(filed(conversation)[1]).not.toHaveProperty('request.requester');
  });
});

describe('a picture', () => {
  const files = [{ id: 'f1', name: 'bill.png', contentType: 'image/png', size: 3 }];

  it('with a caption as the first message opens one draft', () => {
    const conversation = talk();
    conversation.hear(message(STORY, COMPLAINT, { files }));
    expect(conversation.state().frames.length).toBe(1);
    expect(conversation.state().frames[0]).toMatchObject({ files, description: [STORY] });
  });

  it('answers the department that asks', () => {
    const conversation = atSummary();
    conversation.hear(yes());
    conversation.hear({ kind: 'news', id: 'n1', what: 'asked', reference: '264817309242', text: 'Which pole?' });
    expect(words(conversation.hear(message('', {}, { files })))).toContain('has reached the department');
  });
});

describe('a place', () => {
  const point = { latitude: 31.95, longitude: 35.91 };

  it('corrected in words files the words and not the old point', () => {
    const conversation = talk();
    conversation.hear(message(STORY, { ...COMPLAINT, type: 'suggestion' }, { point }));
    const fix = { kind: 'correct' as const, slots: ['location'], instead: '', value: 'Rainbow Street' };
    conversation.hear(message('the place is Rainbow Street', { moves: [fix] }));
    conversation.hear(yes());
    expect(filed(conversation)).toMatchObject([{ request: { location: 'Rainbow Street' } }]);
  });

  it('shared at any question of a draft is kept', () => {
    const conversation = told();
    const replies = conversation.hear(message('', {}, { point }));
    expect(words(replies)).toContain('added that place');
    expect(asked(replies)).toBe('name');
  });
});

describe("the department's question", () => {
  it('waits until the open question is answered', () => {
    const conversation = atSummary();
    const news = {
      kind: 'news' as const,
      id: 'n1',
      what: 'asked' as const,
      reference: '264817309242',
      text: 'Which pole?',
    };
    expect(asked(conversation.hear(news))).toBe('confirm');
    expect(asked(conversation.hear(yes()))).toBe('answer');
  });

  it('is asked again when the answer did not arrive', () => {
    const away = { send_answer: { kind: 'failed' as const, effect: 'send_answer' as const, why: 'away' as const } };
    const conversation = talk(FLOWS, away);
    conversation.hear({ kind: 'news', id: 'n1', what: 'asked', reference: '264817309242', text: 'Which pole?' });
    expect(asked(conversation.hear(message('pole 114')))).toBe('answer');
    const picture = { id: 'f1', name: 'pole.png', contentType: 'image/png', size: 3 };
    expect(asked(conversation.hear({ ...message(''), files: [picture] }))).toBe('answer');
    expect(conversation.state().frames.at(-1)?.files).toEqual([picture]);
  });
});
