// OCPP-J frames as people read them. The envelope is the same in every version: [2,id,action,payload], [3,id,payload],
// [4,id,code,description,details].

const KEPT = 300;
const ABBREVIATED = {
  'Energy.Active.Import.Register': 'energy',
  'Power.Active.Import': 'power',
  'Current.Import': 'current',
  Voltage: 'voltage',
  SoC: 'battery',
  Temperature: 'temperature',
};

/** A bounded list of decoded frames, newest first. Answers find the question they belong to. */
export class FrameLog {
  frames = [];
  #calls = new Map();
  #count = 0;

  /** @param seen `{at, fromStation, text}` */
  add(seen) {
    const frame = { ...seen, ...this.#decode(seen), key: ++this.#count };
    this.frames = [frame, ...this.frames.slice(0, KEPT - 1)];
    return frame;
  }

  #decode({ at, text }) {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return { kind: 'broken', action: 'Not JSON', summary: text.slice(0, 120), body: text };
    }
    const [type, id] = Array.isArray(message) ? message : [];
    switch (type) {
      case 2:
      case 6:
        this.#remember(id, message[2], at);
        return { kind: 'call', action: message[2], summary: summary(message[2], message[3]), body: pretty(message) };
      case 3:
        return { kind: 'answer', ...this.#answered(id, at), summary: scalars(message[2]), body: pretty(message) };
      case 4:
      case 5:
        return {
          kind: 'error',
          ...this.#answered(id, at),
          summary: [message[2], message[3]].filter(Boolean).join(': '),
          body: pretty(message),
        };
      default:
        return { kind: 'broken', action: 'Not OCPP', summary: text.slice(0, 120), body: pretty(message) };
    }
  }

  #remember(id, action, at) {
    this.#calls.set(id, { action, at });
    if (this.#calls.size > KEPT) {
      this.#calls.delete(this.#calls.keys().next().value);
    }
  }

  #answered(id, at) {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call ? { action: call.action, tookMillis: Date.parse(at) - Date.parse(call.at) } : { action: 'Answer' };
  }
}

function summary(action, payload = {}) {
  switch (action) {
    case 'BootNotification':
      return said(payload.chargePointVendor, payload.chargePointModel, payload.firmwareVersion);
    case 'StatusNotification':
      return said(
        payload.connectorId === 0 ? 'station' : `connector ${payload.connectorId}`,
        payload.status,
        payload.errorCode === 'NoError' ? '' : payload.errorCode,
        payload.info,
      );
    case 'StartTransaction':
      return said(`connector ${payload.connectorId}`, payload.idTag, `meter ${payload.meterStart} Wh`);
    case 'StopTransaction':
      return said(`transaction ${payload.transactionId}`, `meter ${payload.meterStop} Wh`, payload.reason);
    case 'MeterValues':
      return said(`connector ${payload.connectorId}`, ...samples(payload.meterValue));
    default:
      return scalars(payload);
  }
}

/** The latest value of each measurand; phases are left to the full text. */
function samples(values = []) {
  return (values.at(-1)?.sampledValue ?? [])
    .filter((sample) => !sample.phase && sample.format !== 'SignedData')
    .map((sample) => {
      const measurand = sample.measurand ?? 'Energy.Active.Import.Register';
      return `${ABBREVIATED[measurand] ?? measurand} ${sample.value} ${sample.unit === 'Percent' ? '%' : (sample.unit ?? '')}`.trim();
    });
}

/** What a message of any action says at its top, one level of nesting looked through. */
function scalars(payload) {
  if (typeof payload !== 'object' || payload === null) {
    return String(payload ?? '');
  }
  return said(
    ...Object.entries(payload).map(([name, value]) => {
      if (Array.isArray(value)) {
        return `${value.length} ${name}`;
      }
      return typeof value === 'object' && value !== null ? scalars(value) : `${name} ${value}`;
    }),
  );
}

const said = (...parts) => parts.filter((part) => part !== undefined && part !== '').join(' · ');

/** The envelope in one line, the payload indented. */
function pretty(message) {
  if (!Array.isArray(message)) {
    return JSON.stringify(message, null, 2);
  }
  return `[${message.map((part) => JSON.stringify(part, null, 2)).join(', ')}]`;
}
