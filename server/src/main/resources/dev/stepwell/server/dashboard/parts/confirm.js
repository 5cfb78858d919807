import { html } from 'lit';
import './dialog.js';

/**
 * A confirmation dialog.
 *
 * @param question with `heading`; `content`, the effect; `verb`, the label of the button that
 *   confirms; `keep`, the label of the button that cancels; `isDanger` and `isBusy`
 */
export function confirm(question, act, close) {
  const { heading, content, verb, keep, isDanger = false, isBusy = false } = question;
  const actions = html`<button type="button" @click=${close}>${keep}</button>
    <button type="button" class=${isDanger ? 'danger' : 'primary'} ?disabled=${isBusy}
      @click=${act}>${verb}</button>`;
  return html`<sw-dialog .heading=${heading} .content=${content} .actions=${actions}
    @close=${close}></sw-dialog>`;
}
