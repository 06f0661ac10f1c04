// The server's words about settings as sentences.

/** When a change counts, before it is made; nothing is said of what counts at once. */
export const COUNTS = {
  AT_ONCE: '',
  AT_NEXT_BOOT: 'Counts for a station when it boots the next time.',
  STATIONS_RECONNECT: 'A change disconnects all stations; they come back by themselves.',
  PORT_REOPENS: 'A change closes this port and opens it anew.',
  AFTER_RESTART: 'Counts after a restart of the server.',
};

/** The same after it was made. */
export const DONE = {
  AT_ONCE: 'It counts within a second or two, without a restart.',
  AT_NEXT_BOOT: 'It counts for each station when that boots the next time.',
  STATIONS_RECONNECT: 'It counts within a second or two; all stations are disconnected for it and come back by themselves.',
  PORT_REOPENS: 'The port of this page closes now and opens anew; if its address changed, go there.',
  AFTER_RESTART: 'Restart the server: it counts after that.',
};

/** After a change of what an option wins over. */
export const ALREADY = 'An option that was given at the start still wins: it counts after a restart without that option.';

export const SOURCES = {
  OPTION: 'An option that was given at the start wins over the file until the server is started without it.',
  ENVIRONMENT: 'It is filled in from the environment of the server.',
  SECRET: 'It is filled in from a file in secrets/.',
};

/** What may be written, where it is not seen from the control. */
export function allowed({ type, min, max, options }) {
  if (options.length > 0) {
    return '';
  }
  const range = (min === undefined ? '' : ` from ${min}`) + (max === undefined ? '' : ` to ${max}`);
  switch (type) {
    case 'WHOLE_NUMBER':
      return `A whole number${range}.`;
    case 'NUMBER':
      return `A number${range}.`;
    case 'SECRET':
      return 'A secret: write $[secret:name], and put it into the file of that name in secrets/ of the home.';
    default:
      return '';
  }
}
