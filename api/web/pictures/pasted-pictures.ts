import { useEffect, useRef } from 'react';

function firstPicture(data: DataTransfer | null): File | null {
  for (const file of data?.files ?? []) if (file.type.startsWith('image/')) return file;
  return null;
}

/** Calls back with a picture pasted anywhere on the page. */
export function usePastedPicture(onPicture: (file: File) => void): void {
  const latest = useRef(onPicture);
  useEffect(() => {
    latest.current = onPicture;
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const picture = firstPicture(event.clipboardData);
      if (picture === null) return;
      event.preventDefault();
      latest.current(picture);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}
