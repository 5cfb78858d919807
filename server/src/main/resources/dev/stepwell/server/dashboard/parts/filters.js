import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { visible } from '../format.js';
import { parameters, path, setParameters } from '../router.js';

export const WINDOWS = [
  ['', 'Any time', null],
  ['15m', 'Last 15 minutes', 15],
  ['1h', 'Last hour', 60],
  ['24h', 'Last 24 hours', 24 * 60],
  ['7d', 'Last 7 days', 7 * 24 * 60],
];

/** The minutes of a window; null for any time. */
export function minutes(word, usual = null) {
  return WINDOWS.find(([name]) => name === (word ?? ''))?.[2] ?? usual;
}

/** The start of a window as a time; null for any time. */
export function from(word) {
  const length = minutes(word);
  return length === null ? null : new Date(Date.now() - length * 60_000).toISOString();
}

/** Those of the items that are not older than the window, which moves on while a list is open. */
export function within(word, items, timeOf) {
  const start = from(word);
  return start === null
    ? items
    : items.filter((item) => Date.parse(timeOf(item)) >= Date.parse(start));
}

export function windowSelect({ any = true, usual = '', label = 'Created' } = {}) {
  const value = parameters().window ?? usual;
  const options = WINDOWS
    .filter(([name]) => any || name !== '')
    .map(([name, title]) => [name, title]);
  return select('window', label, options, value, usual);
}

/** A selection stored in the address. Its value is offered even if it is unknown. */
export function select(name, label, options, value = parameters()[name] ?? '', usual = '') {
  const isKnown = options.some(([option]) => option === value);
  const all = isKnown ? options : [...options, [value, visible(value)]];
  const choose = ({ target }) => setParameters({
    [name]: target.value === usual ? '' : target.value,
  });
  return html`<label class="filter"><span>${label}</span>
    <select @change=${choose}>${all.map(([option, title]) => html`<option value=${option}
      .selected=${live(option === value)}>${title}</option>`)}
    </select></label>`;
}

const HOW_LONG_TO_TYPE = 300;

/** What is being typed, by field: it is not in the address yet, which must not overwrite it. */
const typing = new Map();

/** A text field stored in the address a moment after typing. */
export function search(name, label, placeholder) {
  const typed = typing.get(name);
  const shown = typed?.page === path() ? typed.value : parameters()[name] ?? '';
  const type = ({ target: { value } }) => {
    clearTimeout(typing.get(name)?.timer);
    const page = path();
    const timer = setTimeout(() => {
      typing.delete(name);
      if (path() === page) {
        setParameters({ [name]: value });
      }
    }, HOW_LONG_TO_TYPE);
    typing.set(name, { value, page, timer });
  };
  return html`<label class="filter grow"><span>${label}</span>
    <input type="search" placeholder=${placeholder}
      .value=${live(shown)} @input=${type}></label>`;
}

/** Several selections, comma-separated in the address. */
export function toggles(name, label, options) {
  const chosen = new Set((parameters()[name] ?? '').split(',').filter((each) => each !== ''));
  const turn = (option) => {
    if (!chosen.delete(option)) {
      chosen.add(option);
    }
    setParameters({ [name]: [...chosen].join(',') });
  };
  return html`<div class="filter toggles" role="group" aria-label=${label}>${options.map(
    ([option, title]) => html`<button type="button" aria-pressed=${chosen.has(option)}
      class="toggle ${option}" @click=${() => turn(option)}>${title}</button>`)}
    ${chosen.size > 0
      ? html`<button type="button" class="quiet small"
          @click=${() => setParameters({ [name]: '' })}>Clear</button>`
      : nothing}</div>`;
}
