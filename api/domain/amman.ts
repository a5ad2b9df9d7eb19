/** Jordan's clock: +03:00 all year. Pure; a moment is milliseconds since 1970 or the ISO text of the contract. */

const OFFSET = 3 * 3_600_000;
export const DAY = 86_400_000;
export const MINUTE = 60_000;

/** `2026-11-20T15:05:01.100+03:00`. */
export const ammanTime = (moment: number): string => new Date(moment + OFFSET).toISOString().replace('Z', '+03:00');

/** `2026-11-20`: the day it is in Amman. */
export const ammanDay = (moment: number): string => new Date(moment + OFFSET).toISOString().slice(0, 10);

/** The moment a day of Amman begins. */
export const startOfDay = (moment: number): number => Math.floor((moment + OFFSET) / DAY) * DAY - OFFSET;

/** 0 is Sunday. */
export const weekday = (moment: number): number => new Date(moment + OFFSET).getUTCDay();

export const ammanYear = (moment: number): number => new Date(moment + OFFSET).getUTCFullYear();
