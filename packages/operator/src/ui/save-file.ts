/** Has the browser save it under that name. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken it by the next turn of the page.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
