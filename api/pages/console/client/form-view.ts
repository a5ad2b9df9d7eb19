/** The form of one action on a request: one thing asked, sent by a button or by Ctrl+Enter, never lost by a failure. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Seeing } from './list-view.ts';
import type { Form, State } from './state.ts';

export interface FormDoes {
  form(form: Form | null): void;
  send(form: Form, fields: Readonly<Record<string, string>>): void;
}

const TEXT_FIELD: Readonly<Partial<Record<Form, string>>> = { reply: 'text', ask: 'question', note: 'text' };

function fields(form: Form, { labels }: Seeing): TemplateResult {
  const text = TEXT_FIELD[form];
  if (text !== undefined && (form === 'reply' || form === 'ask' || form === 'note'))
    return html`<label for="f-text">${labels[form]}<small>${labels.draft[form]}</small></label>
      <textarea id="f-text" name=${text} rows="5" dir="auto" required maxlength="4000"></textarea>`;
  if (form === 'refer')
    return html`<label for="f-dep">${labels.referTo}</label>
      <input id="f-dep" name="department" list="departments" dir="ltr" required maxlength="40" autocomplete="off" />
      <label for="f-reason">${labels.reason}</label>
      <textarea id="f-reason" name="reason" rows="3" dir="auto" required maxlength="4000"></textarea>`;
  return html`<label for="f-who">${labels.assignTo}</label>
    <input id="f-who" name="assignee" dir="auto" required maxlength="200" autocomplete="off" />`;
}

export function formView(form: Form, state: State, seeing: Seeing, does: FormDoes): TemplateResult {
  const { labels } = seeing;
  const submit = (event: Event) => {
    event.preventDefault();
    const element = event.currentTarget;
    if (!(element instanceof HTMLFormElement) || state.busy) return;
    const given = [...new FormData(element)].map(([name, value]) => [name, String(value).trim()] as const);
    does.send(form, Object.fromEntries(given));
  };
  const byKeys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.currentTarget instanceof HTMLFormElement)
      event.currentTarget.requestSubmit();
    if (event.key === 'Escape') does.form(null);
  };
  return html`<form class="act" @submit=${submit} @keydown=${byKeys}>
    ${fields(form, seeing)}
    ${state.fault === null ? nothing : html`<p class="error" role="alert">${state.fault.text}</p>`}
    <div class="does">
      <button type="submit" class="primary" ?disabled=${state.busy}>${labels.send}</button>
      <button type="button" @click=${() => does.form(null)}>${labels.cancel}</button>
    </div>
  </form>`;
}
