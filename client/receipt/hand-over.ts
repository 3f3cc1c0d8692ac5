/** Saves a file where downloads go. */
export function downloadFile(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `shared`, `closed` by the person, or `downloaded` where the device has no share sheet for files. */
export async function shareFile(file: File, text: string): Promise<'shared' | 'closed' | 'downloaded'> {
  const data = { files: [file], title: file.name, text };
  if (navigator.canShare?.(data)) {
    try {
      await navigator.share(data);
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'closed';
    }
  }
  downloadFile(file);
  return 'downloaded';
}
