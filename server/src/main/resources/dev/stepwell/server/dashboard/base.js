import { LitElement } from 'lit';

/** An element of the dashboard. It has no shadow: one style sheet serves the whole page. */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** An element that shows how time goes by: it is drawn anew each second while `isTicking` says so. */
export class TickingElement extends Element {
  connectedCallback() {
    super.connectedCallback();
    this.ticking = setInterval(() => this.isTicking() && this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  isTicking() {
    return true;
  }
}
