/**
 * Which files may be attached: told to the person before the bytes travel. The server has the last word.
 */
import type { Labels } from '../labels.ts';

const FILE_LIMIT = 10 * 1024 * 1024;

const ALLOWED = [
  /^image\//,
  /^audio\//,
  /^application\/pdf$/,
  /^video\/mp4$/,
  /^text\/plain$/,
  /^application\/msword$/,
  /^application\/vnd\.ms-(excel|powerpoint)$/,
  /^application\/vnd\.openxmlformats-officedocument\./,
];

/** For the file chooser; the same list in the chooser's words. */
export const ACCEPT = 'image/*,audio/*,video/mp4,application/pdf,text/plain,.doc,.docx,.xls,.xlsx,.ppt,.pptx';

type FileFault = 'fileTooLarge' | 'fileType' | 'fileEmpty';

export function faultOf({ size, type }: { readonly size: number; readonly type: string }): FileFault | null {
  if (size > FILE_LIMIT) return 'fileTooLarge';
  if (size === 0) return 'fileEmpty';
  // A browser that does not know the type says nothing: the server looks again.
  if (type !== '' && !ALLOWED.some((pattern) => pattern.test(type))) return 'fileType';
  return null;
}

/** As many as the server takes with one message. */
const MOST_FILES = 10;

/** The files now on the desk, and what was wrong with the last that was not taken. */
export function takeFiles(
  before: readonly File[],
  chosen: readonly File[],
  labels: Labels,
): { readonly files: readonly File[]; readonly fault: string | null } {
  const files = [...before];
  let fault: string | null = null;
  for (const file of chosen) {
    const wrong = faultOf(file);
    if (wrong !== null) fault = labels[wrong](file.name);
    else if (files.length === MOST_FILES) fault = labels.fileMany(MOST_FILES);
    else files.push(file);
  }
  return { files, fault };
}

/** 1536 as "1.5 KB". The unit stays Latin: it stands in a left-to-right isolate. */
export function showSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const megabytes = bytes / (1024 * 1024);
  return megabytes < 1 ? `${Math.round(bytes / 1024)} KB` : `${megabytes.toFixed(1)} MB`;
}
