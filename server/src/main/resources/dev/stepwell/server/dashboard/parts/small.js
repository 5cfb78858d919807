import { html, nothing, svg } from 'lit';
import { segment } from '../router.js';
import { absolute, ago, short } from '../format.js';

/** A status: a sign and the word, so that colour is never all that tells. */
export function status(word) {
  return html`<span class="status ${word}"><span class="sign" aria-hidden="true">${sign(word)}</span>${word}</span>`;
}

export function sign(word) {
  return { completed: '✓', failed: '✕', cancelled: '⊘', running: '▶', waiting: '◷', queued: '⋯', retrying: '↻', skipped: '↷' }[word] ?? '·';
}

/** A time as it is from now, with the whole of it to be read on hovering. */
export function when(time) {
  return time ? html`<time datetime=${time} title=${absolute(time)}>${ago(time)}</time>` : '–';
}

export function runLink(id, label = short(id)) {
  return html`<a class="mono" href="runs/${id}" title=${id}>${label}</a>`;
}

/** A failure function is shown with the one whose failures it handles. */
export function functionLink(id) {
  return html`<a href="functions/${segment(id.replace(/:on-failure$/, ''))}">${id}</a>`;
}

export function eventLink(id) {
  return html`<a class="mono" href="events/${segment(id)}" title=${id}>${id.length > 24 ? short(id) : id}</a>`;
}

/** Who or what cancelled a run. */
export function canceller(run) {
  return { call: 'a call', timeout: 'its timeout', caller: 'its caller' }[run.cancelledBy] ?? html`event ${eventLink(run.cancelledBy)}`;
}

/** What went wrong with a request, if something did. */
export function problem(error) {
  if (!error) {
    return nothing;
  }
  const errors = error.problem?.errors ?? [];
  return html`<div class="problem" role="alert">
    ${errors.length > 1 ? html`<ul>${errors.map((each) => html`<li>${each}</li>`)}</ul>` : error.message}
  </div>`;
}

/** An error of a run or a step, with its stack trace. */
export function failure(error, { open = false } = {}) {
  return html`<div class="failure">
    <p><strong class="mono">${error.type}</strong></p>
    ${error.message ? html`<pre class="message" tabindex="0" role="region" aria-label="Message">${error.message}</pre>` : nothing}
    ${error.stackTrace
      ? html`<details ?open=${open}><summary>Stack trace</summary><pre class="trace" tabindex="0" role="region" aria-label="Stack trace">${error.stackTrace}</pre></details>`
      : nothing}
  </div>`;
}

/** A button that copies a text. */
export function copy(text, what) {
  return html`<button class="quiet copy" type="button" aria-label="Copy ${what}" title="Copy ${what}"
    @click=${(event) => {
      const { classList } = event.currentTarget;
      navigator.clipboard?.writeText(text).then(() => {
        classList.add('done');
        setTimeout(() => classList.remove('done'), 1200);
      });
    }}><svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">${svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"></rect><path d="M10.500 3.500v-.5A1.500 1.500 0 0 0 9 1.500H4A1.500 1.500 0 0 0 2.500 3v6A1.500 1.500 0 0 0 4 10.500"></path>`}</svg></button>`;
}
