import { useCallback, useState } from 'react';

export interface Typed<T> {
  readonly value: T;
  readonly change: (part: Partial<T>) => void;
  /** Once it has been sent. */
  readonly clear: () => void;
}

/**
 * What is typed into a form, kept in this tab's session storage under a name of its own, so that neither a reload nor another
 * page in between loses it. `empty` has to stay the same object.
 */
export function useTyped<T extends object>(name: string, empty: T): Typed<T> {
  const key = `selvedge.typed.${name}`;
  const [value, setValue] = useState<T>(() => ({ ...empty, ...stored(key) }));
  const change = useCallback(
    (part: Partial<T>) =>
      setValue((before) => {
        const next = { ...before, ...part };
        store(key, next);
        return next;
      }),
    [key],
  );
  const clear = useCallback(() => {
    store(key, null);
    setValue(empty);
  }, [key, empty]);
  return { value, change, clear };
}

function stored(key: string): object | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as object | null;
  } catch {
    return null;
  }
}

function store(key: string, value: object | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that forbids storage, or has no room left: the page keeps it while it is open.
  }
}
