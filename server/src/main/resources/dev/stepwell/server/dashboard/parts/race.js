import { html, nothing } from 'lit';
import { sign } from './small.js';

/** Races in step graphs: parallel branches, followed by the step that stores which of them won. */

/** Whether a node stores the outcome of a race: no other step that runs code has a detail. */
function isOutcome(node) {
  return node?.type === 'step' && node.kind === 'step' && Boolean(node.detail);
}

/** The step that stores the outcome, if the node at this index has the branches of a race. */
export function raceAfter(nodes, index) {
  const next = nodes[index + 1];
  return nodes[index].type === 'parallel' && isOutcome(next) ? next : null;
}

export function raceHeading(race, over) {
  return over === null ? `race, ${race.detail}` : `race, ${race.detail}, one branch each`;
}

/**
 * Whether a branch won its race. A race that is repeated has several outcomes, and no branch is
 * marked.
 */
function hasWon(race, branch, matched) {
  const own = matched?.found.get(race) ?? [];
  return own.length === 1 && own[0].status === 'completed'
    && (own[0].result?.won ?? []).includes(branch);
}

/** The label of a branch, with its outcome. */
export function branchLabel(race, branch, matched) {
  return html`branch ${branch + 1}${hasWon(race, branch, matched)
    ? html` <span class="sign completed"><span
        aria-hidden="true">${sign('completed')}</span> won</span>`
    : nothing}`;
}

/** The outcome of a race, if this step stores one: the branches that won, or those that failed. */
export function outcomeOf(step, matched) {
  const isRace = [...(matched?.found ?? [])]
    .some(([node, own]) => isOutcome(node) && own.includes(step));
  const { won, failed } = step.result ?? {};
  return isRace && Array.isArray(won) && Array.isArray(failed) ? { won, failed } : null;
}

/** An outcome in words, such as: won by branch 2. */
export function outcomeWords({ won, failed }) {
  const branches = won.length > 0 ? won : failed;
  const names = branches.map((index) => index + 1).join(', ');
  const noun = branches.length === 1 ? 'branch' : 'branches';
  return won.length > 0
    ? `Won by ${noun} ${names}${won.length > 1 ? ', in this order' : ''}.`
    : `No branch won: ${noun} ${names} failed.`;
}
