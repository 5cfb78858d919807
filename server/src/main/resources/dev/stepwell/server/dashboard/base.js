import { LitElement } from 'lit';

/** An element of the dashboard. It has no shadow: one style sheet serves the whole page. */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** An element that shows passing time: it renders each second while `isTicking` is true. */
export class TickingElement extends Element {
  connectedCallback() {
    super.connectedCallback();
    this.ticking = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  tick() {
    if (!document.hidden && this.isTicking()) {
      this.requestUpdate();
    }
  }

  isTicking() {
    return true;
  }
}

/** A view that loads data when its address changes, and polls while it is visible. */
export class RefreshingElement extends TickingElement {
  connectedCallback() {
    super.connectedCallback();
    this.moved = () => this.isShown() && this.load();
    addEventListener('sw-moved', this.moved);
    addEventListener('popstate', this.moved);
    this.load();
    this.refreshing = setInterval(() => this.refreshOnce(), 5000);
    this.seen = () => this.refreshOnce();
    document.addEventListener('visibilitychange', this.seen);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('sw-moved', this.moved);
    removeEventListener('popstate', this.moved);
    clearInterval(this.refreshing);
    document.removeEventListener('visibilitychange', this.seen);
  }

  /** Whether the address still belongs to this view. */
  isShown() {
    return true;
  }

  refresh() {
    return this.load();
  }

  /** A server that does not respond gets one request at a time: a browser has six connections. */
  async refreshOnce() {
    if (document.hidden || this.isRefreshing) {
      return;
    }
    this.isRefreshing = true;
    try {
      await this.refresh();
    } finally {
      this.isRefreshing = false;
    }
  }
}
