import { html, nothing, svg } from 'lit';
import { absolute, count, duration } from '../format.js';

const WIDTH = 600;

/**
 * Bars of runs by outcome, one bar per bucket.
 *
 * @param buckets with `at`, `completed`, `failed`, `cancelled`, `skipped`, `created`; empty ones
 *   may be missing
 */
export function bars(buckets, { from, to, bucketSeconds, height = 48, label }) {
  const start = Math.floor(Date.parse(from) / 1000 / bucketSeconds) * bucketSeconds;
  const slots = Math.max(1, Math.ceil((Date.parse(to) / 1000 - start) / bucketSeconds));
  const most = Math.max(1, ...buckets.map((bucket) => bucket.created));
  const width = WIDTH / slots;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none"
      role="img" aria-label=${label}>
    <line class="axis" x1="0" x2=${WIDTH} y1=${height - 0.5} y2=${height - 0.5}></line>
    ${buckets.map((bucket) => {
      const slot = (Date.parse(bucket.at) / 1000 - start) / bucketSeconds;
      const skipped = bucket.skipped ?? 0;
      const live = bucket.created - bucket.completed - bucket.failed - bucket.cancelled - skipped;
      let top = height;
      const part = (number, name) => {
        const size = (number / most) * (height - 2);
        top -= size;
        return number === 0
          ? nothing
          : svg`<rect class=${name} x=${slot * width} y=${top} width=${Math.max(1, width - 1)}
              height=${Math.max(size, 1)}></rect>`;
      };
      const stack = [
        part(bucket.completed, 'completed'),
        part(live, 'live'),
        part(bucket.cancelled, 'cancelled'),
        part(skipped, 'skipped'),
        part(bucket.failed, 'failed'),
      ];
      return svg`<g>${stack}<title>${absolute(bucket.at)}: ${count(bucket.created)} runs, ${count(
        bucket.failed)} failed</title></g>`;
    })}
  </svg>`;
}

/** A note where only the newest runs were counted. */
export function partly(metrics) {
  return metrics.complete
    ? nothing
    : html`<p class="note">Only the newest 200 000 runs of this period were counted.</p>`;
}

const COUNTED = ['created', 'completed', 'failed', 'cancelled', 'skipped'];

/** Adds up the buckets of several functions. */
export function sum(functions) {
  const all = new Map();
  for (const each of functions) {
    for (const bucket of each.buckets) {
      const known = all.get(bucket.at) ?? { at: bucket.at };
      for (const name of COUNTED) {
        known[name] = (known[name] ?? 0) + (bucket[name] ?? 0);
      }
      all.set(bucket.at, known);
    }
  }
  return [...all.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** p50, p95 and p99 on one line. */
export function percentiles(values) {
  return html`<span class="percentiles"><span><abbr title="median">p50</abbr> ${duration(
      values.p50)}</span>
    <span>p95 ${duration(values.p95)}</span> <span>p99 ${duration(values.p99)}</span></span>`;
}
