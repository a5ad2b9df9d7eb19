/** The demo's page on which one picks who to be. No script: a link for each person. */
import type { FastifyReply } from 'fastify';
import type { StaffRole } from '../contract/staff.ts';
import type { DemoPerson } from './people.ts';

const ROLES: Readonly<Record<StaffRole, { readonly ar: string; readonly en: string }>> = {
  agent: { ar: 'موظف مركز الاتصال', en: 'Contact-centre agent' },
  officer: { ar: 'ضابط ارتباط', en: 'Liaison officer' },
  operations: { ar: 'غرفة العمليات', en: 'Operations room' },
  administrator: { ar: 'مدير النظام', en: 'Administrator' },
};

const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const item = ({ subject, name, role, departments }: DemoPerson, at: string) => `
        <li><a href="${escaped(at)}/${escaped(subject)}"><strong>${escaped(name)}</strong>
          <span>${ROLES[role].ar} · <bdi lang="en" dir="ltr">${ROLES[role].en}${departments.length > 0 ? ` (${escaped(departments.join(', '))})` : ''}</bdi></span></a></li>`;

export function choicePage(
  reply: FastifyReply,
  { people, at }: { people: readonly DemoPerson[]; at: string },
): FastifyReply {
  const body = `<!doctype html>
<html lang="ar" dir="rtl">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>الدخول للتجربة</title>
    <link rel="icon" href="/pages/demo/mark.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/pages/ground/style.css" />
    <link rel="stylesheet" href="/pages/console/style.css" />
  </head>
  <body class="choice">
    <main>
      <h1>من تكون في هذه التجربة؟<small lang="en" dir="ltr">Who are you in this demo?</small></h1>
      <p>أشخاص مخترعون، بلا كلمات سر، ومن هذا الجهاز فقط. <span lang="en" dir="ltr">Invented people, no passwords, on this machine only.</span></p>
      <ul>${people.map((person) => item(person, at)).join('')}
      </ul>
    </main>
  </body>
</html>
`;
  return reply
    .header('content-security-policy', POLICY)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(body);
}
