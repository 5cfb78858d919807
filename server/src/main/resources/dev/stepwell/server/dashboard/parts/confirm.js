import { html } from 'lit';
import './dialog.js';

/**
 * A confirmation dialog.
 *
 * @param heading the question
 * @param content the effect
 * @param verb the label of the button that confirms
 * @param keep the label of the button that cancels
 */
export function confirm({ heading, content, verb, keep, isDanger = false, isBusy = false }, act, close) {
  const actions = html`<button type="button" @click=${close}>${keep}</button>
    <button type="button" class=${isDanger ? 'danger' : 'primary'} ?disabled=${isBusy}
      @click=${act}>${verb}</button>`;
  return html`<sw-dialog .heading=${heading} .content=${content} .actions=${actions}
    @close=${close}></sw-dialog>`;
}
