import { svg, html } from '../element.js';

// Drawn for a 20-pixel grid, one stroke width.
const PATHS = {
  overview: svg`<path d="M3 11.5h3l2.5-6 3.5 10 2.5-7 1 3h1.5"/>`,
  station: svg`<path d="M4 17V4.5A1.5 1.5 0 0 1 5.5 3h5A1.5 1.5 0 0 1 12 4.5V17M2.5 17h11M8.7 6 6.8 9.2h2.6L7.5 12.4M12 10h1.5a1.5 1.5 0 0 1 1.5 1.5v2a1.25 1.25 0 0 0 2.5 0V7.5L15.5 5.5"/>`,
  transaction: svg`<path d="M3 6h11.5M11.5 3l3 3-3 3M17 14H5.5M8.5 11l-3 3 3 3"/>`,
  review: svg`<path d="M3 4.5h9M3 9h5M3 13.5h4"/><circle cx="12.5" cy="11.5" r="3.7"/><path d="m15.3 14.3 2.4 2.4"/>`,
  card: svg`<rect x="2.5" y="4.5" width="15" height="11" rx="1.8"/><path d="M2.5 8.5h15M5.5 12.5h3.5"/>`,
  routes: svg`<circle cx="4.5" cy="10" r="2"/><circle cx="15.5" cy="5" r="2"/><circle cx="15.5" cy="15" r="2"/><path d="M6.5 10h2.5l3-5h1.5M9 10l3 5h1.5"/>`,
  settings: svg`<path d="M3 6h7M14 6h3M3 14h3M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>`,
  people: svg`<circle cx="7.5" cy="7" r="2.8"/><path d="M2.5 16.5c.3-3 2.3-4.6 5-4.6s4.7 1.6 5 4.6M13 4.5a2.7 2.7 0 0 1 0 5M14.5 12.2c1.8.5 2.9 1.9 3.1 4.3"/>`,
  audit: svg`<path d="M5.5 3h6.5l3.5 3.5V17h-10zM12 3v3.5h3.5M8 10h5M8 13h5"/>`,
  person: svg`<circle cx="10" cy="7" r="3.2"/><path d="M4 17c.4-3.4 2.8-5.2 6-5.2s5.6 1.8 6 5.2"/>`,
};

/** Decoration: the words are always beside it. */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${PATHS[name]}</svg>`;
