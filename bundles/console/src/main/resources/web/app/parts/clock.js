import { Part } from '../element.js';
import { ago, duration } from '../format.js';

/** Time that passes: `<ohm-clock ago=…>` says "3 min ago", `<ohm-clock since=…>` says "3 min 20 s". */
class Clock extends Part {
  static properties = { ago: {}, since: {} };

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), this.since ? 1000 : 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    return this.since ? duration(Date.now() - Date.parse(this.since)) : ago(this.ago);
  }
}

customElements.define('ohm-clock', Clock);
