import type { TypedForm } from '../api-client/registration-endpoints.ts';

/** The value at a path such as `owners.0.name`, or undefined where nothing was typed. */
export function valueAt(form: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined),
      form,
    );
}

/** The form with a value in its place; an empty text or undefined takes the field out, and what it leaves empty with it. */
export function withValue(form: TypedForm, path: string, value: unknown): TypedForm {
  return (place(form, path.split('.'), value === '' ? undefined : value) ?? {}) as TypedForm;
}

function place(part: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  const isList = Array.isArray(part) || (part === undefined && /^\d+$/.test(name));
  const before = typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined;
  const after = rest.length === 0 ? value : place(before, rest, value);
  if (isList) {
    const list: unknown[] = Array.isArray(part) ? [...part] : [];
    // A list keeps its rows, so that those after it do not change their places while somebody types.
    list[Number(name)] = after ?? {};
    return list;
  }
  const { [name]: _, ...others } = (part ?? {}) as Record<string, unknown>;
  const next = after === undefined ? others : { ...others, [name]: after };
  return Object.keys(next).length === 0 ? undefined : next;
}
