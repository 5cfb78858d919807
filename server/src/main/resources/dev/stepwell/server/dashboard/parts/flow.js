import { html, svg } from 'lit';

/**
 * In rem: the height of a row, the distance of lanes, and where edges enter and leave a step
 * relative to the middle of its row.
 */
const ROW = 3.1;
const LANE = 0.75;
const ASIDE = 0.4;

/**
 * The lanes next to the rows of a flow: each step with successors has a lane down to the last of
 * these. A lane is reused below its end.
 */
export function lanes(parts) {
  const rows = new Map();
  parts.forEach(({ after }, row) => after.forEach((id) => {
    rows.set(id, [...(rows.get(id) ?? []), row]);
  }));
  const ends = [];
  const found = [];
  parts.forEach(({ step }, row) => {
    const to = rows.get(step.id);
    if (to) {
      const free = ends.findIndex((end) => end <= row);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = to.at(-1);
      found.push({ lane, from: row, to });
    }
  });
  return { found, count: ends.length };
}

/**
 * Steps ordered by their dependencies, one below the other, with lanes from each step to its
 * successors.
 *
 * @param draw renders a part
 */
export function flow(parts, draw) {
  const { found, count } = lanes(parts);
  const width = count * LANE + 0.5;
  const rem = (size) => `${size.toFixed(2)}rem`;
  const middle = (row) => (row + 0.5) * ROW;
  const line = (x1, y1, x2, y2) =>
    svg`<line x1=${rem(x1)} y1=${rem(y1)} x2=${rem(x2)} y2=${rem(y2)}></line>`;
  const edges = ({ lane, from, to }) => {
    const x = width - 0.5 - (lane + 0.5) * LANE;
    return svg`<g>${line(x, middle(from) + ASIDE, width, middle(from) + ASIDE)}
      ${line(x, middle(from) + ASIDE, x, middle(to.at(-1)) - ASIDE)}
      ${to.map((row) => svg`${line(x, middle(row) - ASIDE, width, middle(row) - ASIDE)}
        <circle cx=${rem(x)} cy=${rem(middle(row) - ASIDE)} r="0.16rem"></circle>`)}</g>`;
  };
  return html`<div class="flow">
    <svg aria-hidden="true" width=${rem(width)}
      height=${rem(parts.length * ROW)}>${found.map(edges)}</svg>
    <ol>${parts.map((part) => html`<li>${draw(part)}
      ${part.after.length > 0
        ? html`<span class="visually-hidden">, after ${part.after.join(', ')}</span>`
        : ''}</li>`)}</ol>
  </div>`;
}
