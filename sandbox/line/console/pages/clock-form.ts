import type { Line } from '../../state'
import { type Html, html } from './html'

const steps = [
  [900, '15 minutes'],
  [3_600, '1 hour'],
  [86_400, '1 day'],
  [604_800, '7 days'],
  [2_592_000, '30 days'],
] as const

/** Moves the stand-in's clock, and leads back to the page of the channel it was sent from. */
export function clockForm(line: Line, channelId: string | null): Html {
  const offset = line.state.clockOffsetMs / 1000
  const from = channelId === null ? null : html`<input type="hidden" name="channelId" value="${channelId}">`
  const options = steps.map(([seconds, text]) => html`<option value="${seconds}">${text}</option>`)
  return html`<section><h2>Clock</h2><p>Tokens expire by the stand-in's own clock. Kagiban keeps the real one, so after a move its assertions are refused with “Invalid exp” until you move back.</p>
<form method="post" action="/_console/clock">${from}
<div><label for="advance">Move forward by</label><select id="advance" name="advanceSeconds">${options}</select></div>
<button>Move the clock</button>
</form>${offset === 0 ? null : html`<form method="post" action="/_console/clock">${from}<input type="hidden" name="advanceSeconds" value="${-offset}"><button>Move back to the real time</button></form>`}</section>`
}
