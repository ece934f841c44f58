/** A file of the page's own making, for the person to keep. */
export interface FileToSave {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Has the browser save a file, as a download. Returns a disposer for what it keeps in memory; call it before the next. */
export function saveFile({ name, type, text }: FileToSave): () => void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  return () => URL.revokeObjectURL(url);
}
