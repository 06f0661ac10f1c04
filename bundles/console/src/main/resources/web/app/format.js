// Numbers, times and names as people read them: the browser's language, the site's time zone.

const language = navigator.language;
const formats = new Map();
const sites = new Map();

/** Tells the sites; the first is the default. */
export function useSites(list) {
  list.forEach((site) => sites.set(site.id, site));
}

export const allSites = () => [...sites.values()];
const zoneOf = (site) => (sites.get(site) ?? allSites()[0])?.zone;

/** 14:03:22, with the day in front if it is not today's, and the year if it is not this one. */
export function time(instant, site) {
  const day = isoDay(instant, site);
  const today = isoDay(Date.now(), site);
  if (day === today || day === '') {
    return clock(instant, site);
  }
  const year = day.slice(0, -6) === today.slice(0, -6) ? {} : { year: 'numeric' };
  return `${when(instant, site, { day: 'numeric', month: 'short', ...year })} ${clock(instant, site)}`;
}

export const clock = (instant, site) =>
  when(instant, site, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const hourMinute = (instant, site) =>
  when(instant, site, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Mon 23, for axes. */
export const dayName = (instant, site) => when(instant, site, { weekday: 'short', day: 'numeric' });

/** Everything, for tooltips and evidence. */
export const full = (instant, site) => when(instant, site, { dateStyle: 'full', timeStyle: 'long' });

export const date = (instant, site) => when(instant, site, { dateStyle: 'medium' });

export const dateTime = (instant, site) =>
  when(instant, site, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });

/** The day of an instant as date fields want it: 2026-11-22; empty if no calendar has it. */
export function isoDay(instant, site) {
  if (Number.isNaN(new Date(instant).getTime())) {
    return '';
  }
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en', { timeZone: zoneOf(site), year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** When a day (2026-11-22) begins in the site's zone, to the quarter of an hour zones are apart. */
export function startOfDay(day, site) {
  const quarter = 15 * 60 * 1000;
  let at = Date.parse(`${day}T00:00:00Z`) - 14 * 60 * 60 * 1000;
  while (isoDay(at, site) < day) {
    at += quarter;
  }
  return new Date(at).toISOString();
}

/** An instant as fields for date and time want it, by the site's clock: 2026-11-22T14:03:22. */
export const localTime = (instant, site) => `${isoDay(instant, site)}T${clock(instant, site)}`;

/** What a field for date and time says, by the site's clock, as an instant; undefined if it says none. */
export function instantOf(local, site) {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) {
    return undefined;
  }
  let at = wanted;
  for (let i = 0; i < 2; i++) {
    at += wanted - Date.parse(`${localTime(at, site)}Z`); // once more, in case the guess lay beyond a change of the clocks
  }
  return new Date(at).toISOString();
}

export const zone = (site) => zoneOf(site) ?? 'UTC';

const DAY_MILLIS = 24 * 60 * 60 * 1000;
const EARLIEST = Date.parse('2010-01-01T00:00:00Z');
const LONGEST_STAY = 366 * DAY_MILLIS;

/** Whether something can have happened then: stations without a clock name their epoch, or the year 9999. */
export const isPlausible = (instant) => Date.parse(instant) >= EARLIEST && Date.parse(instant) <= Date.now() + DAY_MILLIS;

/** Whether something can have taken so long. */
export const isPlausibleStay = (from, to) => Date.parse(to) >= Date.parse(from) && Date.parse(to) - Date.parse(from) <= LONGEST_STAY;

/** 2 h 05 min, 3 min 20 s. */
export function duration(millis) {
  if (!Number.isFinite(millis)) {
    return '–';
  }
  const seconds = Math.max(0, Math.round(millis / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) {
    return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  }
  if (hours > 0) {
    return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  }
  return minutes > 0 ? `${minutes} min ${String(seconds % 60).padStart(2, '0')} s` : `${seconds} s`;
}

/** 12 s ago, 3 min ago. */
export function ago(instant) {
  const seconds = (Date.parse(instant) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) {
    return String(instant);
  }
  const [size, unit] = [[86400, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second']].find(
    ([s]) => Math.abs(seconds) >= s || s === 1,
  );
  return cached(`ago`, () => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })).format(
    Math.min(0, Math.round(seconds / size)),
    unit,
  );
}

/** Watts as [number, unit]: ['11.0', 'kW']. */
export function power(watts) {
  return watts >= 1e6 ? [number(watts / 1e6, 2), 'MW'] : [number(watts / 1000, 1), 'kW'];
}

/** Watt-hours as [number, unit]. */
export function energy(wattHours) {
  return wattHours >= 1e6 ? [number(wattHours / 1e6, 2), 'MWh'] : [number(wattHours / 1000, 2), 'kWh'];
}

export const powerText = (watts) => power(watts).join('\u00a0');
export const energyText = (wattHours) => energy(wattHours).join('\u00a0');

export function number(value, digits = 0) {
  return cached(
    `n${digits}`,
    () => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  ).format(value);
}

const decimalSign = new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === 'decimal').value;

/** A number as people type it here: 7.25 or 7,25. */
export const typed = (value) => String(value).replace('.', decimalSign);

/**
 * What somebody typed into a field for a number, with the decimal sign of the browser's language. The other one is taken too,
 * unless three digits follow: for half of the readers that is a thousand, for the others a thousandth.
 *
 * @return { value }, or { wrong: the end of a sentence that begins with the field's name }
 */
export function read(text) {
  const [, whole, sign, rest] = /^(\d+)(?:([.,])(\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) {
    return { wrong: `is a number such as ${typed(7.25)}, without marks between the thousands` };
  }
  if (sign && sign !== decimalSign && rest.length === 3 && Number(whole) > 0) {
    return { wrong: `can be read in two ways: write ${whole}${rest} or ${whole}${decimalSign}${rest}` };
  }
  return { value: Number(sign ? `${whole}.${rest}` : whole) };
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** METER_BACKWARDS and StationBooted become words, for what a newer server says. */
export function humanised(name) {
  return capital(
    String(name)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('_', ' ')
      .toLowerCase(),
  );
}

/** What no calendar of the browser has, such as the year 1000000, stays as it was told: a page is worth more than a format. */
function when(instant, site, options) {
  if (Number.isNaN(new Date(instant).getTime())) {
    return String(instant);
  }
  const timeZone = zoneOf(site);
  return cached(
    timeZone + JSON.stringify(options),
    () => new Intl.DateTimeFormat(language, { ...options, timeZone }),
  ).format(new Date(instant));
}

function cached(key, make) {
  if (!formats.has(key)) {
    formats.set(key, make());
  }
  return formats.get(key);
}
