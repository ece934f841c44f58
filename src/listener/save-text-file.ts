/** Gives the reader a text as a file of this name, made here: nothing is sent anywhere. */
export function saveTextFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken what it needs with the click.
  URL.revokeObjectURL(address);
}
