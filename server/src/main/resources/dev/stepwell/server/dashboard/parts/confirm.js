import { html } from 'lit';
import './dialog.js';

/**
 * A dialog that asks before something is done.
 *
 * @param heading what is asked
 * @param content what will happen
 * @param verb what the button says that does it
 * @param keep what the button says that does not
 */
export function confirm({ heading, content, verb, keep, isDanger = false, isBusy = false }, act, close) {
  const actions = html`<button type="button" @click=${close}>${keep}</button>
    <button type="button" class=${isDanger ? 'danger' : 'primary'} ?disabled=${isBusy}
      @click=${act}>${verb}</button>`;
  return html`<sw-dialog .heading=${heading} .content=${content} .actions=${actions}
    @close=${close}></sw-dialog>`;
}
