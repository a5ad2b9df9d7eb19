/**
 * Which files may be attached: told to the person before the bytes travel. The server has the last word.
 */

export const FILE_LIMIT = 10 * 1024 * 1024;

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

export type FileFault = 'fileTooLarge' | 'fileType' | 'fileEmpty';

export function faultOf({ size, type }: { readonly size: number; readonly type: string }): FileFault | null {
  if (size > FILE_LIMIT) return 'fileTooLarge';
  if (size === 0) return 'fileEmpty';
  // A browser that does not know the type says nothing: the server looks again.
  if (type !== '' && !ALLOWED.some((pattern) => pattern.test(type))) return 'fileType';
  return null;
}

/** 1536 as "1.5 KB". The unit stays Latin: it stands in a left-to-right isolate. */
export function showSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const megabytes = bytes / (1024 * 1024);
  return megabytes < 1 ? `${Math.round(bytes / 1024)} KB` : `${megabytes.toFixed(1)} MB`;
}
