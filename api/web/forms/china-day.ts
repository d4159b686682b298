const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The instant of a time on a day in China, where the offices are: `2026-01-31` and `24:00:00`. What is no day is given back as it
 * was typed, so that the server names it.
 */
export function instantInChina(typed: string, time: string): string {
  const day = typed.trim();
  const isDay = DAY.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  return isDay ? new Date(`${day}T${time}+08:00`).toISOString() : typed;
}
