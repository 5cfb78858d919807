import { html } from 'lit';
import { Element } from '../base.js';

/**
 * A dialog. It is open while it exists; it emits `close` when the user closes it. It renders its
 * content, so listeners in the content must be arrow functions: `this` would be the dialog.
 */
class Dialog extends Element {
  static properties = { heading: {}, content: { attribute: false }, actions: { attribute: false } };

  firstUpdated() {
    this.returnTo = document.activeElement;
    this.querySelector('dialog').showModal();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.returnTo?.focus?.();
  }

  close() {
    this.dispatchEvent(new CustomEvent('close', { bubbles: true }));
  }

  render() {
    const cancel = (event) => {
      event.preventDefault();
      this.close();
    };
    return html`<dialog aria-labelledby="dialog-heading" @cancel=${cancel}
        @click=${(event) => event.target.localName === 'dialog' && this.close()}>
      <div class="dialog">
        <header><h2 id="dialog-heading">${this.heading}</h2>
          <button type="button" class="quiet" aria-label="Close"
            @click=${this.close}>✕</button></header>
        <div class="content">${this.content}</div>
        <footer>${this.actions}</footer>
      </div></dialog>`;
  }
}
customElements.define('sw-dialog', Dialog);
