/** The demo page comes alive: example sentences open the chat with the text written, and the status field answers. */
import type { Lang } from '../../../contract/vocabulary.ts';
import { LABELS } from './labels.ts';
import { ask, check, describe, type Fault, faultText, type Row } from './status.ts';

const lang: Lang = document.documentElement.lang === 'en' ? 'en' : 'ar';
const now = () => new Date(performance.timeOrigin + performance.now());

/** The widget's script loads beside this one: wait until it has defined its element. */
async function openChat(text: string): Promise<void> {
  await customElements.whenDefined('sawt-chat');
  const chat = document.querySelector('sawt-chat');
  if (chat !== null && 'open' in chat && typeof chat.open === 'function') chat.open(text === '' ? undefined : text);
}

for (const button of document.querySelectorAll<HTMLElement>('[data-open]'))
  button.addEventListener('click', () => void openChat(button.dataset.open ?? ''));

for (const place of document.querySelectorAll('[data-origin]')) place.textContent = location.origin;

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text: string,
  className = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

const rowElements = ({ term, value, note, late = false }: Row): HTMLElement[] => [
  element('dt', term),
  element('dd', value),
  ...(note === undefined ? [] : [element('dd', note, late ? 'late' : 'plain')]),
];

/** dt and its dd stand together in a div, as HTML allows. */
function listOf(rows: readonly Row[]): HTMLElement {
  const list = document.createElement('dl');
  for (const row of rows) {
    const group = document.createElement('div');
    group.append(...rowElements(row));
    list.append(group);
  }
  return list;
}

function mountLookup(form: HTMLFormElement): void {
  const input = form.querySelector('input');
  const error = form.querySelector<HTMLElement>('.error');
  const result = form.querySelector('.result');
  if (input === null || error === null || result === null) return;

  const tell = (fault: Fault, count: number) => {
    error.textContent = faultText(fault, count, lang);
    error.hidden = false;
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', `reference-hint ${error.id}`);
    result.replaceChildren();
    input.focus();
  };
  const clear = () => {
    error.hidden = true;
    input.removeAttribute('aria-invalid');
    input.setAttribute('aria-describedby', 'reference-hint');
  };

  const look = async () => {
    clear();
    const checked = check(input.value);
    if ('fault' in checked) return tell(checked.fault, checked.count);
    result.replaceChildren(element('p', LABELS[lang].looking, 'hint'));
    const answer = await ask(checked.reference);
    if ('fault' in answer) return tell(answer.fault, 0);
    result.replaceChildren(listOf(describe(answer, lang, now())));
    result.scrollIntoView({ block: 'nearest' });
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void look();
  });
}

const form = document.querySelector<HTMLFormElement>('.lookup');
if (form !== null) mountLookup(form);
