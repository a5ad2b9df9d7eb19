/** A text too long for one message, cut after a line, else a sentence, else a word; never inside a character. Pure. */

const BREAKS = [/\n(?=[^\n]*$)/, /[.!?؟](?=\s[^.!?؟]*$)/, /\s(?=\S*$)/];

/** Half of a pair that stands for one sign goes with the other half. */
const whole = (text: string, at: number) => (/[\uD800-\uDBFF]/.test(text.charAt(at - 1)) ? at - 1 : at);

export function splitText(text: string, longest: number): string[] {
  const parts: string[] = [];
  let left = text;
  while (left.length > longest) {
    const head = left.slice(0, longest);
    const found = BREAKS.map((pattern) => head.search(pattern) + 1).find((at) => at > longest / 2);
    const at = found ?? whole(left, longest);
    parts.push(left.slice(0, at).trimEnd());
    left = left.slice(at).trimStart();
  }
  return left === '' && parts.length > 0 ? parts : [...parts, left];
}
