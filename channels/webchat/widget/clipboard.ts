/** Copies a text; on pages without https the modern way does not exist, so the old one is kept beside it. */

function copyBySelection(text: string, near: ParentNode): boolean {
  const box = document.createElement('textarea');
  box.value = text;
  box.className = 'unseen';
  near.append(box);
  box.select();
  const done = document.execCommand('copy');
  box.remove();
  return done;
}

export async function copyText(text: string, near: ParentNode): Promise<boolean> {
  if (navigator.clipboard === undefined) return copyBySelection(text, near);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, near);
  }
}
