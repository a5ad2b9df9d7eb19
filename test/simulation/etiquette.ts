/** What every turn owes whoever reads it by machine: the promises of the black box, whatever was said. Pure. */
import { ASKS, NOTICES, REQUEST_TYPES } from '../../api/contract/vocabulary.ts';
import type { Said } from './door.ts';
import { GOVERNORATES } from './persona.ts';
import { isDepartment } from './world.ts';

const SLOT_IDS: Readonly<Record<string, (id: string) => boolean>> = {
  confirm: (id) => ['yes', 'change', 'cancel'].includes(id),
  duplicate: (id) => ['add', 'new'].includes(id),
  rating: (id) => /^[1-5]$/.test(id),
  type: (id) => ['other', 'skip', ...REQUEST_TYPES].includes(id),
  department: (id) => ['other', 'skip'].includes(id) || isDepartment(id),
  governorate: (id) => ['other', 'skip', ...GOVERNORATES].includes(id),
  reference: (id) => ['other', 'skip'].includes(id) || /^\d{12}$/.test(id),
};

const RAW = /\{[a-zA-Z]+\}|\bundefined\b|\[object|\bNaN\b/;

function slipsOfOne({ text, sawt }: Said): string[] {
  const slips: string[] = [];
  const { ask, notice, options = [] } = sawt;
  if (text.trim() === '') slips.push('an empty message');
  if (RAW.test(text)) slips.push(`raw text: ${text.slice(0, 80)}`);
  if (ask !== undefined && !(ASKS as readonly string[]).includes(ask)) slips.push(`unknown ask "${ask}"`);
  if (ask !== undefined && sawt.flow === undefined) slips.push(`ask ${ask} without a flow`);
  if (notice !== undefined && !(NOTICES as readonly string[]).includes(notice))
    slips.push(`unknown notice "${notice}"`);
  const legal = SLOT_IDS[ask ?? ''];
  for (const { id, label } of options) {
    if (label.trim() === '') slips.push(`option ${id} without a label`);
    if (legal && !legal(id)) slips.push(`ask ${ask} offers "${id}"`);
  }
  return slips;
}

/** The breaches in one turn. */
export function slipsIn(said: readonly Said[]): string[] {
  const last = said.at(-1);
  if (last === undefined) return ['no answer'];
  const early = said.slice(0, -1);
  const slips = said.flatMap(slipsOfOne);
  if (early.some(({ sawt }) => sawt.ask !== undefined)) slips.push('a question before the last message');
  if (early.some(({ inputHint }) => inputHint !== 'ignoringInput')) slips.push('an early message awaits an answer');
  if (last.inputHint !== (last.sawt.ask === undefined ? 'acceptingInput' : 'expectingInput'))
    slips.push(`the last message is ${last.inputHint}`);
  if (new Set(said.map(({ text }) => text)).size < said.length) slips.push('the same message twice in a turn');
  return slips;
}
