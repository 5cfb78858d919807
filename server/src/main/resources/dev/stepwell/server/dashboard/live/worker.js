import { Hub } from './hub.js';

/** The shared worker of a browser: each tab has a port. */
let hub = null;

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    hub ??= new Hub(data.base, (tab, message) => tab.postMessage(message));
    if (data.leaves) {
      hub.leave(port);
    } else {
      hub.follow(port, data.watches, data.isAnew);
    }
  };
};
