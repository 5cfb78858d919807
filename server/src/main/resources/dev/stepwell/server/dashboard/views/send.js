import { html, nothing } from 'lit';
import { Element } from '../base.js';
import { get, post, query } from '../api.js';
import { visible } from '../format.js';
import { digits, parse } from '../json.js';
import { eventPage, eventSource } from '../router.js';
import { problem, runLink } from '../parts/small.js';
import { blank } from '../parts/schema-form.js';
import '../parts/dialog.js';

const HIDDEN = '•••';

/**
 * Removes masked texts from a payload, so that the user enters them.
 *
 * @param blanked collects the paths of what was removed
 */
function withoutHidden(value, blanked, path = '') {
  if (typeof value === 'string' && value.includes(HIDDEN)) {
    blanked.push(path || 'the payload');
    return '';
  } else if (value === null || typeof value !== 'object' || digits(value) !== null) {
    return value;
  }
  const inner = (name) => (path ? `${path}.${name}` : String(name));
  return Array.isArray(value)
    ? value.map((each, index) => withoutHidden(each, blanked, inner(index)))
    : Object.fromEntries(Object.entries(value).map(
      ([name, each]) => [name, withoutHidden(each, blanked, inner(name))]));
}

/** Sends an event: through a form if its schema is known, or as JSON. */
class Send extends Element {
  static properties = {
    name: {},
    names: { state: true },
    data: { state: true },
    asJson: { state: true },
    text: { state: true },
    isRight: { state: true },
    sent: { state: true },
    error: { state: true },
    isBusy: { state: true },
    blanked: { state: true },
  };

  constructor() {
    super();
    this.name = '';
    this.isRight = true;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.names = (await get('api/event-names')).names;
      if (!this.name) {
        const starting = this.names.find((each) => each.functions.length > 0);
        this.name = (starting ?? this.names[0])?.name ?? '';
      }
      await this.begin();
    } catch (error) {
      this.names = [];
      await this.begin();
      this.error = error;
    }
  }

  known() {
    return this.names?.find((each) => each.name === this.name);
  }

  /** Starts with the last payload of the name, or with a blank one. */
  async begin() {
    const schema = this.known()?.schema;
    this.data = blank(schema);
    this.asJson = !schema;
    this.sent = null;
    this.error = null;
    this.isRight = true;
    this.blanked = [];
    this.text = JSON.stringify(this.data, null, 2);
  }

  async takeLast() {
    try {
      const { events } = await get(`api/events${query({ name: this.name, limit: 1 })}`);
      if (events.length === 0) {
        this.error = new Error(`no event ${this.name} is stored`);
        return;
      }
      const whole = await get(eventSource(events[0].id));
      this.blanked = [];
      this.data = withoutHidden(whole.data, this.blanked);
      this.text = JSON.stringify(this.data, null, 2);
      this.isRight = true;
    } catch (error) {
      this.error = error;
    }
  }

  choose(name) {
    this.name = name;
    this.begin();
  }

  turn() {
    if (this.asJson) {
      try {
        this.data = parse(this.text);
      } catch (error) {
        this.error = new Error(`the payload is not JSON: ${error.message}`);
        return;
      }
    } else {
      this.text = JSON.stringify(this.data, null, 2);
    }
    this.error = null;
    this.asJson = !this.asJson;
  }

  async send() {
    this.error = null;
    this.sent = null;
    let { data } = this;
    if (this.asJson) {
      try {
        data = parse(this.text);
      } catch (error) {
        this.error = new Error(`the payload is not JSON: ${error.message}`);
        return;
      }
    }
    const hidden = [];
    withoutHidden(data, hidden);
    if (hidden.length > 0) {
      this.error = new Error(`hidden values cannot be sent: enter ${hidden.join(', ')}`);
      return;
    }
    this.isBusy = true;
    try {
      this.sent = await post('api/events', { name: this.name, data });
      this.blanked = [];
    } catch (error) {
      this.error = error;
    }
    this.isBusy = false;
  }

  render() {
    const known = this.known();
    // Disables input until the names have loaded, because a proposed name would interfere.
    const content = this.names === undefined ? nothing : html`
      <label class="field"><span>Event</span>
        <input list="event-names" class="mono" .value=${this.name}
          @change=${({ target }) => this.choose(target.value.trim())}
          placeholder="app/thing.happened">
        <datalist id="event-names">${this.names.map(
          (each) => html`<option value=${each.name}></option>`)}</datalist></label>
      ${known?.functions.length > 0
        ? html`<p class="note">Starts ${known.functions.join(', ')}.</p>`
        : nothing}
      ${this.data === undefined
        ? nothing
        : html`<div class="row-of-buttons">
              ${known?.schema
                ? html`<button type="button" class="small" @click=${() => this.turn()}>${this.asJson
                    ? 'As a form'
                    : 'As JSON'}</button>`
                : nothing}
              <button type="button" class="small"
                @click=${() => this.takeLast()}>Take the last payload</button></div>
            ${this.asJson ? this.asText() : this.asForm(known.schema)}`}
      ${this.blanked?.length > 0
        ? html`<p class="note" role="status">Hidden values were left out. Enter them:
            <span class="mono">${visible(this.blanked.join(', '))}</span></p>`
        : nothing}
      ${problem(this.error)}
      ${this.sent
        ? html`<div class="sent" role="status">Accepted as <a class="mono"
              href=${eventPage(this.sent.id)}>${visible(this.sent.id)}</a>.
            ${this.sent.runs.length > 0
              ? html`It started ${this.sent.runs.map((run) => html`${runLink(run)} `)}`
              : html`It started nothing. ${this.sent.notice ?? ''}`}</div>`
        : nothing}`;
    const actions = html`<button type="button" @click=${() => this.close()}>Close</button>
      <button type="button" class="primary"
        ?disabled=${this.isBusy || !this.name || !this.isRight}
        @click=${() => this.send()}>Send</button>`;
    return html`<sw-dialog heading="Send an event" .content=${content} .actions=${actions}
      @click=${(event) => event.target.closest('a') && this.close()}></sw-dialog>`;
  }

  asText() {
    return html`<label class="field"><span>Payload</span><textarea class="mono" rows="12"
      spellcheck="false" .value=${this.text}
      @input=${({ target }) => { this.text = target.value; }}></textarea></label>`;
  }

  asForm(schema) {
    const fill = ({ detail }) => {
      this.data = detail.value;
      this.isRight = detail.isRight;
    };
    return html`<sw-schema-form .schema=${schema} .value=${this.data}
      @filled=${fill}></sw-schema-form>`;
  }

  close() {
    this.dispatchEvent(new CustomEvent('close'));
  }
}
customElements.define('sw-send', Send);
