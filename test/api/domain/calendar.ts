/** Official working time of 2026, as the rules are given it. */
import type { Calendar } from '../../../api/domain/working-time.ts';

export const CALENDAR: Calendar = {
  days: [0, 1, 2, 3, 4],
  hours: { starts: 8 * 60, ends: 15 * 60 + 30 },
  ramadan: [{ from: '2026-02-19', to: '2026-03-19', starts: 9 * 60, ends: 14 * 60 + 30 }],
  // Eid al-Fitr, from Friday to Monday.
  holidays: new Set(['2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23']),
};

/** `2026-11-22 08:00`, Amman. */
export const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}:00+03:00`);
