/** What of an understanding is everybody's: the shape of `POST /v1/classify`, without what only a conversation needs. */
import type { Classification } from '../api/contract/classification.ts';
import type { Understanding } from './understanding.ts';

export function classificationOf(understood: Understanding): Classification {
  const { lang, act, type, axis, importance, department, governorate, entities, parts } = understood;
  const labels = { lang, act, type, axis, importance, department, governorate, entities };
  return parts === undefined ? labels : { ...labels, parts };
}
