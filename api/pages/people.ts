/** Whom one can be in the embedded demo. */
import type { StaffRole } from '../contract/staff.ts';

export interface DemoPerson {
  readonly subject: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly departments: readonly string[];
}

/** Invented, all of them. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { subject: 'rana', name: 'رنا العبّادي', role: 'agent', departments: [] },
  { subject: 'sami', name: 'سامي الخصاونة', role: 'agent', departments: [] },
  { subject: 'huda', name: 'هدى النسور', role: 'officer', departments: ['CSPD', 'DVLD', 'GAM', 'SSC'] },
  { subject: 'omar', name: 'عمر الحياري', role: 'operations', departments: [] },
  { subject: 'lina', name: 'لينا القسوس', role: 'administrator', departments: [] },
];
