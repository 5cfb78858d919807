import { html, svg } from 'lit';

const SHEETS = svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"></rect>
  <path d="M10.500 3.500v-.5A1.500 1.500 0 0 0 9 1.500H4A1.500 1.500 0 0 0 2.500 3v6A1.500 1.500 0
    0 0 4 10.500"></path>`;

/** Copies without the clipboard API, which browsers offer only on secure pages. */
function copyOldWay(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  return isDone
    ? Promise.resolve()
    : Promise.reject(new Error('the browser does not permit copying'));
}

/**
 * A button that copies a text.
 *
 * @param text the text, or a function that returns it
 * @param what a description of the text, for screen readers
 * @param label the label next to the icon
 */
export function copy(text, what, label = '') {
  const start = async (event) => {
    const { classList } = event.currentTarget;
    const value = typeof text === 'function' ? text() : text;
    try {
      await (navigator.clipboard ? navigator.clipboard.writeText(value) : copyOldWay(value));
      classList.add('done');
    } catch {
      classList.add('failed');
    }
    setTimeout(() => classList.remove('done', 'failed'), 1200);
  };
  return html`<button class="quiet copy" type="button" aria-label="Copy ${what}"
    title="Copy ${what}" @click=${start}><svg viewBox="0 0 16 16" width="15" height="15"
      aria-hidden="true">${SHEETS}</svg>
    ${label}</button>`;
}
