import { Part, html, nothing, repeat } from '../element.js';
import { at, get } from '../api.js';
import { clock } from '../format.js';

/** What a station accepted to start and nothing followed: `<ohm-remote-starts .station=${Station} .newest=${Entry}>`. Empty where nothing is awaited. */
class RemoteStarts extends Part {
  static properties = { station: {}, newest: {}, starts: { state: true } };

  /** Whatever happens at the station may have answered one. */
  willUpdate(changed) {
    if (changed.has('newest') || changed.has('station')) {
      this.#load();
    }
  }

  async #load() {
    try {
      this.starts = (await get(at`/stations/${this.station.id}/remote-starts`)).items;
    } catch {
      // The page says what is wrong; an old list is better than none.
    }
  }

  render() {
    return this.starts?.length
      ? html`${repeat(this.starts, (start) => start.remoteStartId, (start) => this.#notice(start))}`
      : nothing;
  }

  #notice(start) {
    const what = `a remote start${start.evse ? ` at connector ${start.evse}` : ''} for card ${start.idToken}`;
    const time = (instant) => clock(instant, this.station.site);
    return start.lapsedAt
      ? html`<p class="notice warning">
          <span>
            <strong>Accepted, and nothing began.</strong> At ${time(start.askedAt)} the station accepted ${what}; by
            ${time(start.due)} no transaction had begun. Was the car plugged in? A start that comes late counts.
          </span>
        </p>`
      : html`<p class="notice">
          <span>
            The station accepted ${what}.
            ${start.stationAway
              ? 'It went away since and may have begun all the same, so a transaction is awaited for longer: what waits in the station is told when it is back.'
              : `A transaction is awaited until ${time(start.due)}.`}
          </span>
        </p>`;
  }
}

customElements.define('ohm-remote-starts', RemoteStarts);
